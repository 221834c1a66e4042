import Stripe from 'stripe';
import { refusalOf, type StripeBench, startStripeBench } from '../testing/stripe-bench';

let bench: StripeBench;
let customer: Stripe.Customer;
beforeAll(async () => {
  bench = await startStripeBench();
  customer = await bench.stripe.customers.create({ name: 'Ada', email: 'ada@example.com', metadata: { unit: '4B' } });
});
afterAll(() => bench.close());

const pay = (payment_method: string, extra: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  bench.stripe.paymentIntents.create({
    amount: 185_000,
    currency: 'usd',
    customer: customer.id,
    payment_method,
    confirm: true,
    off_session: true,
    ...extra,
  });

describe('cards', () => {
  it('pays with pm_card_visa and tells so by signed events', async () => {
    const intent = await pay('pm_card_visa', {
      metadata: { charge: 'chg_1' },
      expand: ['latest_charge', 'payment_method'],
    });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 185_000, metadata: { charge: 'chg_1' } });
    expect(intent.latest_charge).toMatchObject({ object: 'charge', status: 'succeeded', paid: true, captured: true });
    expect(intent.payment_method).toMatchObject({ type: 'card', card: { brand: 'visa', last4: '4242' } });
    const event = await bench.event('payment_intent.succeeded', ({ data }) => JSON.stringify(data).includes(intent.id));
    expect(event.api_version).toBe(Stripe.API_VERSION);
    expect(event.request?.idempotency_key).toBeTruthy();
    expect(bench.typesAbout(intent.id)).toEqual(
      expect.arrayContaining(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']),
    );
  });

  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ])('declines %s with 402 %s / %s', async (method, code, declineCode) => {
    const refusal = await refusalOf(pay(method));
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(refusal).toMatchObject({ statusCode: 402, code, decline_code: declineCode });
    const intent = refusal.payment_intent;
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
    const charge = await bench.stripe.charges.retrieve(String(intent?.latest_charge));
    expect(charge).toMatchObject({ status: 'failed', paid: false, failure_code: code });
    await bench.event('payment_intent.payment_failed', ({ data }) => JSON.stringify(data).includes(intent?.id ?? '?'));
  });

  it('refuses to attach a card that declines, but attaches 4000000000000341, which then fails', async () => {
    const attach = bench.stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer: customer.id });
    expect(await refusalOf(attach)).toMatchObject({ statusCode: 402, code: 'card_declined' });
    const created = await bench.stripe.paymentMethods.create({
      type: 'card',
      card: { number: '4000000000000341', exp_month: 12, exp_year: 2034, cvc: '123' },
    });
    const attached = await bench.stripe.paymentMethods.attach(created.id, { customer: customer.id });
    expect(attached.customer).toBe(customer.id);
    expect(await refusalOf(pay(attached.id))).toMatchObject({ statusCode: 402, decline_code: 'generic_decline' });
  });

  it('asks for authentication: declined off session, an action on session, paid once approved on the page', async () => {
    const refusal = await refusalOf(pay('pm_card_authenticationRequired'));
    expect(refusal).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    const intent = await bench.stripe.paymentIntents.create({
      amount: 5_000,
      currency: 'usd',
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      return_url: 'https://tenure.test/back',
    });
    expect(intent.status).toBe('requires_action');
    const page = intent.next_action?.redirect_to_url?.url ?? '';
    expect(await (await fetch(page)).text()).toContain('Approve this payment');
    const answer = await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ answer: 'approve' }),
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toContain('redirect_status=succeeded');
    expect((await bench.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('disputes pm_card_createDispute by itself, and decides by the evidence', async () => {
    const intent = await pay('pm_card_createDispute');
    const created = await bench.event('charge.dispute.created', ({ data }) => JSON.stringify(data).includes(intent.id));
    const dispute = created.data.object as Stripe.Dispute;
    expect(dispute).toMatchObject({ reason: 'fraudulent', status: 'needs_response', amount: 185_000 });
    await bench.event('charge.dispute.funds_withdrawn', ({ data }) => JSON.stringify(data).includes(dispute.id));
    const evidence = { uncategorized_text: 'winning_evidence', customer_name: 'Ada' };
    const won = await bench.stripe.disputes.update(dispute.id, { evidence, submit: true });
    expect(won.status).toBe('won');
    await bench.event('charge.dispute.funds_reinstated', ({ data }) => JSON.stringify(data).includes(dispute.id));
    expect(await refusalOf(bench.stripe.disputes.close(dispute.id))).toMatchObject({ statusCode: 400 });
  });

  it('refuses a card used before without being saved, and takes no real card numbers', async () => {
    const method = await bench.stripe.paymentMethods.retrieve('pm_card_visa');
    await pay(method.id);
    expect((await refusalOf(pay(method.id))).message).toContain('may not be used again');
    const card = { exp_month: 12, exp_year: 2034, cvc: '123' };
    const create = (number: string) => bench.stripe.paymentMethods.create({ type: 'card', card: { ...card, number } });
    expect(await refusalOf(create('4111111111111111'))).toMatchObject({ decline_code: 'test_mode_live_card' });
    expect(await refusalOf(create('4242424242424241'))).toMatchObject({ code: 'incorrect_number' });
  });

  it('gives outcomes asked for through the control API, one per charge, then the card’s own', async () => {
    const method = await bench.stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await bench.control('stripe/outcome', { payment_method: method.id, outcomes: ['insufficient_funds'] });
    expect(await refusalOf(pay(method.id))).toMatchObject({ decline_code: 'insufficient_funds' });
    expect((await pay(method.id)).status).toBe('succeeded');
  });
});

describe('refunds', () => {
  it('refunds in parts up to the whole and no further', async () => {
    const intent = await pay('pm_card_visa');
    const part = await bench.stripe.refunds.create({ payment_intent: intent.id, amount: 85_000 });
    expect(part).toMatchObject({ status: 'succeeded', amount: 85_000 });
    const tooMuch = bench.stripe.refunds.create({ payment_intent: intent.id, amount: 100_001 });
    expect((await refusalOf(tooMuch)).message).toContain('greater than unrefunded amount');
    await bench.stripe.refunds.create({ payment_intent: intent.id });
    const again = bench.stripe.refunds.create({ charge: String(intent.latest_charge) });
    expect(await refusalOf(again)).toMatchObject({ code: 'charge_already_refunded' });
    const charge = await bench.stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 185_000 });
    await bench.event('charge.refunded', ({ data }) => JSON.stringify(data).includes(intent.id));
  });

  it('fails the refund of pm_card_refundFail after a while, with its event', async () => {
    const intent = await pay('pm_card_refundFail');
    const refund = await bench.stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('succeeded');
    await bench.event('refund.failed', ({ data }) => JSON.stringify(data).includes(refund.id));
    const after = await bench.stripe.refunds.retrieve(refund.id);
    expect(after).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' });
    expect((await bench.stripe.charges.retrieve(String(intent.latest_charge))).amount_refunded).toBe(0);
  });
});
