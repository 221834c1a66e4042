import type { SavedMethod } from '../../store/payment-methods/save-payment-method';
import type { PaymentMethodSummary } from '../../vendors/payments';

/** The vendor's description of a way to pay as the store keeps it. */
export function summaryToMethod(
  summary: PaymentMethodSummary,
  owner: Pick<SavedMethod, 'organizationId' | 'tenantId' | 'customerRef'>,
): SavedMethod {
  const { paymentMethodId: vendorRef, kind, label, last4, expiry } = summary;
  const expiresOn = expiry === null ? null : `${expiry.year}-${String(expiry.month).padStart(2, '0')}`;
  return { ...owner, vendorRef, kind, brand: label, last4, expiresOn };
}
