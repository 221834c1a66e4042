import Stripe from 'stripe';
import type { PaymentGateway, PresentmentInput, PresentmentOutcome, PresentmentSearch } from '../payments';
import { callStripe, stripeFailure } from './call-stripe';
import { outcomeOf } from './outcome';
import { routed } from './routing';

const CLOCK_SLACK_SECONDS = 3600;
const MAX_LISTED = 1000;

type Presentments = Pick<PaymentGateway, 'presentOffSession' | 'findByPresentment' | 'retrieveOutcome' | 'cancel'>;

/** The part of the gateway that presents stored methods and asks what became of it. */
export function stripePresentments(stripe: Stripe): Presentments {
  return {
    presentOffSession: (input) => present(stripe, input),
    findByPresentment: (search) => find(stripe, search),
    retrieveOutcome: async (id) => outcomeOf(await callStripe('none', () => stripe.paymentIntents.retrieve(id))),
    cancel: async (id) => outcomeOf(await callStripe('repeatable', () => stripe.paymentIntents.cancel(id))),
  };
}

async function present(stripe: Stripe, input: PresentmentInput): Promise<PresentmentOutcome> {
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount: input.amountCents,
        currency: input.currency,
        customer: input.customerId,
        payment_method: input.paymentMethodId,
        // Since 2026 a filter on what the dashboard switches on; it also keeps out methods that need a redirect.
        allowed_payment_method_types: ['card', 'us_bank_account'],
        description: input.description,
        metadata: { ...input.metadata },
        ...routed(input.routing),
        off_session: true,
        confirm: true,
      },
      { idempotencyKey: input.idempotencyKey },
    );
    return outcomeOf(intent);
  } catch (error) {
    const intent = error instanceof Stripe.errors.StripeError ? error.payment_intent : undefined;
    // A decline comes as an error that carries the intent: an answer all the same.
    if (intent !== undefined && error instanceof Stripe.errors.StripeCardError) return declined(error, intent);
    throw stripeFailure('once', error);
  }
}

function declined(error: Stripe.errors.StripeCardError, intent: Stripe.PaymentIntent): PresentmentOutcome {
  const outcome = outcomeOf(intent);
  if (outcome.kind === 'declined') return outcome;
  if (error.code === 'authentication_required' || intent.status === 'requires_action') {
    return { ...outcome, kind: 'requires_action' };
  }
  return {
    ...outcome,
    kind: 'declined',
    code: error.code ?? 'payment_failed',
    declineCode: error.decline_code,
    networkCode: error.network_decline_code,
    message: error.message,
  };
}

async function find(
  stripe: Stripe,
  { presentmentId, customerId, since }: PresentmentSearch,
): Promise<PresentmentOutcome | 'not_found'> {
  return callStripe('none', async () => {
    const created = since && { gte: Math.floor(since.getTime() / 1000) - CLOCK_SLACK_SECONDS };
    let seen = 0;
    for await (const intent of stripe.paymentIntents.list({
      customer: customerId,
      limit: 100,
      ...(created && { created }),
    })) {
      if (intent.metadata.presentment_id === presentmentId) return outcomeOf(intent);
      seen += 1;
      if (seen >= MAX_LISTED) break;
    }
    return 'not_found';
  });
}
