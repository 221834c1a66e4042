import { cents } from '../../domain/money';
import type { PresentmentInput } from '../payments';
import { failureOf, rawOf, startVendorBench, until, type VendorBench } from '../testing/bench';

let bench: VendorBench;
let customerId: string;
let made = 0;

beforeAll(async () => {
  bench = await startVendorBench();
  ({ customerId } = await bench.vendors.payments.ensureCustomer(tenant));
});
afterAll(() => bench.close());

const tenant = { tenantId: 'ten_1', organizationId: 'org_1', name: 'Ada Okafor', email: 'ada@renter.test' };
const gateway = () => bench.vendors.payments;

function presentment(paymentMethodId: string, over: Partial<PresentmentInput> = {}): PresentmentInput {
  made += 1;
  const presentmentId = `prs_${made}`;
  return {
    presentmentId,
    amountCents: cents(185_000),
    currency: 'usd',
    customerId,
    paymentMethodId,
    description: 'Rent, March 2027',
    metadata: { presentment_id: presentmentId, payment_id: 'pay_1', lease_id: 'lease_1', organization_id: 'org_1' },
    idempotencyKey: `presentment/${presentmentId}`,
    ...over,
  };
}

/** What happens on the hosted page, without a browser. */
async function submit(url: string, fields: Record<string, string>): Promise<void> {
  const body = new URLSearchParams({ name: 'Ada Okafor', email: 'ada@renter.test', ...fields });
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', body });
  expect(answer.status).toBe(303);
}
const card = { method: 'card', number: '4242424242424242', expiry: '12/34', cvc: '123' };
const bank = { method: 'us_bank_account', routing_number: '110000000', account_number: '000123456789' };

async function storedMethod(fields: Record<string, string>): Promise<string> {
  made += 1;
  const { url, checkoutId } = await gateway().createSetup({
    customerId,
    methods: ['card', 'us_bank_account'],
    successUrl: 'https://tenure.test/done',
    cancelUrl: 'https://tenure.test/back',
    metadata: { lease_id: 'lease_1' },
    idempotencyKey: `setup/${made}`,
  });
  await submit(url, fields);
  const { paymentMethodId, status, mode, setupIntentId } = await gateway().retrieveCheckout(checkoutId);
  expect({ status, mode, setupIntentId }).toEqual({
    status: 'complete',
    mode: 'setup',
    setupIntentId: expect.stringMatching(/^seti_/),
  });
  return paymentMethodId ?? '';
}

test('a tenant has one customer, however often and with whatever details it is asked for', async () => {
  const again = await gateway().ensureCustomer({ ...tenant, name: 'Ada Okafor-Lee', phone: '+12065550142' });
  expect(again.customerId).toBe(customerId);
});

test('a checkout takes a card payment, keeps the method and can be read afterwards', async () => {
  const input = {
    paymentId: 'pay_2',
    amountCents: cents(5_000),
    currency: 'usd' as const,
    description: 'Application fee',
    methods: ['card' as const],
    customerId,
    successUrl: 'https://tenure.test/done',
    cancelUrl: 'https://tenure.test/back',
    metadata: { payment_id: 'pay_2' },
    idempotencyKey: 'checkout/pay_2',
    saveMethod: true,
  };
  const page = await gateway().createCheckout(input);
  expect((await gateway().createCheckout(input)).checkoutId).toBe(page.checkoutId);
  expect(await gateway().retrieveCheckout(page.checkoutId)).toMatchObject({ status: 'open', paymentStatus: 'unpaid' });

  await submit(page.url, card);
  const checkout = await gateway().retrieveCheckout(page.checkoutId);
  expect(checkout).toMatchObject({ status: 'complete', mode: 'payment', paymentStatus: 'paid', url: null });
  const outcome = await gateway().retrieveOutcome(checkout.paymentIntentId ?? '');
  expect(outcome).toMatchObject({ kind: 'succeeded', amountCents: 5_000, metadata: { payment_id: 'pay_2' } });

  const summary = await gateway().retrievePaymentMethod(checkout.paymentMethodId ?? '');
  expect(summary).toEqual({
    paymentMethodId: checkout.paymentMethodId,
    customerId,
    kind: 'card',
    label: 'visa',
    last4: '4242',
    expiry: { month: 12, year: 2034 },
  });
});

