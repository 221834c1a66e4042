import { z } from 'zod';
import type { PresentmentStatus } from '../../../domain/states';
import { inOrganization } from '../../../store/database';
import { blockMethodOfVendor } from '../../../store/payment-methods/block-payment-method';
import { beginReversal } from '../../../store/payments/begin-reversal';
import { ownerOfVendorRef } from '../../../store/payments/owner-of-vendor-ref';
import { type PaymentOutcome, recordOutcome } from '../../../store/payments/record-outcome';
import { presentmentState } from '../../../store/presentments/presentment-state';
import { NotYetKnown, type WebhookContext, type WebhookHandler } from './handler';
import { handleConnect } from './stripe-connect';
import { handlePayout } from './stripe-payouts';
import { handleChargeRefunded, handleRefundNews } from './stripe-refunds';

const metadata = z.record(z.string(), z.string()).default({});
const reference = z
  .union([z.string(), z.looseObject({ id: z.string() })])
  .nullish()
  .transform((value) => (typeof value === 'string' ? value : (value?.id ?? null)));
const failure = z.looseObject({
  code: z.string().nullish(),
  decline_code: z.string().nullish(),
  network_decline_code: z.string().nullish(),
  message: z.string().nullish(),
});
const vendorObject = z.looseObject({
  id: z.string(),
  status: z.string().nullish(),
  metadata,
  mode: z.string().optional(),
  payment_intent: reference,
  payment_method: reference,
  refunded: z.boolean().optional(),
  last_payment_error: failure.nullish(),
});
const event = z.looseObject({
  type: z.string(),
  account: z.string().nullish(),
  data: z.looseObject({ object: vendorObject }),
});
type VendorObject = z.output<typeof vendorObject>;

/** A presentment this young is still being answered by the call that made it: that answer comes first. */
const ANSWER_DUE_MS = 20_000;

/** Money events: what they say is brought to the store, whoever hears it first; workflows are told by the store. */
export const handleStripe: WebhookHandler = async (context, { payload }) => {
  const { type, data, account } = event.parse(payload);
  const { object } = data;
  if (type === 'account.updated' || type.startsWith('transfer.')) return handleConnect(context, type, object);
  if (type === 'payout.paid' || type === 'payout.failed') return handlePayout(context, account ?? null);
  if (type.startsWith('payment_intent.')) return handleIntent(context, type, object);
  if (type.startsWith('checkout.session.')) return handlePage(context, object);
  if (type.startsWith('charge.dispute.')) return handleDispute(context, type, object);
  if (type.startsWith('refund.') || type === 'charge.refund.updated') return handleRefundNews(context, object);
  if (type === 'charge.refunded') return handleChargeRefunded(context, object);
  if (type === 'mandate.updated' && object.status === 'inactive')
    return blockMethod(context, object.payment_method, type);
  if (type === 'payment_method.detached') return blockMethod(context, object.id, type);
  return 'ignored';
};

async function handleIntent(context: WebhookContext, type: string, intent: VendorObject) {
  const { organization_id: organizationId, payment_id: paymentId, presentment_id: presentmentId } = intent.metadata;
  if (organizationId === undefined || paymentId === undefined) return 'ignored';
  if (presentmentId === undefined) return handlePaidOnPage(context, type, intent, { organizationId, paymentId });
  const outcome = outcomeOf(type, intent);
  if (outcome === null) return 'ignored';
  const { database, now } = context;
  const known = await presentmentState(database, { organizationId, presentmentId });
  if (known === null) throw new NotYetKnown('The presentment is not written down yet.');
  if (known.status === 'created' && now().getTime() - known.presentedAt.getTime() < ANSWER_DUE_MS) {
    throw new NotYetKnown('The answer to the presentment itself is under way.');
  }
  if (!OLD_NEWS[outcome.kind].has(known.status)) {
    const report = { organizationId, paymentId, presentmentId, outcome, now: now() };
    await inOrganization(database, organizationId, (tx) => recordOutcome(tx, report));
  }
  return 'handled';
}

/**
 * Presentments that an outcome has nothing to tell any more: mostly the vendor's own answer came first, and nothing
 * is locked for its echo. All others are judged under the payment's lock.
 */
