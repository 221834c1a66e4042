import { autopayAuthorization } from '../../../domain/autopay-authorization';
import { TenureError } from '../../../domain/errors';
import { formatMoney } from '../../../domain/money';
import { inOrganization } from '../../../store/database';
import { giveAuthorization } from '../../../store/mandates/give-authorization';
import { turnAutopayOff } from '../../../store/mandates/turn-autopay-off';
import { turnAutopayOn } from '../../../store/mandates/turn-autopay-on';
import { methodLabel } from '../../../store/payments/method-label';
import { type Account, readAccount } from '../../../store/payments/read-account';
import { autopayWorkflowId } from '../../../workflows/autopay/ids';
import { invalid } from '../../http/parse';
import { Form, Go, Pick } from '../kernel/forms';
import { fieldOf, type LinkPage, type Shown, type Submission, type Visit } from '../kernel/link-page';
import { asksToReport, ReportButton, reportRepairAt } from '../repair/report-button';
import { AUTOPAY } from './words';

function read({ link, services, now }: Visit): Promise<Account> {
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  return inOrganization(services.database, organizationId, (tx) =>
    readAccount(tx, { organizationId, leaseId, tenantId, now }),
  );
}

function wordsToAuthorize({ organization, locale }: Visit, account: Account): string {
  const { tenantName: payer, address, dueDay, rentCents } = account;
  const typicalAmount = formatMoney(rentCents, 'USD', locale === 'es' ? 'es-US' : 'en-US');
  return autopayAuthorization({ payer, landlord: organization.name, address, dueDay, typicalAmount }, locale);
}

/** A tenant authorizes autopay, sees what they authorized, and turns it off. */
export const autopayPage: LinkPage = {
  purpose: 'autopay',
  async show(visit) {
    if (visit.step !== '' && visit.step !== 'done') throw new TenureError('not_found', 'This page does not exist.');
    const account = await read(visit);
    return { title: AUTOPAY.title[visit.locale], body: bodyOf(visit, account) };
  },
  async submit(submission) {
    if (asksToReport(submission)) return reportRepairAt(submission);
    const account = await read(submission);
    return fieldOf(submission.fields, 'do') === 'off' ? turnOff(submission) : turnOn(submission, account);
  },
};

function bodyOf(visit: Shown, account: Account) {
  if (account.isCanceled) return <Canceled visit={visit} account={account} />;
  if (account.autopay !== null) return <On visit={visit} account={account} />;
  if (visit.step === 'done') return <Moment visit={visit} />;
  return <Authorize visit={visit} account={account} />;
}

async function turnOff({ link, services, now, base }: Submission): Promise<string> {
  const { organizationId, subjectId: leaseId, partyId: actor } = link;
  await inOrganization(services.database, organizationId, async (tx) => {
    const active = await tx.mandate.findFirst({ where: { leaseId, status: 'active' } });
    if (active !== null && active.tenantId !== actor) throw new TenureError('forbidden', 'Only the payer can do this.');
    await turnAutopayOff(tx, { organizationId, leaseId, reason: 'The payer turned it off', actor, now });
  });
  return base;
}

async function turnOn(submission: Submission, account: Account): Promise<string> {
  const { link, services, fields, locale, ip, userAgent, now, base } = submission;
  if (fieldOf(fields, 'agree') !== 'yes') throw invalid([{ name: 'agree', reason: 'is required' }]);
  if (account.isCanceled) throw new TenureError('illegal_transition', 'This lease was canceled.');
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  const text = wordsToAuthorize(submission, account);
  const method = account.methods.find(({ id }) => id === fieldOf(fields, 'way'));
  if (method !== undefined) {
    const given = { organizationId, leaseId, tenantId, paymentMethodId: method.id, authorization: text };
    await inOrganization(services.database, organizationId, (tx) =>
      turnAutopayOn(tx, { ...given, ip, userAgent, authorizedAt: now }),
    );
    return base;
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

function Authorize({ visit, account }: { visit: Shown; account: Account }) {
  const { locale } = visit;
  return (
    <>
      <h1>{AUTOPAY.offer[locale]}</h1>
      <p className="muted">
        {account.address}. {AUTOPAY.offerText[locale]}
      </p>
      <Form visit={visit}>
        <h2>{AUTOPAY.read[locale]}</h2>
        <Text text={wordsToAuthorize(visit, account)} />
        <fieldset>
          <legend>{AUTOPAY.with[locale]}</legend>
          {account.methods.map((method) => (
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
        <Go>{AUTOPAY.go[locale]}</Go>
      </Form>
      {account.isLivedIn ? <ReportButton visit={visit} /> : null}
    </>
  );
}

function On({ visit, account }: { visit: Shown; account: Account }) {
  const { locale } = visit;
  if (account.autopay === null) return null;
  const { method, authorization, isOwn } = account.autopay;
  return (
    <>
      <h1>{AUTOPAY.on[locale]}</h1>
      <p className="muted">{account.address}</p>
      {isOwn ? (
        <>
          <p className="card">
            {AUTOPAY.from[locale]} <b>{methodLabel(method, locale)}</b>
          </p>
          <h2>{AUTOPAY.read[locale]}</h2>
          <Text text={authorization} />
          <Form visit={visit} step="">
            <Go quiet name="do" value="off">
              {AUTOPAY.off[locale]}
            </Go>
          </Form>
          <p className="small">{AUTOPAY.offText[locale]}</p>
        </>
      ) : (
        <p>{AUTOPAY.byOther[locale]}</p>
      )}
      {account.isLivedIn ? <ReportButton visit={visit} /> : null}
    </>
  );
}

function Canceled({ visit: { locale }, account }: { visit: Shown; account: Account }) {
  return (
    <>
      <h1>{AUTOPAY.canceled[locale]}</h1>
      <p className="muted">{account.address}</p>
      <p>{AUTOPAY.canceledText[locale]}</p>
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