test('an open checkout can be closed, twice without harm', async () => {
  const page = await gateway().createCheckout({
    paymentId: 'pay_3',
    amountCents: cents(5_000),
    currency: 'usd',
    description: 'Deposit',
    methods: ['card', 'us_bank_account'],
    customerId,
    successUrl: 'https://tenure.test/done',
    cancelUrl: 'https://tenure.test/back',
    metadata: {},
    idempotencyKey: 'checkout/pay_3',
    saveMethod: false,
  });
  await gateway().expireCheckout(page.checkoutId);
  await gateway().expireCheckout(page.checkoutId);
  expect(await gateway().retrieveCheckout(page.checkoutId)).toMatchObject({ status: 'expired' });
});

test('a stored card is charged once for one idempotency key, and partly refunded', async () => {
  const input = presentment(await storedMethod(card));
  const outcome = await gateway().presentOffSession(input);
  expect(outcome).toMatchObject({ kind: 'succeeded', chargeId: expect.stringMatching(/^(ch|py)_/) });
  expect(await gateway().presentOffSession(input)).toEqual(outcome);
  expect(await gateway().retrieveOutcome(outcome.paymentIntentId)).toEqual(outcome);

  const refund = await gateway().refund({
    paymentIntentId: outcome.paymentIntentId,
    amountCents: cents(10_000),
    metadata: { payment_id: 'pay_1' },
    idempotencyKey: 'refund/1',
  });
  expect(refund).toMatchObject({ status: 'succeeded', amountCents: 10_000, failureReason: null });
});

test('a bank debit is processing first, then succeeds, and its late return is a dispute', async () => {
  const method = await storedMethod(bank);
  expect(await gateway().retrievePaymentMethod(method)).toMatchObject({
    kind: 'us_bank_account',
    last4: '6789',
    expiry: null,
  });
  const { kind, paymentIntentId } = await gateway().presentOffSession(presentment(method));
  expect(kind).toBe('processing');
  const settled = await until(async () => {
    const outcome = await gateway().retrieveOutcome(paymentIntentId);
    return outcome.kind === 'succeeded' ? outcome : undefined;
  });
  await bench.control('stripe/ach-return', { payment_intent: paymentIntentId, reason: 'insufficient_funds' });
  const hook = await bench.hooks.next(({ body }) => body.includes('charge.dispute.created'));
  const { rawBody, headers } = rawOf(hook);
  const event = gateway().verifyWebhook(rawBody, headers);
  expect(event.type).toBe('charge.dispute.created');
  expect(await gateway().retrieveDispute(String(event.object.id))).toMatchObject({
    paymentIntentId,
    chargeId: settled.chargeId,
    amountCents: 185_000,
    reason: 'insufficient_funds',
  });
});

test.each([
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
])('%s is an answer, not a failure', async (method, code, declineCode) => {
  const outcome = await gateway().presentOffSession(presentment(method));
  expect(outcome).toMatchObject({ kind: 'declined', code, paymentIntentId: expect.stringMatching(/^pi_/) });
  if (outcome.kind === 'declined' && declineCode) expect(outcome.declineCode).toBe(declineCode);
  expect((await gateway().retrieveOutcome(outcome.paymentIntentId)).kind).toBe('declined');
});

test('a card that wants its holder asks for action', async () => {
  const outcome = await gateway().presentOffSession(presentment('pm_card_authenticationRequired'));
  expect(outcome.kind).toBe('requires_action');
});

test('a payment that waits for its holder can be canceled', async () => {
  const outcome = await gateway().presentOffSession(presentment('pm_card_authenticationRequired'));
  const canceled = await gateway().cancel(outcome.paymentIntentId);
  expect(canceled).toMatchObject({ kind: 'declined', code: 'payment_intent_canceled' });
});

test('what has succeeded cannot be canceled', async () => {
  const { paymentIntentId } = await gateway().presentOffSession(presentment('pm_card_visa'));
  expect(await failureOf(gateway().cancel(paymentIntentId))).toMatchObject({
    kind: 'rejected',
    code: 'payment_intent_unexpected_state',
  });
});

