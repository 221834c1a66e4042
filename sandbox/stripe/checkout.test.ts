import type Stripe from 'stripe';
import { refusalOf, type StripeBench, startStripeBench } from '../testing/stripe-bench';

let bench: StripeBench;
beforeAll(async () => {
  bench = await startStripeBench();
});
afterAll(() => bench.close());

const session = (extra: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  bench.stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://tenure.test/paid?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://tenure.test/back',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: 185_000, product_data: { name: 'Rent, <November>' } },
      },
    ],
    payment_intent_data: { metadata: { charge: 'chg_1' } },
    ...extra,
  });

const submit = (url: string, fields: Record<string, string>) =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ name: 'Ada Lovelace', email: 'ada@example.com', ...fields }),
  });

const card = (number: string) => ({ method: 'card', number, expiry: '12/34', cvc: '123' });
const bank = (account_number: string) => ({ method: 'us_bank_account', routing_number: '110000000', account_number });
const isAbout = (id: string) => (event: Stripe.Event) => JSON.stringify(event.data).includes(id);

describe('Checkout', () => {
  it('takes a card on its page and sends the payer back', async () => {
    const made = await session();
    expect(made).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 185_000,
      payment_intent: null,
    });
    const page = await (await fetch(made.url ?? '')).text();
    expect(page).toContain('$1,850.00');
    expect(page).toContain('Rent, &#60;November&#62;');
    expect(page).toContain('Sandbox');

    const declined = await submit(made.url ?? '', card('4000000000009995'));
    expect(declined.status).toBe(422);
    expect(await declined.text()).toContain('Your card has insufficient funds.');

    const paid = await submit(made.url ?? '', card('4242 4242 4242 4242'));
    expect(paid.status).toBe(303);
    expect(paid.headers.get('location')).toBe(`https://tenure.test/paid?session=${made.id}`);
    const event = await bench.event('checkout.session.completed', isAbout(made.id));
    expect(event.data.object).toMatchObject({ payment_status: 'paid', status: 'complete' });
    const after = await bench.stripe.checkout.sessions.retrieve(made.id, { expand: ['payment_intent', 'line_items'] });
    expect(after.payment_intent).toMatchObject({ status: 'succeeded', metadata: { charge: 'chg_1' } });
    expect(after.line_items?.data).toHaveLength(1);
    expect(after.customer_details).toMatchObject({ name: 'Ada Lovelace', email: 'ada@example.com' });

    expect(await (await fetch(made.url ?? '')).text()).toContain('This payment is complete');
    await submit(made.url ?? '', card('4242424242424242'));
    const { data } = await bench.stripe.paymentIntents.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata.charge === 'chg_1')).toHaveLength(1);
  });

  it.each([
    ['000123456789', 'checkout.session.async_payment_succeeded', 'paid'],
    ['000111111113', 'checkout.session.async_payment_failed', 'unpaid'],
  ])('takes bank account %s, unpaid at first, then %s', async (account, type, status) => {
    const customer = await bench.stripe.customers.create({ name: 'Ada' });
    const made = await session({ customer: customer.id, payment_intent_data: { setup_future_usage: 'off_session' } });
    expect((await submit(made.url ?? '', bank(account))).status).toBe(303);
    const completed = await bench.event('checkout.session.completed', isAbout(made.id));
    expect(completed.data.object).toMatchObject({ payment_status: 'unpaid' });
    const settled = await bench.event(type, isAbout(made.id));
    expect(settled.data.object).toMatchObject({ payment_status: status });
    const saved = await bench.stripe.customers.listPaymentMethods(customer.id);
    expect(saved.data.map((one) => one.us_bank_account?.last4)).toEqual([account.slice(-4)]);
  });

  it('asks for authentication in between', async () => {
    const made = await session();
    const asked = await submit(made.url ?? '', card('4000002760003184'));
    const page = new URL(asked.headers.get('location') ?? '', bench.running.url).href;
    expect(page).toContain('/pages/stripe/authenticate/');
    const refused = await submit(page, { answer: 'refuse' });
    expect(refused.headers.get('location')).toContain(made.id);
    const again = await submit(made.url ?? '', card('4000002760003184'));
    const approved = await submit(new URL(again.headers.get('location') ?? '', bench.running.url).href, {
      answer: 'approve',
    });
    expect(approved.headers.get('location')).toBe(`https://tenure.test/paid?session=${made.id}`);
    expect((await bench.stripe.checkout.sessions.retrieve(made.id)).payment_status).toBe('paid');
  });

  it('saves a bank account for later in setup mode, and it can then be debited off session', async () => {
    const customer = await bench.stripe.customers.create({ name: 'Ada' });
    const made = await bench.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'usd',
      customer: customer.id,
      success_url: 'https://tenure.test/saved',
      setup_intent_data: { metadata: { lease: 'lease_1' } },
    });
    expect(await (await fetch(made.url ?? '')).text()).toContain('Nothing is charged today');
    const intentId = String(made.setup_intent);
    expect((await submit(made.url ?? '', bank('000123456789'))).status).toBe(303);
    const event = await bench.event('setup_intent.succeeded', isAbout(intentId));
    expect(event.data.object).toMatchObject({ metadata: { lease: 'lease_1' }, customer: customer.id });
    const intent = await bench.stripe.setupIntents.retrieve(intentId, { expand: ['mandate', 'payment_method'] });
    expect(intent.mandate).toMatchObject({ status: 'active', customer_acceptance: { type: 'online' } });
    const method = intent.payment_method as Stripe.PaymentMethod;
    const debit = await bench.stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'usd',
      customer: customer.id,
      payment_method: method.id,
      confirm: true,
      off_session: true,
    });
    expect(debit.status).toBe('processing');
  });

  it('expires, and takes nothing after that', async () => {
    const made = await session();
    await bench.stripe.checkout.sessions.expire(made.id);
    await bench.event('checkout.session.expired', isAbout(made.id));
    expect(await (await fetch(`${bench.running.url}/pages/stripe/checkout/${made.id}`)).text()).toContain(
      'has expired',
    );
    expect(await refusalOf(bench.stripe.checkout.sessions.expire(made.id))).toMatchObject({ statusCode: 400 });
  });

  it('refuses what does not belong together', async () => {
    const setup: Stripe.Checkout.SessionCreateParams = { mode: 'setup', success_url: 'https://tenure.test/' };
    const create = (body: Stripe.Checkout.SessionCreateParams) =>
      refusalOf(bench.stripe.checkout.sessions.create(body));
    expect(await create(setup)).toMatchObject({ param: 'currency', code: 'parameter_missing' });
    expect(await create({ mode: 'payment', success_url: 'https://tenure.test/' })).toMatchObject({
      param: 'line_items',
    });
    expect(await create({ ...setup, currency: 'usd', success_url: 'nowhere' })).toMatchObject({ code: 'url_invalid' });
    const soon = Math.floor(Date.now() / 1000) + 60;
    expect(await create({ ...setup, currency: 'usd', expires_at: soon })).toMatchObject({ param: 'expires_at' });
  });
});
