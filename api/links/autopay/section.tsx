import { autopayAuthorization } from '../../../domain/autopay-authorization';
import { parsePeriod } from '../../../domain/calendar';
import { cardFeeFor } from '../../../domain/card-fees';
import { TenureError } from '../../../domain/errors';
import { formatMoney } from '../../../domain/money';
import { inOrganization } from '../../../store/database';
import { giveAuthorization } from '../../../store/mandates/give-authorization';
import { holdAutopay, liftHold } from '../../../store/mandates/hold-autopay';
import { type AutopayStanding, readAutopay } from '../../../store/mandates/read-autopay';
import { turnAutopayOff } from '../../../store/mandates/turn-autopay-off';
import { turnAutopayOn } from '../../../store/mandates/turn-autopay-on';
import { methodLabel } from '../../../store/payments/method-label';
import type { Account } from '../../../store/payments/read-account';
import { autopayWorkflowId } from '../../../workflows/autopay/ids';
import { invalid } from '../../http/parse';
import { Form, Go, Pick } from '../kernel/forms';
import { Note } from '../kernel/layout';
import { fieldOf, type Shown, type Submission, type Visit } from '../kernel/link-page';
import { dateIn, moneyIn, monthIn } from '../pay/say';
import { stepOf } from '../pay/sections';
import { AUTOPAY } from './words';

type Seen = { visit: Shown; account: Account };

/** Authorizing autopay; once it is on: what was authorized, the next debit, stopping or pausing it, another method. */
export async function Autopay({ visit, account }: Seen) {
  if (account.autopay === null) {
    return visit.step === 'done' ? <Moment visit={visit} /> : <Authorize visit={visit} account={account} />;
  }
  const { link, services, now } = visit;
  const standing = await inOrganization(services.database, link.organizationId, (tx) =>
    readAutopay(tx, { leaseId: link.subjectId, now }),
  );
  return <On visit={visit} account={account} standing={standing} />;
}

/** Turns autopay on or off, and stops, pauses or lets go on one month of it. */
export async function submitAutopay(submission: Submission, account: Account): Promise<string> {
  switch (fieldOf(submission.fields, 'do')) {
    case 'off':
      return turnOff(submission);
    case 'stop':
    case 'pause':
    case 'go_on':
      return hold(submission);
    default:
      return turnOn(submission, account);
  }
}

function home({ base, link }: Visit): string {
  const step = stepOf(link.purpose, 'autopay');
  return step === '' ? base : `${base}/${step}`;
}

function wordsToAuthorize({ organization, locale }: Visit, account: Account): string {
  const { tenantName: payer, address, dueDay, typicalCents, state, today: on } = account;
  const typicalAmount = formatMoney(typicalCents, 'USD', locale === 'es' ? 'es-US' : 'en-US');
  const { feeCents } = cardFeeFor(account.cardFee, { amountCents: typicalCents, method: 'card', state, on });
  const cardFee = feeCents > 0 ? account.cardFee : null;
  return autopayAuthorization({ payer, landlord: organization.name, address, dueDay, typicalAmount, cardFee }, locale);
}

async function turnOff(submission: Submission): Promise<string> {
  const { link, services, now } = submission;
  const { organizationId, subjectId: leaseId, partyId: actor } = link;
  await inOrganization(services.database, organizationId, async (tx) => {
    const active = await tx.mandate.findFirst({ where: { leaseId, status: 'active' } });
    if (active !== null && active.tenantId !== actor) throw new TenureError('forbidden', 'Only the payer can do this.');
    await turnAutopayOff(tx, { organizationId, leaseId, reason: 'you turned it off', actor, now });
  });
  return home(submission);
}

async function hold(submission: Submission): Promise<string> {
  const { link, services, fields, now } = submission;
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  const text = fieldOf(fields, 'period');
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw invalid([{ name: 'period', reason: 'is not a month' }]);
  const wish = { organizationId, leaseId, tenantId, period: parsePeriod(text), actor: tenantId, now };
  const wanted = fieldOf(fields, 'do');
  await inOrganization(services.database, organizationId, async (tx) => {
    if (wanted === 'go_on') await liftHold(tx, wish);
    else await holdAutopay(tx, { ...wish, kind: wanted === 'pause' ? 'pause' : 'stop' });
  });
  return home(submission);
}

async function turnOn(submission: Submission, account: Account): Promise<string> {
  const { link, services, fields, locale, ip, userAgent, now } = submission;
  if (fieldOf(fields, 'agree') !== 'yes') throw invalid([{ name: 'agree', reason: 'is required' }]);
  if (account.autopay !== null && !account.autopay.isOwn) {
    throw new TenureError('forbidden', 'Somebody else on the lease pays by autopay.');
  }
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  const text = wordsToAuthorize(submission, account);
  const method = account.methods.find(({ id }) => id === fieldOf(fields, 'way'));
  if (method !== undefined) {
    const given = { organizationId, leaseId, tenantId, paymentMethodId: method.id, authorization: text };
    await inOrganization(services.database, organizationId, (tx) =>
      turnAutopayOn(tx, { ...given, ip, userAgent, authorizedAt: now }),
    );
    return home(submission);
  }
  const consentId = await inOrganization(services.database, organizationId, (tx) =>
    giveAuthorization(tx, { organizationId, leaseId, tenantId, text, locale, ip, userAgent, now }),
  );
  const input = { organizationId, leaseId, tenantId, consentId };
  const start = { workflowType: 'autopay', workflowId: autopayWorkflowId(consentId), input };
  const page = { linkId: link.id };
  const { url } = await services.temporal.startAndUpdate<{ url: string }>(start, 'openSetup', page);
  return url;
}

