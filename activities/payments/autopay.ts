import { notFound } from '../../domain/errors';
import { inOrganization } from '../../store/database';
import { tokenOfLink } from '../../store/links/link-tokens';
import { turnAutopayOn } from '../../store/mandates/turn-autopay-on';
import { savePaymentMethod } from '../../store/payment-methods/save-payment-method';
import type { AutopayInput } from '../../workflows/autopay/messages';
import type { ActivityDependencies } from '../dependencies';
import { ensureCustomer } from './customer';
import { summaryToMethod } from './summary';

/** Setting autopay up on the vendor's page. */
export function createAutopayActivities(deps: ActivityDependencies) {
  const { database, vendors, linkKey, urls } = deps;
  return {
    /** Opens the vendor's page that stores a way to pay; asked again, the same page. */
    async openSetup({ linkId, ...input }: AutopayInput & { linkId: string }) {
      const { organizationId, leaseId, tenantId, consentId } = input;
      const tenant = await inOrganization(database, organizationId, (tx) =>
        tx.tenant.findUnique({ where: { id: tenantId } }),
      );
      if (tenant === null) throw notFound('tenant');
      const back = `${urls.api}/l/${tokenOfLink(linkKey, linkId)}`;
      const page = await vendors.payments.createSetup({
        customerId: await ensureCustomer(deps, tenant),
        methods: ['us_bank_account', 'card'],
        successUrl: `${back}/done`,
        cancelUrl: back,
        metadata: { organization_id: organizationId, lease_id: leaseId, tenant_id: tenantId, consent_id: consentId },
        idempotencyKey: `setup/${consentId}`,
      });
      return { url: page.url, checkoutId: page.checkoutId };
    },

    /**
     * Stores the way to pay where the payer has finished on the vendor's page, and turns autopay on with it where that
     * is what they agreed to. Repeating changes nothing.
     */
    async syncSetup({ checkoutId, ...input }: AutopayInput & { checkoutId: string }): Promise<{ isOn: boolean }> {
      const { organizationId, leaseId, tenantId, consentId } = input;
      const page = await vendors.payments.retrieveCheckout(checkoutId);
      if (page.status !== 'complete' || page.paymentMethodId === null || page.customerId === null)
        return { isOn: false };
      const summary = await vendors.payments.retrievePaymentMethod(page.paymentMethodId);
      const method = summaryToMethod(summary, { organizationId, tenantId, customerRef: page.customerId });
      await inOrganization(database, organizationId, async (tx) => {
        const consent = await tx.consent.findUniqueOrThrow({ where: { id: consentId } });
        const paymentMethodId = await savePaymentMethod(tx, method);
        if (consent.kind === 'store_method') return;
        await turnAutopayOn(tx, {
          organizationId,
          leaseId,
          tenantId,
          paymentMethodId,
          authorization: consent.text,
          ip: consent.ip,
          userAgent: consent.userAgent,
          authorizedAt: consent.givenAt,
        });
      });
      return { isOn: true };
    },
  };
}
