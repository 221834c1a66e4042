import type Stripe from 'stripe';
import { VendorFailure } from '../failure';
import type { Checkout, CheckoutInput, HostedPage, PaymentGateway, SetupInput } from '../payments';
import { callStripe } from './call-stripe';
import { idOf } from './outcome';
import { routed } from './routing';

type Checkouts = Pick<PaymentGateway, 'createCheckout' | 'createSetup' | 'retrieveCheckout' | 'expireCheckout'>;

/** The part of the gateway with pages hosted by Stripe: no card data ever reaches us. */
export function stripeCheckouts(stripe: Stripe): Checkouts {
  return {
    createCheckout: (input) => createCheckout(stripe, input),
    createSetup: (input) => createSetup(stripe, input),
    retrieveCheckout: (id) => retrieve(stripe, id),
    expireCheckout: (id) => expire(stripe, id),
  };
}

async function createCheckout(stripe: Stripe, input: CheckoutInput): Promise<HostedPage> {
  const { amountCents, currency, description, metadata } = input;
  const session = await callStripe('repeatable', () =>
    stripe.checkout.sessions.create(
      {
        mode: 'payment',
        customer: input.customerId,
        client_reference_id: input.paymentId,
        allowed_payment_method_types: [...input.methods],
        line_items: [
          { quantity: 1, price_data: { currency, unit_amount: amountCents, product_data: { name: description } } },
          ...(input.feeCents && input.feeCents > 0
            ? [
                {
                  quantity: 1,
                  price_data: { currency, unit_amount: input.feeCents, product_data: { name: 'Card fee' } },
                },
              ]
            : []),
        ],
        payment_intent_data: {
          description,
          metadata,
          ...routed(input.routing),
          ...(input.saveMethod && { setup_future_usage: 'off_session' as const }),
        },
        metadata,
        success_url: input.successUrl,
        cancel_url: input.cancelUrl,
        ...(input.expiresAt && { expires_at: Math.floor(input.expiresAt.getTime() / 1000) }),
      },
      { idempotencyKey: input.idempotencyKey },
    ),
  );
  return hostedPage(session);
}

async function createSetup(stripe: Stripe, input: SetupInput): Promise<HostedPage> {
  const { metadata } = input;
  const session = await callStripe('repeatable', () =>
    stripe.checkout.sessions.create(
      {
        mode: 'setup',
        customer: input.customerId,
        allowed_payment_method_types: [...input.methods],
        setup_intent_data: { metadata },
        metadata,
        success_url: input.successUrl,
        cancel_url: input.cancelUrl,
      },
      { idempotencyKey: input.idempotencyKey },
    ),
  );
  return hostedPage(session);
}

function hostedPage(session: Stripe.Checkout.Session): HostedPage {
  if (!session.url) {
    throw new VendorFailure({
      vendor: 'stripe',
      kind: 'rejected',
      code: 'no_url',
      detail: 'the hosted page has no URL',
    });
  }
  return { checkoutId: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1000) };
}

async function retrieve(stripe: Stripe, checkoutId: string): Promise<Checkout> {
  const session = await callStripe('none', () => stripe.checkout.sessions.retrieve(checkoutId));
  return {
    checkoutId: session.id,
    mode: session.mode === 'setup' ? 'setup' : 'payment',
    status: statusOf(session),
    paymentStatus: paymentStatus(session),
    url: session.url,
    customerId: idOf(session.customer) ?? null,
    paymentIntentId: idOf(session.payment_intent) ?? null,
    setupIntentId: idOf(session.setup_intent) ?? null,
    paymentMethodId: session.status === 'complete' ? await usedMethod(stripe, session) : null,
    metadata: session.metadata ?? {},
  };
}

function statusOf({ status }: Stripe.Checkout.Session): Checkout['status'] {
  if (status === 'complete') return 'complete';
  return status === 'expired' ? 'expired' : 'open';
}

function paymentStatus({ payment_status: status }: Stripe.Checkout.Session): Checkout['paymentStatus'] {
  if (status === 'paid') return 'paid';
  return status === 'no_payment_required' ? 'no_payment_required' : 'unpaid';
}

async function usedMethod(stripe: Stripe, session: Stripe.Checkout.Session): Promise<string | null> {
  const setupId = idOf(session.setup_intent);
  const paymentId = idOf(session.payment_intent);
  return callStripe('none', async () => {
    if (setupId !== undefined) return idOf((await stripe.setupIntents.retrieve(setupId)).payment_method) ?? null;
    if (paymentId !== undefined) return idOf((await stripe.paymentIntents.retrieve(paymentId)).payment_method) ?? null;
    return null;
  });
}

async function expire(stripe: Stripe, checkoutId: string): Promise<void> {
  const session = await callStripe('none', () => stripe.checkout.sessions.retrieve(checkoutId));
  if (session.status !== 'open') return;
  await callStripe('repeatable', () => stripe.checkout.sessions.expire(checkoutId));
}
