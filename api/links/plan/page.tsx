import { TenureError } from '../../../domain/errors';
import { type Cents, cents, formatMoney, parseCents } from '../../../domain/money';
import { inOrganization, type Transaction } from '../../../store/database';
import { acceptPlan, agreementOf } from '../../../store/payment-plans/accept-plan';
import { endPlan } from '../../../store/payment-plans/end-plan';
import { type LoadedPlan, readPlan } from '../../../store/payment-plans/lock-plan';
import { createPayment } from '../../../store/payments/create-payment';
import { methodLabel } from '../../../store/payments/method-label';
import { paymentWorkflowId } from '../../../workflows/payment/ids';
import { invalid } from '../../http/parse';
import { Form, Go, Lines, Pick, TextField } from '../kernel/forms';
import { fieldOf, type LinkPage, type Shown, type Submission, type Visit } from '../kernel/link-page';
import { PLAN } from './words';

const TAGS = { en: 'en-US', es: 'es-US' } as const;
const LEAST = 100;

type Method = { id: string; kind: string; brand: string | null; last4: string };
type Seen = { plan: LoadedPlan; methods: Method[]; agreement: string; address: string };

function read(visit: Visit): Promise<Seen> {
  const { link, services, now } = visit;
  return inOrganization(services.database, link.organizationId, (tx) => load(tx, visit, now));
}

async function load(tx: Transaction, { link, locale }: Visit, now: Date): Promise<Seen> {
  const plan = await readPlan(tx, link.subjectId, now);
  const own = plan.lease.tenants.find(({ tenantId }) => tenantId === link.partyId);
  if (own === undefined) throw new TenureError('not_found', 'There is no such payment plan.');
  const methods = await tx.paymentMethod.findMany({
    where: { tenantId: link.partyId, status: 'active' },
    orderBy: { createdAt: 'desc' },
    take: 5,
  });
  const agreement = plan.authorizationText ?? (await agreementOf(tx, plan, own.tenant.name, null, locale));
  const { unit } = plan.lease;
  return { plan, methods, agreement, address: `${unit.property.addressLine1}, ${unit.number}` };
}

/** A tenant sees a payment plan, accepts or declines it, and pays its installments. */
export const planPage: LinkPage = {
  purpose: 'payment_plan',
  async show(visit) {
    if (visit.step !== '' && visit.step !== 'done') throw new TenureError('not_found', 'This page does not exist.');
    const seen = await read(visit);
    const body =
      visit.step === 'done' ? (
        <Done visit={visit} />
      ) : seen.plan.status === 'offered' ? (
        <Offer visit={visit} seen={seen} />
      ) : (
        <Standing visit={visit} seen={seen} />
      );
    return { title: PLAN.title[visit.locale], body };
  },
  async submit(submission) {
    const seen = await read(submission);
    const what = fieldOf(submission.fields, 'do');
    if (what === 'decline') return decline(submission);
    return what === 'pay' ? pay(submission, seen) : acceptIt(submission, seen);
  },
};

async function decline({ link, services, now, base }: Submission): Promise<string> {
  const { organizationId, subjectId: planId, partyId: actor } = link;
  const { linkKey } = services;
  await inOrganization(services.database, organizationId, (tx) =>
    endPlan(tx, { organizationId, planId, to: 'declined', actor, linkKey, now }),
  );
  return base;
}

async function acceptIt(submission: Submission, { methods }: Seen): Promise<string> {
  const { link, services, fields, locale, ip, userAgent, now, base } = submission;
  if (fieldOf(fields, 'agree') !== 'yes') throw invalid([{ name: 'agree', reason: 'is required' }]);
  const way = fieldOf(fields, 'way');
  const method = methods.find(({ id }) => id === way);
  if (method === undefined && way !== 'link') throw invalid([{ name: 'way', reason: 'is required' }]);
  const { organizationId, subjectId: planId, partyId: tenantId } = link;
  const by = { tenantId, paymentMethodId: method?.id ?? null, locale, ip, userAgent };
  await inOrganization(services.database, organizationId, (tx) =>
    acceptPlan(tx, { organizationId, planId, ...by, linkKey: services.linkKey, now }),
  );
  return base;
}

async function pay(submission: Submission, { plan }: Seen): Promise<string> {
  const { link, services, fields, now } = submission;
  const { next, leftCents } = plan.progress;
  if (plan.status !== 'active' || next === null) throw new TenureError('not_possible', 'Nothing is left to pay.');
  const amountCents = amountOf(fieldOf(fields, 'amount'), next.leftCents, leftCents);
  const { organizationId, partyId: tenantId } = link;
  const { leaseId } = plan;
  const by = { kind: 'hosted', method: fieldOf(fields, 'way') === 'card' ? 'card' : 'us_bank_account' } as const;
  const of = { planId: plan.id, number: next.number };
  const { paymentId } = await inOrganization(services.database, organizationId, (tx) =>
    createPayment(tx, { organizationId, leaseId, tenantId, amountCents, by, plan: of, actor: tenantId, now }),
  );
  const input = { organizationId, paymentId, leaseId };
  const start = { workflowType: 'payment', workflowId: paymentWorkflowId(paymentId), input };
  const page = { linkId: link.id, keep: fieldOf(fields, 'keep') === 'yes' };
  const { url } = await services.temporal.startAndUpdate<{ url: string }>(start, 'openCheckout', page);
  return url;
}

function amountOf(text: string, usual: Cents, most: Cents): Cents {
  const amount = text === '' ? usual : parsed(text);
  const isEnough = amount !== null && (amount >= LEAST || amount === most);
  if (!isEnough || amount > most) throw invalid([{ name: 'amount', reason: 'is not an amount of this plan' }]);
  return amount;
}

