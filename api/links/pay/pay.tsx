import { cardFeeFor } from '../../../domain/card-fees';
import { meaningText } from '../../../domain/messages/cures';
import { leastPayment } from '../../../domain/partial-payments';
import { sharesOf } from '../../../domain/rent-shares';
import { inOrganization } from '../../../store/database';
import { rentSharesOf } from '../../../store/leases/rent-shares';
import { methodLabel } from '../../../store/payments/method-label';
import type { Account, StoredMethod } from '../../../store/payments/read-account';
import { type Upcoming, upcomingCharges } from '../../../store/payments/read-receipts';
import { Form, Go, Lines, Pick, TextField } from '../kernel/forms';
import { Note } from '../kernel/layout';
import type { Shown } from '../kernel/link-page';
import { PlanNote, standingPlan } from './plan-note';
import { chargeIn, dateIn, moneyIn } from './say';
import { OwnShare, Why } from './why';
import { PAY } from './words';

type Seen = { visit: Shown; account: Account };

/** What is owed and why, how to pay it, and what comes next. */
export async function Pay({ visit, account }: Seen) {
  const { locale, link, services } = visit;
  const { open, totalCents: total, creditCents, acceptingPayments } = account;
  const oldest = open[0];
  const ownShare = await inOrganization(services.database, link.organizationId, async (tx) => {
    const { shares } = await rentSharesOf(tx, link.subjectId);
    return sharesOf(total, shares).find(({ tenantId }) => tenantId === link.partyId)?.amountCents ?? null;
  });
  const upcoming = await inOrganization(services.database, link.organizationId, (tx) =>
    upcomingCharges(tx, { leaseId: link.subjectId, today: account.today }),
  );
  return (
    <>
      <Heading visit={visit} account={account} />
      {total > 0 ? <p className="sum">{moneyIn(total, locale)}</p> : null}
      <p className="muted">
        {account.address}
        {total === 0 || oldest === undefined ? null : ` · ${PAY.due[locale]} ${dateIn(oldest.dueOn, locale)}`}
      </p>
      {account.inTransitCents > 0 ? (
        <p>
          <span className="tag transit">{PAY.transit[locale]}</span> {moneyIn(account.inTransitCents, locale)} ·{' '}
          {PAY.transitText[locale]}
        </p>
      ) : null}
      {open.length > 0 ? (
        <Lines
          rows={[
            ...open.map((charge) => ({ what: chargeIn(charge, locale), amount: moneyIn(charge.openCents, locale) })),
            ...(creditCents > 0 ? [{ what: PAY.credit[locale], amount: `−${moneyIn(creditCents, locale)}` }] : []),
            { what: PAY.total[locale], amount: moneyIn(total, locale) },
          ]}
        />
      ) : null}
      <PlanNote visit={visit} plan={await standingPlan(visit)} />
      <Why open={open} locale={locale} />
      <OwnShare cents={ownShare} locale={locale} />
      {open.length === 0 && creditCents > 0 ? (
        <p>
          {PAY.creditText[locale]} <b>{moneyIn(creditCents, locale)}</b>
        </p>
      ) : null}
      {total > 0 && acceptingPayments ? <Choose visit={visit} account={account} /> : null}
      {acceptingPayments ? null : (
        <Note tone="wait" title={PAY.closed[locale]}>
          {PAY.closedText[locale]}
        </Note>
      )}
      <Coming visit={visit} upcoming={upcoming} />
    </>
  );
}

function Heading({ visit: { locale }, account }: Seen) {
  const { trouble } = account;
  if (account.totalCents === 0) {
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
        {sentence(meaningText(trouble.meaning, locale)).replace(/\.$/, '')}
        {ending}. {PAY.other[locale]}
      </p>
    </>
  );
}

function Choose({ visit, account }: Seen) {
  const { locale } = visit;
  const usual = account.methods.find(({ isDefault }) => isDefault);
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
            hint={storedHint(visit, account, method)}
            checked={method === usual}
          />
        ))}
        <Pick
          visit={visit}
          name="way"
          value="bank"
          label={PAY.bank[locale]}
          hint={PAY.bankHint[locale]}
          checked={usual === undefined}
        />
        <Pick
          visit={visit}
          name="way"
          value="card"
          label={PAY.card[locale]}
          hint={[feeHint(visit, account), PAY.cardHint[locale]].filter((part) => part !== '').join(' · ')}
        />
      </fieldset>
      <Pick visit={visit} type="checkbox" name="keep" value="yes" label={PAY.keep[locale]} />
      <TextField
        visit={visit}
        name="amount"
        label={PAY.amount[locale]}
        hint={amountHint(visit, account)}
        inputMode="decimal"
        maxLength={12}
      />
      <Go>{PAY.go[locale]}</Go>
      <p className="small">{PAY.safe[locale]}</p>
    </Form>
  );
}

function storedHint(visit: Shown, account: Account, method: StoredMethod): string {
  const fee = method.kind === 'card' ? feeHint(visit, account) : PAY.noFee[visit.locale];
  return [PAY.storedHint[visit.locale], fee].filter((part) => part !== '').join(' · ');
}

/** What paying all of it by card costs beside; empty where nothing. */
function feeHint({ locale }: Shown, account: Account): string {
  const { totalCents: amountCents, state, today: on } = account;
  const { feeCents } = cardFeeFor(account.cardFee, { amountCents, method: 'card', state, on });
  return feeCents === 0 ? '' : `${PAY.cardFeeHint[locale]} ${moneyIn(feeCents, locale)}`;
}

function amountHint({ locale }: Shown, account: Account): string {
  const least = leastPayment(account.partial, account.dueCents);
  if (least === 0) return PAY.amountHint[locale];
  if (account.partial.policy === 'blocked') return PAY.wholeHint[locale];
  return `${PAY.amountHint[locale]}. ${PAY.leastHint[locale]} ${moneyIn(least, locale)}.`;
}

function Coming({ visit: { locale }, upcoming }: { visit: Shown; upcoming: readonly Upcoming[] }) {
  if (upcoming.length === 0) return null;
  return (
    <section>
      <h2>{PAY.coming[locale]}</h2>
      <div className="lines each">
        {upcoming.slice(0, 8).map((charge) => (
          <div className="line" key={`${charge.dueOn} ${charge.kind} ${charge.label}`}>
            <span>
              {chargeIn(charge, locale)}
              <span className="small">{dateIn(charge.dueOn, locale)}</span>
            </span>
            <span className="num">{moneyIn(charge.amountCents, locale)}</span>
          </div>
        ))}
      </div>
    </section>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
