import { TenureError } from '../../../domain/errors';
import { meaningText } from '../../../domain/messages/cures';
import { type Cents, cents, formatMoney, parseCents } from '../../../domain/money';
import { totalOpen } from '../../../store/charges/open-charges';
import { inOrganization } from '../../../store/database';
import { createPayment } from '../../../store/payments/create-payment';
import { methodLabel } from '../../../store/payments/method-label';
import { type Account, readAccount } from '../../../store/payments/read-account';
import { paymentWorkflowId } from '../../../workflows/payment/ids';
import { invalid } from '../../http/parse';
import { Form, Go, Lines, Pick, TextField } from '../kernel/forms';
import { Note } from '../kernel/layout';
import { fieldOf, type LinkPage, type Shown, type Submission, type Visit } from '../kernel/link-page';
import { asksToReport, ReportButton, reportRepairAt } from '../repair/report-button';
import { Done } from './done';
import { CHARGES_ES, PAY } from './words';

const LOCALES = { en: 'en-US', es: 'es-US' } as const;
const MOST = 10_000_000;

function read({ link, services, now }: Visit): Promise<Account> {
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  return inOrganization(services.database, organizationId, (tx) =>
    readAccount(tx, { organizationId, leaseId, tenantId, now }),
  );
}

/** A tenant sees what is owed and why, and pays it on the vendor's page or with a way to pay they have stored. */
export const payPage: LinkPage = {
  purpose: 'pay',
  async show(visit) {
    if (visit.step === 'done') return { title: PAY.title[visit.locale], body: await Done({ visit }) };
    if (visit.step !== '') throw new TenureError('not_found', 'This page does not exist.');
    const account = await read(visit);
    if (account.isCanceled)
      return { title: PAY.title[visit.locale], body: <Canceled visit={visit} account={account} /> };
    return { title: PAY.title[visit.locale], body: <Pay visit={visit} account={account} /> };
  },
  async submit(submission) {
    const { link, services, now, base } = submission;
    if (asksToReport(submission)) return reportRepairAt(submission);
    const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
    const account = await read(submission);
    const amountCents = amountOf(submission, totalOpen(account.open));
    const by = wayOf(submission, account);
    const wanted = { organizationId, leaseId, tenantId, amountCents, by, actor: tenantId, now };
    const { paymentId } = await inOrganization(services.database, organizationId, (tx) => createPayment(tx, wanted));
    if (by.kind === 'stored') return `${base}/done?payment=${paymentId}`;
    const workflowId = paymentWorkflowId(paymentId);
    const start = { workflowType: 'payment', workflowId, input: { organizationId, paymentId, leaseId } };
    const page = { linkId: link.id, keep: fieldOf(submission.fields, 'keep') === 'yes' };
    const { url } = await services.temporal.startAndUpdate<{ url: string }>(start, 'openCheckout', page);
    return url;
  },
};

function amountOf({ fields }: Submission, all: Cents): Cents {
  const text = fieldOf(fields, 'amount');
  const amount = text === '' ? all : parsed(text);
  if (amount === null || amount < 100 || amount > MOST) throw invalid([{ name: 'amount', reason: 'is not an amount' }]);
  return amount;
}

function parsed(text: string): Cents | null {
  try {
    return parseCents(text);
  } catch {
    return null;
  }
}

function wayOf({ fields }: Submission, account: Account) {
  const way = fieldOf(fields, 'way');
  if (way === 'card') return { kind: 'hosted', method: 'card' } as const;
  if (way === 'bank') return { kind: 'hosted', method: 'us_bank_account' } as const;
  const method = account.methods.find(({ id }) => id === way);
  if (method === undefined) throw invalid([{ name: 'way', reason: 'is required' }]);
  return { kind: 'stored', paymentMethodId: method.id } as const;
}

