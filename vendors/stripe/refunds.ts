import type Stripe from 'stripe';
import { cents } from '../../domain/money';
import type { PaymentGateway, Refund, RefundInput } from '../payments';
import { callStripe } from './call-stripe';

/** A payment is given back in a handful of parts; more than this are read page by page. */
const PAGE = 100;

/** Giving payments back. */
export function stripeRefunds(stripe: Stripe): Pick<PaymentGateway, 'refund' | 'retrieveRefund' | 'listRefunds'> {
  return {
    refund: (input) => refund(stripe, input),
    retrieveRefund: async (id) => refundOf(await callStripe('none', () => stripe.refunds.retrieve(id))),
    listRefunds: (paymentIntentId) => list(stripe, paymentIntentId),
  };
}

async function refund(stripe: Stripe, input: RefundInput): Promise<Refund> {
  const { paymentIntentId, amountCents, metadata, idempotencyKey } = input;
  const made = await callStripe('once', () =>
    stripe.refunds.create(
      { payment_intent: paymentIntentId, metadata, ...(amountCents !== undefined && { amount: amountCents }) },
      { idempotencyKey },
    ),
  );
  return refundOf(made);
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
