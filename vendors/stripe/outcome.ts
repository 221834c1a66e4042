import type Stripe from 'stripe';
import { cents } from '../../domain/money';
import type { PresentmentOutcome } from '../payments';

const REFUSED = 'The payment was refused.';

/** The id of something Stripe gives as an id or as the object itself. */
export function idOf(reference: string | { id: string } | null | undefined): string | undefined {
  if (reference === null || reference === undefined) return undefined;
  return typeof reference === 'string' ? reference : reference.id;
}

/** Reads a payment intent's status as the outcome of one presentment. */
export function outcomeOf(intent: Stripe.PaymentIntent): PresentmentOutcome {
  const failure = intent.last_payment_error;
  const known = {
    paymentIntentId: intent.id,
    chargeId: idOf(intent.latest_charge) ?? failure?.charge,
    paymentMethodId: idOf(intent.payment_method) ?? failure?.payment_method?.id,
    amountCents: cents(intent.amount),
    metadata: intent.metadata,
  };
  switch (intent.status) {
    case 'succeeded':
      return { ...known, kind: 'succeeded' };
    case 'processing':
      return { ...known, kind: 'processing' };
    case 'canceled':
      return { ...known, kind: 'declined', code: 'payment_intent_canceled', message: 'The payment was canceled.' };
    case 'requires_payment_method':
      // Without a failure nobody has tried yet: the payer's page is still waiting.
      if (!failure || failure.code === 'authentication_required') return { ...known, kind: 'requires_action' };
      return {
        ...known,
        kind: 'declined',
        code: failure.code ?? 'payment_failed',
        declineCode: failure.decline_code,
        networkCode: failure.network_decline_code,
        message: failure.message ?? REFUSED,
      };
    default:
      return { ...known, kind: 'requires_action' };
  }
}