function parsed(text: string): Cents | null {
  try {
    return parseCents(text);
  } catch {
    return null;
  }
}

function Offer({ visit, seen }: { visit: Shown; seen: Seen }) {
  const { locale } = visit;
  const { plan, methods, agreement, address } = seen;
  return (
    <>
      <h1>{PLAN.offered[locale]}</h1>
      <p className="sum">{moneyIn(plan.coveredCents, locale)}</p>
      <p className="muted">
        {address} · {PLAN.acceptBy[locale]} {dateIn(plan.acceptBy, locale)}
      </p>
      <p>{PLAN.offeredText[locale]}</p>
      <Installments visit={visit} plan={plan} />
      <Form visit={visit} step="">
        <fieldset>
          <legend>{PLAN.how[locale]}</legend>
          {methods.map((method) => (
            <Pick
              key={method.id}
              visit={visit}
              name="way"
              value={method.id}
              label={methodLabel(method, locale)}
              hint={PLAN.byMethodHint[locale]}
            />
          ))}
          <Pick
            visit={visit}
            name="way"
            value="link"
            label={PLAN.byLink[locale]}
            hint={PLAN.byLinkHint[locale]}
            checked
          />
        </fieldset>
        <h2>{PLAN.read[locale]}</h2>
        <Text text={agreement} />
        {methods.length > 0 ? <p className="small">{PLAN.readMethod[locale]}</p> : null}
        <Pick visit={visit} type="checkbox" name="agree" value="yes" label={PLAN.agree[locale]} required />
        <Go name="do" value="accept">
          {PLAN.accept[locale]}
        </Go>
      </Form>
      <Form visit={visit} step="">
        <Go quiet name="do" value="decline">
          {PLAN.decline[locale]}
        </Go>
      </Form>
    </>
  );
}

function Standing({ visit, seen }: { visit: Shown; seen: Seen }) {
  const { locale } = visit;
  const { plan, address } = seen;
  const { status, progress } = plan;
  const heading =
    status === 'active'
      ? PLAN.active
      : status === 'completed'
        ? PLAN.completed
        : status === 'broken'
          ? PLAN.broken
          : PLAN.ended;
  const isOver = status !== 'active' && status !== 'completed';
  return (
    <>
      <h1>{heading[locale]}</h1>
      <p className="muted">{address}</p>
      {isOver ? <p>{status === 'broken' ? PLAN.brokenText[locale] : PLAN.endedText[locale]}</p> : null}
      {status === 'active' ? (
        <p className="sum">
          {moneyIn(progress.leftCents, locale)} <small>{PLAN.left[locale]}</small>
        </p>
      ) : null}
      {isOver && status !== 'broken' ? null : <Installments visit={visit} plan={plan} />}
      {status === 'active' && progress.next !== null ? <Pay visit={visit} usual={progress.next.leftCents} /> : null}
      {plan.authorizationText === null || plan.tenantId !== visit.link.partyId ? null : (
        <>
          <h2>{PLAN.read[locale]}</h2>
          <Text text={plan.authorizationText} />
        </>
      )}
    </>
  );
}

function Pay({ visit, usual }: { visit: Shown; usual: Cents }) {
  const { locale } = visit;
  return (
    <Form visit={visit} step="">
      <fieldset>
        <legend>{PLAN.payNow[locale]}</legend>
        <Pick visit={visit} name="way" value="bank" label={PLAN.bank[locale]} checked />
        <Pick visit={visit} name="way" value="card" label={PLAN.card[locale]} />
      </fieldset>
      <Pick visit={visit} type="checkbox" name="keep" value="yes" label={PLAN.keep[locale]} />
      <TextField
        visit={visit}
        name="amount"
        label={PLAN.amount[locale]}
        hint={`${PLAN.payHint[locale]} ${moneyIn(usual, locale)}`}
        inputMode="decimal"
        maxLength={12}
      />
      <Go name="do" value="pay">
        {PLAN.payNow[locale]}
      </Go>
    </Form>
  );
}

function Installments({ visit: { locale }, plan }: { visit: Shown; plan: LoadedPlan }) {
  const words = (status: 'paid' | 'due' | 'missed' | 'upcoming') =>
    plan.status === 'offered' || status === 'upcoming' ? '' : ` · ${PLAN[status][locale]}`;
  return (
    <>
      <h2>{PLAN.dates[locale]}</h2>
      <Lines
        rows={[
          ...plan.progress.installments.map((one) => ({
            what: `${dateIn(one.dueOn, locale)}${words(one.status)}`,
            amount: moneyIn(one.amountCents, locale),
          })),
          { what: PLAN.total[locale], amount: moneyIn(plan.coveredCents, locale) },
        ]}
      />
      <p className="small">
        {PLAN.grace[locale]} {plan.graceDays}
      </p>
    </>
  );
}

function Done({ visit: { locale, base } }: { visit: Shown }) {
  return (
    <>
      <h1>{PLAN.on[locale]}</h1>
      <p className="muted">{PLAN.onText[locale]}</p>
      <a className="btn" href={`${base}?lang=${locale}`}>
        {PLAN.back[locale]}
      </a>
    </>
  );
}

function Text({ text }: { text: string }) {
  return (
    <div className="card small">
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  );
}

function moneyIn(amount: number, locale: 'en' | 'es'): string {
  return formatMoney(cents(amount), 'USD', TAGS[locale]);
}

function dateIn(date: string, locale: 'en' | 'es'): string {
  const format = new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}