function Authorize({ visit, account }: Seen) {
  const { locale } = visit;
  return (
    <>
      <h1>{AUTOPAY.offer[locale]}</h1>
      <p className="muted">
        {account.address}. {AUTOPAY.offerText[locale]}
      </p>
      <AuthorizeForm visit={visit} account={account} go={AUTOPAY.go[locale]} />
    </>
  );
}

function AuthorizeForm({ visit, account, go }: Seen & { go: string }) {
  const { locale } = visit;
  const others = account.methods.filter(({ id }) => id !== account.autopay?.method.id);
  return (
    <Form visit={visit} step={stepOf(visit.link.purpose, 'autopay')}>
      <h2>{AUTOPAY.read[locale]}</h2>
      <Text text={wordsToAuthorize(visit, account)} />
      <fieldset>
        <legend>{AUTOPAY.with[locale]}</legend>
        {others.map((method) => (
          <Pick key={method.id} visit={visit} name="way" value={method.id} label={methodLabel(method, locale)} />
        ))}
        <Pick
          visit={visit}
          name="way"
          value="other"
          label={AUTOPAY.other[locale]}
          hint={AUTOPAY.otherHint[locale]}
          checked
        />
      </fieldset>
      <Pick visit={visit} type="checkbox" name="agree" value="yes" label={AUTOPAY.agree[locale]} required />
      <Go>{go}</Go>
    </Form>
  );
}

function On({ visit, account, standing }: Seen & { standing: AutopayStanding }) {
  const { locale } = visit;
  if (account.autopay === null) return null;
  const { method, authorization, isOwn } = account.autopay;
  return (
    <>
      <h1>{AUTOPAY.on[locale]}</h1>
      <p className="muted">{account.address}</p>
      {account.acceptingPayments ? null : (
        <Note tone="wait" title={AUTOPAY.halted[locale]}>
          {AUTOPAY.haltedText[locale]}
        </Note>
      )}
      {isOwn ? (
        <>
          <p className="card">
            {AUTOPAY.from[locale]} <b>{methodLabel(method, locale)}</b>
          </p>
          <Next visit={visit} account={account} standing={standing} />
          <h2>{AUTOPAY.read[locale]}</h2>
          <Text text={authorization} />
          <Form visit={visit} step={stepOf(visit.link.purpose, 'autopay')}>
            <Go quiet name="do" value="off">
              {AUTOPAY.off[locale]}
            </Go>
          </Form>
          <p className="small">{AUTOPAY.offText[locale]}</p>
          <details>
            <summary>{AUTOPAY.change[locale]}</summary>
            <AuthorizeForm visit={visit} account={account} go={AUTOPAY.changeGo[locale]} />
          </details>
        </>
      ) : (
        <p>{AUTOPAY.byOther[locale]}</p>
      )}
    </>
  );
}

function Next({ visit, account, standing }: Seen & { standing: AutopayStanding }) {
  const { locale } = visit;
  const { next, holds } = standing;
  const step = stepOf(visit.link.purpose, 'autopay');
  const late = next !== null && account.today > next.stopBy;
  return (
    <>
      {holds.map(({ period, inTime }) => (
        <Note key={period} tone={inTime ? 'ok' : 'wait'} title={`${AUTOPAY.held[locale]} ${monthIn(period, locale)}`}>
          {inTime ? AUTOPAY.heldText[locale] : AUTOPAY.heldLate[locale]}
        </Note>
      ))}
      {holds.map(({ period }) => (
        <Form visit={visit} step={step} key={period}>
          <input type="hidden" name="period" value={period} />
          <Go quiet name="do" value="go_on">{`${AUTOPAY.goOn[locale]} ${monthIn(period, locale)}`}</Go>
        </Form>
      ))}
      {next === null || next.isHeld ? null : (
        <section className="card">
          <p>
            {AUTOPAY.next[locale]} <b>{dateIn(next.debitOn, locale)}</b>: <b>{moneyIn(next.amountCents, locale)}</b>
          </p>
          <p className="small">
            {late ? AUTOPAY.tooLate[locale] : `${AUTOPAY.stopUntil[locale]} ${dateIn(next.stopBy, locale)}.`}
          </p>
          <Form visit={visit} step={step}>
            <input type="hidden" name="period" value={next.period} />
            <Go quiet name="do" value="stop">
              {AUTOPAY.stop[locale]}
            </Go>
            <Go quiet name="do" value="pause">
              {AUTOPAY.pause[locale]}
            </Go>
          </Form>
        </section>
      )}
    </>
  );
}

function Moment({ visit: { locale, base } }: { visit: Shown }) {
  return (
    <>
      <h1>{AUTOPAY.moment[locale]}</h1>
      <p className="muted">{AUTOPAY.momentText[locale]}</p>
      <a className="btn" href={`${base}/done?lang=${locale}`}>
        {AUTOPAY.look[locale]}
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
