import type Stripe from 'stripe';
import { cents, ZERO_CENTS } from '../../domain/money';
import { VendorFailure } from '../failure';
import type { PaymentGateway, RecoveryInput, Refund, RefundInput } from '../payments';
import { callStripe } from './call-stripe';
import { idOf } from './outcome';

/** A payment is given back in a handful of parts; more than this are read page by page. */
const PAGE = 100;

/** Giving payments back. */
export function stripeRefunds(
  stripe: Stripe,
): Pick<PaymentGateway, 'refund' | 'recoverDisputed' | 'retrieveRefund' | 'listRefunds'> {
  return {
    refund: (input) => refund(stripe, input),
    recoverDisputed: (input) => recover(stripe, input),
    retrieveRefund: async (id) => refundOf(await callStripe('none', () => stripe.refunds.retrieve(id))),
    listRefunds: (paymentIntentId) => list(stripe, paymentIntentId),
  };
}

async function refund(stripe: Stripe, input: RefundInput): Promise<Refund> {
  const { paymentIntentId, amountCents, isRouted = false, metadata, idempotencyKey } = input;
  const made = await callStripe('once', () =>
    stripe.refunds.create(
      {
        payment_intent: paymentIntentId,
        metadata,
        ...(amountCents !== undefined && { amount: amountCents }),
        ...(isRouted && { reverse_transfer: true, refund_application_fee: true }),
      },
      { idempotencyKey },
    ),
  );
  return refundOf(made);
}

/** Stripe takes disputes of destination charges from the platform; the transfer of the charge is reversed by as much. */
async function recover(stripe: Stripe, input: RecoveryInput): ReturnType<PaymentGateway['recoverDisputed']> {
  const { paymentIntentId, amountCents, disputeId, idempotencyKey } = input;
  const transfer = await callStripe('none', async () => {
    const intent = await stripe.paymentIntents.retrieve(paymentIntentId, { expand: ['latest_charge'] });
    const charge = typeof intent.latest_charge === 'string' ? null : intent.latest_charge;
    return idOf(charge?.transfer);
  });
  if (transfer === undefined) {
    const detail = 'the payment was never passed on to an account';
    throw new VendorFailure({ vendor: 'stripe', kind: 'rejected', code: 'no_transfer', detail });
  }
  const known = await callStripe('none', async () => {
    for await (const one of stripe.transfers.listReversals(transfer, { limit: PAGE })) {
      if (one.metadata?.dispute_id === disputeId) return one;
    }
    return undefined;
  });
  if (known !== undefined) return { recoveryRef: known.id, recoveredCents: cents(known.amount) };
  // What was refunded came back before: no more than the rest is there.
  const { amount, amount_reversed: reversed } = await callStripe('none', () => stripe.transfers.retrieve(transfer));
  if (amount === reversed) return { recoveryRef: transfer, recoveredCents: ZERO_CENTS };
  const metadata = { dispute_id: disputeId };
  const made = await callStripe('repeatable', () =>
    stripe.transfers.createReversal(
      transfer,
      { amount: Math.min(amountCents, amount - reversed), refund_application_fee: true, metadata },
      { idempotencyKey },
    ),
  );
  return { recoveryRef: made.id, recoveredCents: cents(made.amount) };
}

async function list(stripe: Stripe, paymentIntentId: string): Promise<Refund[]> {
  const found: Refund[] = [];
  await callStripe('none', async () => {
    for await (const made of stripe.refunds.list({ payment_intent: paymentIntentId, limit: PAGE })) {
      found.push(refundOf(made));
    }
  });
  return found;
}

function refundOf(made: Stripe.Refund): Refund {
  return {
    refundId: made.id,
    status: refundStatus(made.status),
    amountCents: cents(made.amount),
    failureReason: made.failure_reason ?? null,
    metadata: made.metadata ?? {},
  };
}

function refundStatus(status: string | null): Refund['status'] {
  switch (status) {
    case 'succeeded':
    case 'failed':
    case 'requires_action':
    case 'canceled':
      return status;
    default:
      return 'pending';
  }
}