test('a detached method is gone, and detaching it again does nothing', async () => {
  const method = await storedMethod(card);
  await gateway().detachPaymentMethod(method);
  await gateway().detachPaymentMethod(method);
  expect((await gateway().retrievePaymentMethod(method)).customerId).toBeNull();
});

describe('when luck is bad', () => {
  const create = { method: 'POST', path: '/v1/payment_intents' };

  test('an answer lost after the effect is an unknown outcome, and asking finds it', async () => {
    const input = presentment('pm_card_visa');
    const started = new Date();
    // The SDK itself repeats a broken connection once, so the answer has to be lost twice.
    await bench.fault({ vendor: 'stripe', kind: 'answer_lost', times: 2, match: create });
    expect(await failureOf(gateway().presentOffSession(input))).toMatchObject({ kind: 'unknown_outcome' });
    const found = await gateway().findByPresentment({ ...input, since: started });
    expect(found).toMatchObject({ kind: 'succeeded', metadata: { presentment_id: input.presentmentId } });
    expect(await gateway().presentOffSession(input)).toEqual(found);
  });

  test('a connection broken before the effect is an unknown outcome too, and asking finds nothing', async () => {
    const input = presentment('pm_card_visa');
    await bench.fault({ vendor: 'stripe', kind: 'reset', times: 2, match: create });
    expect(await failureOf(gateway().presentOffSession(input))).toMatchObject({ kind: 'unknown_outcome' });
    expect(await gateway().findByPresentment(input)).toBe('not_found');
  });

  test('a 500 may have charged: unknown; the same while reading is only unavailable', async () => {
    await bench.fault({ vendor: 'stripe', kind: 'status_500', match: create });
    expect((await failureOf(gateway().presentOffSession(presentment('pm_card_visa')))).kind).toBe('unknown_outcome');
    await bench.fault({ vendor: 'stripe', kind: 'status_500', match: { method: 'GET' } });
    expect((await failureOf(gateway().retrieveOutcome('pi_1'))).kind).toBe('unavailable');
  });

  test('too many requests have charged nobody', async () => {
    const input = presentment('pm_card_visa');
    await bench.fault({ vendor: 'stripe', kind: 'status_429', match: create });
    expect((await failureOf(gateway().presentOffSession(input))).kind).toBe('rate_limited');
    expect(await gateway().findByPresentment(input)).toBe('not_found');
  });

  test('nobody listening has charged nobody', async () => {
    const { stripe } = bench.config;
    const dead = bench.vendorsWith({ stripe: { ...stripe, apiBase: 'http://127.0.0.1:9' } }).payments;
    expect((await failureOf(dead.presentOffSession(presentment('pm_card_visa')))).kind).toBe('unavailable');
  });

  test('an answer slower than the limit is an unknown outcome', async () => {
    const { stripe } = bench.config;
    const hasty = bench.vendorsWith({ stripe: { ...stripe, timeoutMs: 150 } }).payments;
    await bench.control('faults', { vendor: 'stripe', kind: 'latency', latency_ms: 1_000, times: 1, match: create });
    expect((await failureOf(hasty.presentOffSession(presentment('pm_card_visa')))).kind).toBe('unknown_outcome');
  });

  test('a wrong key is for a person to mend, and is not repeated in the message', async () => {
    const { stripe } = bench.config;
    const wrong = bench.vendorsWith({ stripe: { ...stripe, secretKey: 'sk_test_other' } }).payments;
    const failure = await failureOf(wrong.retrieveOutcome('pi_1'));
    expect(failure.kind).toBe('misconfigured');
    expect(failure.message).not.toContain('sk_test_other');
  });

  test('what does not exist is not found; a key used for something else is rejected', async () => {
    expect((await failureOf(gateway().retrieveDispute('dp_none'))).kind).toBe('not_found');
    const input = presentment('pm_card_visa');
    await gateway().presentOffSession(input);
    expect(await failureOf(gateway().presentOffSession({ ...input, amountCents: cents(1_00) }))).toMatchObject({
      kind: 'rejected',
      code: 'idempotency_error',
    });
  });
});
