import { storeMethodConsent } from '../../../domain/autopay-authorization';
import { inOrganization } from '../../../store/database';
import { giveAuthorization } from '../../../store/mandates/give-authorization';
import { makeDefaultMethod, removePaymentMethod } from '../../../store/payment-methods/manage-payment-methods';
import { methodLabel } from '../../../store/payments/method-label';
import type { Account } from '../../../store/payments/read-account';
import { autopayWorkflowId } from '../../../workflows/autopay/ids';
import { invalid } from '../../http/parse';
import { Form, Go } from '../kernel/forms';
import { fieldOf, type Shown, type Submission } from '../kernel/link-page';
import { stepOf } from './sections';
import { PAY } from './words';

/** A tenant's stored ways to pay: which is the usual one, adding and removing. */
export function Methods({ visit, account }: { visit: Shown; account: Account }) {
  const { locale } = visit;
  const step = stepOf(visit.link.purpose, 'methods');
  return (
    <>
      <h1>{PAY.places.methods[locale]}</h1>
      {account.methods.length === 0 ? <p className="muted">{PAY.noMethods[locale]}</p> : null}
      {account.methods.map((method) => {
        const paysAutopay = account.autopay?.isOwn === true && account.autopay.method.id === method.id;
        return (
          <section className="card" key={method.id}>
            <p>
              <b>{methodLabel(method, locale)}</b>
              {method.isDefault ? <span className="muted"> · {PAY.usual[locale]}</span> : null}
              {method.expiresOn === null ? null : (
                <span className="muted">
                  {' '}
                  · {PAY.expires[locale]} {method.expiresOn}
                </span>
              )}
            </p>
            {paysAutopay ? <p className="small">{PAY.paysAutopay[locale]}</p> : null}
            <Form visit={visit} step={step}>
              <input type="hidden" name="method" value={method.id} />
              {method.isDefault ? null : (
                <Go quiet name="do" value="default">
                  {PAY.makeUsual[locale]}
                </Go>
              )}
              <Go quiet name="do" value="remove">
                {PAY.remove[locale]}
              </Go>
            </Form>
          </section>
        );
      })}
      <Form visit={visit} step={step}>
        <p className="small">{storeMethodConsent(visit.organization.name, locale)}</p>
        <Go name="do" value="add">
          {PAY.addMethod[locale]}
        </Go>
        <p className="small">{PAY.safe[locale]}</p>
      </Form>
    </>
  );
}

/** Adds, removes or prefers a way to pay. */
export async function submitMethods(submission: Submission, account: Account): Promise<string> {
  const { link, services, fields, base, now } = submission;
  const { organizationId, partyId: tenantId } = link;
  const wanted = fieldOf(fields, 'do');
  if (wanted === 'add') return addMethod(submission);
  const method = account.methods.find(({ id }) => id === fieldOf(fields, 'method'));
  if (method === undefined || (wanted !== 'default' && wanted !== 'remove')) {
    throw invalid([{ name: 'method', reason: 'is required' }]);
  }
  const wish = { organizationId, paymentMethodId: method.id, tenantId, actor: tenantId, now };
  await inOrganization(services.database, organizationId, (tx) =>
    wanted === 'default' ? makeDefaultMethod(tx, wish) : removePaymentMethod(tx, wish),
  );
  return `${base}/methods`;
}

async function addMethod(submission: Submission): Promise<string> {
  const { link, services, locale, ip, userAgent, now, organization } = submission;
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  const text = storeMethodConsent(organization.name, locale);
  const given = { organizationId, leaseId, tenantId, kind: 'store_method', text, locale, ip, userAgent, now } as const;
  const consentId = await inOrganization(services.database, organizationId, (tx) => giveAuthorization(tx, given));
  const input = { organizationId, leaseId, tenantId, consentId };
  const start = { workflowType: 'autopay', workflowId: autopayWorkflowId(consentId), input };
  const { url } = await services.temporal.startAndUpdate<{ url: string }>(start, 'openSetup', { linkId: link.id });
  return url;
}