function Pay({ visit, account }: { visit: Shown; account: Account }) {
  const { locale } = visit;
  const money = (amount: number) => formatMoney(cents(amount), 'USD', LOCALES[locale]);
  const total = totalOpen(account.open);
  const oldest = account.open[0];
  return (
    <>
      <Heading visit={visit} account={account} isOpen={total > 0} />
      {total > 0 ? <p className="sum">{money(total)}</p> : null}
      <p className="muted">
        {account.address}
        {oldest === undefined ? null : ` · ${PAY.due[locale]} ${dateIn(oldest.dueOn, locale)}`}
      </p>
      {account.inTransitCents > 0 ? (
        <p>
          <span className="tag transit">{PAY.transit[locale]}</span> {money(account.inTransitCents)} ·{' '}
          {PAY.transitText[locale]}
        </p>
      ) : null}
      {total > 0 ? (
        <Lines
          rows={[
            ...account.open.map((charge) => ({
              what: `${locale === 'es' ? CHARGES_ES[charge.kind] : charge.label}, ${monthIn(charge.period, locale)}`,
              amount: money(charge.openCents),
            })),
            { what: PAY.total[locale], amount: money(total) },
          ]}
        />
      ) : null}
      {total > 0 && account.acceptingPayments ? <Choose visit={visit} account={account} /> : null}
      {account.acceptingPayments ? null : (
        <Note tone="wait" title={PAY.closed[locale]}>
          {PAY.closedText[locale]}
        </Note>
      )}
      {account.isLivedIn ? <ReportButton visit={visit} /> : null}
    </>
  );
}

function Canceled({ visit: { locale }, account }: { visit: Shown; account: Account }) {
  return (
    <>
      <h1>{PAY.canceled[locale]}</h1>
      <p className="muted">{account.address}</p>
      <p>{PAY.canceledText[locale]}</p>
    </>
  );
}

function Heading({ visit: { locale }, account, isOpen }: { visit: Shown; account: Account; isOpen: boolean }) {
  const { trouble } = account;
  if (!isOpen) {
    return (
      <>
        <h1>{PAY.nothing[locale]}</h1>
        <p className="muted">{PAY.nothingText[locale]}</p>
      </>
    );
  }
  if (trouble === null) return <h1>{PAY.open[locale]}</h1>;
  const ending = trouble.last4 === null ? '' : ` (${PAY.ending[locale]} ${trouble.last4})`;
  return (
    <>
      <h1>{trouble.kind === 'returned' ? PAY.returned[locale] : PAY.failed[locale]}</h1>
      <p className="muted">
        {sentence(meaningText(trouble.meaning, locale))}
        {ending}. {PAY.other[locale]}
      </p>
    </>
  );
}

function Choose({ visit, account }: { visit: Shown; account: Account }) {
  const { locale } = visit;
  return (
    <Form visit={visit}>
      <fieldset>
        <legend>{PAY.how[locale]}</legend>
        {account.methods.map((method) => (
          <Pick
            key={method.id}
            visit={visit}
            name="way"
            value={method.id}
            label={methodLabel(method, locale)}
            hint={PAY.storedHint[locale]}
          />
        ))}
        <Pick visit={visit} name="way" value="bank" label={PAY.bank[locale]} hint={PAY.bankHint[locale]} checked />
        <Pick visit={visit} name="way" value="card" label={PAY.card[locale]} hint={PAY.cardHint[locale]} />
      </fieldset>
      <Pick visit={visit} type="checkbox" name="keep" value="yes" label={PAY.keep[locale]} />
      <TextField
        visit={visit}
        name="amount"
        label={PAY.amount[locale]}
        hint={PAY.amountHint[locale]}
        inputMode="decimal"
        maxLength={12}
      />
      <Go>{PAY.go[locale]}</Go>
      <p className="small">{PAY.safe[locale]}</p>
    </Form>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function dateIn(date: string, locale: 'en' | 'es'): string {
  const format = new Intl.DateTimeFormat(LOCALES[locale], { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

function monthIn(period: string, locale: 'en' | 'es'): string {
  const format = new Intl.DateTimeFormat(LOCALES[locale], { month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${period}-01T00:00:00Z`));
}