const OLD_NEWS: Readonly<Record<PaymentOutcome['kind'], ReadonlySet<PresentmentStatus>>> = {
  unknown: new Set(),
  processing: new Set(['processing', 'succeeded', 'failed', 'returned']),
  succeeded: new Set(['succeeded', 'returned']),
  failed: new Set(['succeeded', 'failed', 'returned']),
  canceled: new Set(['succeeded', 'failed', 'returned']),
};

/** On a hosted page the payer may try again after a refusal, so that only good news counts; the rest is asked for. */
async function handlePaidOnPage(
  context: WebhookContext,
  type: string,
  intent: VendorObject,
  ref: { organizationId: string; paymentId: string },
) {
  const outcome = outcomeOf(type, intent);
  if (outcome === null) return 'ignored';
  // What the payer asked to keep is stored by the workflow's own look, before the payment is booked.
  const isGood = outcome.kind === 'succeeded' || outcome.kind === 'processing';
  const told = await context.signal({ workflowId: `payment/${ref.paymentId}`, signal: 'checkoutChanged' });
  if (told !== 'signaled' && isGood) {
    const { database, now } = context;
    await inOrganization(database, ref.organizationId, (tx) => recordOutcome(tx, { ...ref, outcome, now: now() }));
  }
  return 'handled';
}

async function handlePage(context: WebhookContext, page: VendorObject) {
  const { payment_id: paymentId, consent_id: consentId } = page.metadata;
  if (consentId !== undefined) await context.signal({ workflowId: `autopay/${consentId}`, signal: 'setupChanged' });
  else if (paymentId === undefined) return 'ignored';
  // Its payment intent's events say the rest; an expired page has none.
  else if (page.status === 'expired') {
    await context.signal({ workflowId: `payment/${paymentId}`, signal: 'checkoutChanged' });
  }
  return 'handled';
}

async function handleDispute(context: WebhookContext, type: string, dispute: VendorObject) {
  const owner = await ownerOfPayment(context, dispute.payment_intent);
  if (owner === null) return 'ignored';
  const cause = { kind: 'dispute', disputeId: dispute.id } as const;
  const { database } = context;
  await inOrganization(database, owner.organizationId, (tx) =>
    beginReversal(tx, { ...owner, cause, isClosed: type === 'charge.dispute.closed' }),
  );
  return 'handled';
}

async function ownerOfPayment({ database }: WebhookContext, paymentIntentId: string | null) {
  if (paymentIntentId === null) return null;
  const owner = await ownerOfVendorRef(database, 'payment_intent', paymentIntentId);
  return owner === null ? null : { organizationId: owner.organizationId, paymentId: owner.subjectId };
}

async function blockMethod({ database, now }: WebhookContext, vendorRef: string | null, code: string) {
  const owner = vendorRef === null ? null : await ownerOfVendorRef(database, 'payment_method', vendorRef);
  if (owner === null) return 'ignored';
  const { organizationId, subjectId: paymentMethodId } = owner;
  const why = { code, meaning: 'the permission was withdrawn' };
  await inOrganization(database, organizationId, (tx) =>
    blockMethodOfVendor(tx, { organizationId, paymentMethodId, ...why, now: now() }),
  );
  return 'handled';
}

/** What a payment intent's event says; null for those that are no outcome. */
function outcomeOf(type: string, intent: VendorObject): PaymentOutcome | null {
  const vendorRef = intent.id;
  switch (type) {
    case 'payment_intent.succeeded':
      return { kind: 'succeeded', vendorRef };
    case 'payment_intent.processing':
      return { kind: 'processing', vendorRef };
    case 'payment_intent.canceled':
      return { kind: 'canceled' };
    case 'payment_intent.payment_failed': {
      const error = intent.last_payment_error;
      return {
        kind: 'failed',
        vendorRef,
        failureCode: error?.network_decline_code ?? error?.code ?? 'payment_failed',
        declineCode: error?.decline_code ?? undefined,
        message: error?.message ?? 'The payment was refused.',
      };
    }
    default:
      return null;
  }
}
