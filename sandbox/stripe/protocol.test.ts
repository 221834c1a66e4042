import Stripe from 'stripe';
import { refusalOf, type StripeBench, startStripeBench } from '../testing/stripe-bench';
import { apiVersion } from './emit-event';

let bench: StripeBench;
let customer: Stripe.Response<Stripe.Customer>;
beforeAll(async () => {
  bench = await startStripeBench();
  customer = await bench.stripe.customers.create({ name: 'Ada' });
});
afterEach(() => fetch(`${bench.running.url}/control/faults`, { method: 'DELETE' }));
afterAll(() => bench.close());

const payment = (extra: object = {}): Stripe.PaymentIntentCreateParams => ({
  amount: 10_000,
  currency: 'usd',
  customer: customer.id,
  payment_method: 'pm_card_visa',
  confirm: true,
  off_session: true,
  ...extra,
});

/** How many payments carry this metadata. */
async function countPayments(presentment: string): Promise<number> {
  const { data } = await bench.stripe.paymentIntents.list({ customer: customer.id, limit: 100 });
  return data.filter(({ metadata }) => metadata.presentment === presentment).length;
}

describe('requests', () => {
  it('speaks the API version of the SDK it is typed by', async () => {
    expect(apiVersion).toBe(Stripe.API_VERSION);
    expect(customer.lastResponse.apiVersion).toBe(Stripe.API_VERSION);
    expect(customer.lastResponse.requestId).toMatch(/^req_/);
  });

  it('refuses a wrong key with 401', async () => {
    const refusal = await refusalOf(bench.client('sk_test_wrong_key_1234').customers.list());
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(refusal).toMatchObject({ statusCode: 401 });
    expect(refusal.message).toMatch(/^Invalid API Key provided: sk_test_\*+1234/);
  });

  it.each([
    ['an unknown parameter', { payment_method_types: ['card'] }, 'parameter_unknown', 'payment_method_types'],
    ['an unknown nested one', { transfer_data: { to: 'x' } }, 'parameter_unknown', 'transfer_data[to]'],
    ['a fractional amount', { amount: 10.5 }, 'parameter_invalid_integer', 'amount'],
    ['a tiny amount', { amount: 49 }, 'amount_too_small', 'amount'],
    ['a negative amount', { amount: -1 }, 'parameter_invalid_integer', 'amount'],
    ['no such customer', { customer: 'cus_none' }, 'resource_missing', 'customer'],
    ['no such payment method', { payment_method: 'pm_none' }, 'resource_missing', 'payment_method'],
    ['an empty customer', { customer: '' }, 'parameter_invalid_empty', 'customer'],
  ])('refuses %s', async (_what, extra, code, param) => {
    const refusal = await refusalOf(bench.stripe.paymentIntents.create(payment(extra)));
    expect(refusal).toMatchObject({ statusCode: 400 + (code === 'resource_missing' ? 4 : 0), code, param });
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
  });

  it('refuses a missing parameter, a missing object and an unknown path', async () => {
    const answer = await fetch(`${bench.running.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_sandbox' },
      body: new URLSearchParams({ amount: '100' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'parameter_missing', param: 'currency' } });
    expect(await refusalOf(bench.stripe.customers.retrieve('cus_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    expect(await refusalOf(bench.stripe.invoices.list())).toMatchObject({ statusCode: 404 });
  });

  it('updates, merges and clears metadata, and answers deleted customers as such', async () => {
    const made = await bench.stripe.customers.create({ email: 'a@example.com', metadata: { a: '1', b: '2' } });
    const merged = await bench.stripe.customers.update(made.id, { name: 'Lin', metadata: { a: '', c: '3' } });
    expect(merged).toMatchObject({ name: 'Lin', email: 'a@example.com', metadata: { b: '2', c: '3' } });
    expect((await bench.stripe.customers.update(made.id, { metadata: '' })).metadata).toEqual({});
    await bench.stripe.customers.del(made.id);
    expect(await bench.stripe.customers.retrieve(made.id)).toMatchObject({ deleted: true });
  });

  it('pages lists newest first, by cursor', async () => {
    const owner = await bench.stripe.customers.create({});
    for (let n = 1; n <= 5; n += 1) {
      await bench.stripe.paymentIntents.create(payment({ customer: owner.id, metadata: { n } }));
    }
    const first = await bench.stripe.paymentIntents.list({ customer: owner.id, limit: 2 });
    expect(first.has_more).toBe(true);
    expect(first.data.map(({ metadata }) => metadata.n)).toEqual(['5', '4']);
    const all: (string | undefined)[] = [];
    for await (const one of bench.stripe.paymentIntents.list({ customer: owner.id, limit: 2 })) {
      all.push(one.metadata.n);
    }
    expect(all).toEqual(['5', '4', '3', '2', '1']);
  });
});

describe('idempotency', () => {
  it('replays the first answer, also a decline, and runs nothing twice', async () => {
    const options = { idempotencyKey: 'presentment-1' };
    const body = payment({ metadata: { presentment: 'one' } });
    const first = await bench.stripe.paymentIntents.create(body, options);
    const second = await bench.stripe.paymentIntents.create(body, options);
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await countPayments('one')).toBe(1);

    const declined = payment({ payment_method: 'pm_card_visa_chargeDeclined', metadata: { presentment: 'two' } });
    const a = await refusalOf(bench.stripe.paymentIntents.create(declined, { idempotencyKey: 'presentment-2' }));
    const b = await refusalOf(bench.stripe.paymentIntents.create(declined, { idempotencyKey: 'presentment-2' }));
    expect(b).toMatchObject({ statusCode: 402, charge: a.charge });
    expect(await countPayments('two')).toBe(1);
  });

  it('refuses the same key with other parameters', async () => {
    const options = { idempotencyKey: 'presentment-3' };
    await bench.stripe.paymentIntents.create(payment(), options);
    const refusal = await refusalOf(bench.stripe.paymentIntents.create(payment({ amount: 10_001 }), options));
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(refusal).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
  });

  it('keeps no answer of a request whose parameters were wrong', async () => {
    const options = { idempotencyKey: 'presentment-4' };
    await refusalOf(bench.stripe.paymentIntents.create(payment({ nonsense: 1 }), options));
    expect((await bench.stripe.paymentIntents.create(payment(), options)).status).toBe('succeeded');
  });

  it('answers 409 while a request with the key is still under way', async () => {
    await bench.fault({ kind: 'latency', latency_ms: 300, times: 1 });
    const post = () =>
      fetch(`${bench.running.url}/v1/customers`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_sandbox', 'idempotency-key': 'concurrent' },
        body: new URLSearchParams({ name: 'Twice' }),
      });
    const slow = post();
    let quick = await post();
    // Which of the two came first is up to the network.
    const [first, second] = [await slow, quick].sort((x, y) => x.status - y.status);
    expect(first?.status).toBe(200);
    expect(second?.status).toBe(409);
    expect(await second?.json()).toMatchObject({ error: { code: 'idempotency_key_in_use' } });
    quick = await post();
    expect(quick.headers.get('idempotent-replayed')).toBe('true');
  });

  it('replays a 500 that came after the effect', async () => {
    await bench.fault({ kind: 'status_500', after_effect: true, times: 1 });
    const body = payment({ metadata: { presentment: 'five' } });
    const options = { idempotencyKey: 'presentment-5' };
    expect(await refusalOf(bench.stripe.paymentIntents.create(body, options))).toMatchObject({ statusCode: 500 });
    expect(await refusalOf(bench.stripe.paymentIntents.create(body, options))).toMatchObject({ statusCode: 500 });
    expect(await countPayments('five')).toBe(1);
  });
});

describe('faults', () => {
  it('loses the answer after the effect: the call fails, the payment exists, the same key tells', async () => {
    // The SDK tries a reset socket once more by itself, so it takes two losses for the call to fail.
    await bench.fault({ kind: 'answer_lost', times: 2, match: { method: 'POST', path: '^/v1/payment_intents$' } });
    const body = payment({ metadata: { presentment: 'lost' } });
    const options = { idempotencyKey: 'presentment-lost' };
    const refusal = await refusalOf(bench.stripe.paymentIntents.create(body, options));
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await countPayments('lost')).toBe(1);
    const replayed = await bench.stripe.paymentIntents.create(body, options);
    expect(replayed.status).toBe('succeeded');
    expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await countPayments('lost')).toBe(1);
  });

  it('resets before the effect', async () => {
    await bench.fault({ kind: 'reset', times: 2, match: { path: 'payment_intents' } });
    const refusal = await refusalOf(
      bench.stripe.paymentIntents.create(payment({ metadata: { presentment: 'reset' } })),
    );
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await countPayments('reset')).toBe(0);
  });

  it('answers 429 and 500 in Stripe’s words', async () => {
    await bench.fault({ kind: 'status_429', times: 1 });
    expect(await refusalOf(bench.stripe.customers.list())).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    await bench.fault({ kind: 'status_500', times: 1 });
    expect(await refusalOf(bench.stripe.customers.list())).toBeInstanceOf(Stripe.errors.StripeAPIError);
    await bench.stripe.customers.list();
  });

  it('refuses faults it does not understand', async () => {
    for (const rule of [{ kind: 'nonsense' }, { kind: 'reset', times: 0 }, { kind: 'reset', match: { path: '(' } }]) {
      expect((await bench.control('faults', { vendor: 'stripe', ...rule })).status).toBe(400);
    }
    expect((await bench.control('faults', { vendor: 'nobody', kind: 'reset' })).status).toBe(400);
  });
});

describe('webhooks', () => {
  const aboutCustomer = (id: string) => bench.hooks.received.filter(({ body }) => body.includes(id));

  it('signs so that the SDK accepts it, and only with the right secret', async () => {
    const made = await bench.stripe.customers.create({ name: 'Signed' });
    const hook = await bench.hooks.next(({ body }) => body.includes(made.id));
    expect(hook.path).toBe('/webhooks/stripe');
    const signature = hook.headers['stripe-signature'] ?? '';
    const event = bench.stripe.webhooks.constructEvent(hook.body, signature, 'whsec_sandbox');
    expect(event.data.object).toMatchObject({ id: made.id });
    expect(() => bench.stripe.webhooks.constructEvent(hook.body, signature, 'whsec_other')).toThrow();
    expect((await bench.stripe.events.retrieve(event.id)).type).toBe('customer.created');
    const listed = await bench.stripe.events.list({ type: 'customer.created', limit: 1 });
    expect(listed.data[0]?.id).toBe(event.id);
  });

  it('doubles one', async () => {
    await bench.fault({ kind: 'webhook_doubled', times: 1 });
    const made = await bench.stripe.customers.create({});
    const after = await bench.stripe.customers.create({});
    await bench.hooks.next(({ body }) => body.includes(made.id) && aboutCustomer(made.id).length === 2);
    await bench.hooks.next(({ body }) => body.includes(after.id));
    const ids = aboutCustomer(made.id).map(({ body }) => JSON.parse(body).id);
    expect(new Set(ids).size).toBe(1);
    expect(aboutCustomer(after.id)).toHaveLength(1);
  });

  it('loses one, and the event can still be listed', async () => {
    await bench.fault({ kind: 'webhook_lost', times: 1 });
    const lost = await bench.stripe.customers.create({});
    const after = await bench.stripe.customers.create({});
    await bench.hooks.next(({ body }) => body.includes(after.id));
    expect(aboutCustomer(lost.id)).toHaveLength(0);
    const { data } = await bench.stripe.events.list({ limit: 10 });
    expect(JSON.stringify(data)).toContain(lost.id);
  });

  it('reorders one behind the next, and delays another', async () => {
    await bench.fault({ kind: 'webhook_reordered', times: 1 });
    const held = await bench.stripe.customers.create({});
    const next = await bench.stripe.customers.create({});
    await bench.hooks.next(({ body }) => body.includes(held.id));
    const order = bench.hooks.received.map(({ body }) => JSON.parse(body).data.object.id);
    expect(order.indexOf(next.id)).toBeLessThan(order.indexOf(held.id));

    await bench.fault({ kind: 'webhook_reordered', match: { body: 'home 7' } });
    const [first, other, second] = [
      await bench.stripe.customers.create({ description: 'home 7' }),
      await bench.stripe.customers.create({ description: 'home 8' }),
      await bench.stripe.customers.create({ description: 'home 7' }),
    ];
    await bench.hooks.next(({ body }) => body.includes(first.id));
    const names = [first.id, other.id, second.id];
    const arrived = bench.hooks.received.map(({ body }) => JSON.parse(body).data.object.id);
    expect(arrived.filter((id) => names.includes(id))).toEqual([other.id, second.id, first.id]);

    await bench.fault({ kind: 'webhook_delayed', latency_ms: 150, times: 1 });
    const startedAt = Date.now();
    const late = await bench.stripe.customers.create({});
    await bench.hooks.next(({ body }) => body.includes(late.id));
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(145);
  });
});

describe('connected accounts', () => {
  it('keeps objects apart and tells whose events are', async () => {
    const account = await bench.stripe.accounts.create({
      type: 'express',
      email: 'landlord@example.com',
      capabilities: { transfers: { requested: true }, card_payments: { requested: true } },
    });
    expect(account).toMatchObject({ charges_enabled: false, payouts_enabled: false });
    const link = await bench.stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: 'https://tenure.test/again',
      return_url: 'https://tenure.test/done',
    });
    expect(await (await fetch(link.url)).text()).toContain('external_account');
    const finished = await fetch(link.url, { method: 'POST', redirect: 'manual' });
    expect(finished.headers.get('location')).toBe('https://tenure.test/done');
    const updated = await bench.event('account.updated', (event) => event.account === account.id);
    expect(updated.data.object).toMatchObject({ charges_enabled: true, payouts_enabled: true });

    const options = { stripeAccount: account.id };
    const theirs = await bench.stripe.customers.create({ name: 'Tenant' }, options);
    expect((await bench.stripe.customers.retrieve(theirs.id, {}, options)).id).toBe(theirs.id);
    expect(await refusalOf(bench.stripe.customers.retrieve(theirs.id))).toMatchObject({ statusCode: 404 });
    expect(await refusalOf(bench.stripe.customers.list({}, { stripeAccount: 'acct_none' }))).toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    });

    await bench.stripe.paymentIntents.create(payment({ customer: theirs.id }), options);
    const paidOut = await bench.control('stripe/payout', { account: account.id });
    const payout = (await paidOut.json()) as Stripe.Payout;
    const parts = await bench.stripe.balanceTransactions.list({ payout: payout.id }, options);
    expect(parts.data.map(({ type }) => type)).toEqual(['payout', 'charge']);
    expect(parts.data.reduce((sum, { net }) => sum + net, 0)).toBe(0);
    const event = await bench.event('payout.paid', (one) => one.account === account.id);
    expect(event.data.object).toMatchObject({ id: payout.id, amount: 10_000 - 320 });
  });
});
