import type Stripe from 'stripe';
import { refusalOf, type StripeBench, startStripeBench, until } from '../testing/stripe-bench';

let bench: StripeBench;
let customer: Stripe.Customer;
beforeAll(async () => {
  bench = await startStripeBench();
  customer = await bench.stripe.customers.create({ name: 'Grace' });
});
afterAll(() => bench.close());

const mandate_data: Stripe.SetupIntentCreateParams.MandateData = {
  customer_acceptance: { type: 'online', online: { ip_address: '127.0.0.1', user_agent: 'test' } },
};

/** A bank account saved for debits off session, as autopay needs it. */
async function saveBank(name: string): Promise<Stripe.SetupIntent> {
  return bench.stripe.setupIntents.create({
    customer: customer.id,
    payment_method: `pm_usBankAccount_${name}`,
    allowed_payment_method_types: ['us_bank_account'],
    confirm: true,
    mandate_data,
  });
}

const debit = (payment_method: string) =>
  bench.stripe.paymentIntents.create({
    amount: 185_000,
    currency: 'usd',
    customer: customer.id,
    payment_method,
    allowed_payment_method_types: ['us_bank_account'],
    confirm: true,
    off_session: true,
  });

async function saved(name: string): Promise<string> {
  return String((await saveBank(name)).payment_method);
}

describe('ACH debits', () => {
  it('saves a bank account under a mandate', async () => {
    const intent = await saveBank('success');
    expect(intent.status).toBe('succeeded');
    const mandate = await bench.stripe.mandates.retrieve(String(intent.mandate));
    expect(mandate).toMatchObject({ status: 'active', type: 'multi_use', payment_method: intent.payment_method });
    expect(mandate.customer_acceptance.online?.ip_address).toBe('127.0.0.1');
    const listed = await bench.stripe.customers.listPaymentMethods(customer.id, { type: 'us_bank_account' });
    expect(listed.data.map(({ id }) => id)).toContain(intent.payment_method);
    await bench.event('setup_intent.succeeded', ({ data }) => JSON.stringify(data).includes(intent.id));
  });

  it('is processing first and succeeds later', async () => {
    const intent = await debit(await saved('success'));
    expect(intent).toMatchObject({ status: 'processing', amount_received: 0 });
    expect(String(intent.latest_charge)).toMatch(/^py_/);
    await bench.event('payment_intent.processing', ({ data }) => JSON.stringify(data).includes(intent.id));
    await bench.event('payment_intent.succeeded', ({ data }) => JSON.stringify(data).includes(intent.id));
    const after = await bench.stripe.paymentIntents.retrieve(intent.id, {
      expand: ['latest_charge.balance_transaction'],
    });
    expect(after).toMatchObject({
      status: 'succeeded',
      amount_received: 185_000,
      latest_charge: { status: 'succeeded', balance_transaction: { amount: 185_000, fee: 500, net: 184_500 } },
    });
  });

  it.each([
    ['accountClosed', 'account_closed'],
    ['noAccount', 'no_account'],
    ['insufficientFunds', 'insufficient_funds'],
    ['debitNotAuthorized', 'debit_not_authorized'],
  ])('fails %s later with %s', async (name, code) => {
    const intent = await debit(await saved(name));
    expect(intent.status).toBe('processing');
    await bench.event('payment_intent.payment_failed', ({ data }) => JSON.stringify(data).includes(intent.id));
    const after = await bench.stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(after).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code },
      latest_charge: { status: 'failed', failure_code: code },
    });
  });

  it('disputes 000555555559 after success and revokes the mandate', async () => {
    const setup = await saveBank('dispute');
    const intent = await debit(String(setup.payment_method));
    const event = await bench.event('charge.dispute.created', ({ data }) => JSON.stringify(data).includes(intent.id));
    expect(event.data.object).toMatchObject({ reason: 'debit_not_authorized', is_charge_refundable: false });
    await bench.event('mandate.updated', ({ data }) => JSON.stringify(data).includes(String(setup.mandate)));
    expect((await bench.stripe.mandates.retrieve(String(setup.mandate))).status).toBe('inactive');
    expect(await refusalOf(debit(String(setup.payment_method)))).toMatchObject({
      code: 'payment_intent_mandate_invalid',
    });
  });

  it('keeps 000000000009 processing until told to settle', async () => {
    const intent = await debit(await saved('processing'));
    const other = await debit(await saved('success'));
    await bench.event('payment_intent.succeeded', ({ data }) => JSON.stringify(data).includes(other.id));
    expect((await bench.stripe.paymentIntents.retrieve(intent.id)).status).toBe('processing');
    await bench.control('stripe/settle', { payment_intent: intent.id });
    expect((await bench.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('refuses 000777777771 at once for its weekly limit', async () => {
    expect(await refusalOf(debit(await saved('weeklyLimit')))).toMatchObject({
      statusCode: 400,
      code: 'charge_exceeds_source_limit',
    });
  });

  it('returns nothing that has not succeeded', async () => {
    const intent = await debit(await saved('processing'));
    const reason = 'insufficient_funds';
    const early = await bench.control('stripe/ach-return', { payment_intent: intent.id, reason });
    expect(early.status).toBe(409);
  });

  it.each(['insufficient_funds', 'incorrect_account_details', 'bank_cannot_process'])(
    'returns a succeeded debit late as a dispute: %s',
    async (reason) => {
      const setup = await saveBank('success');
      const intent = await debit(String(setup.payment_method));
      await bench.event('payment_intent.succeeded', ({ data }) => JSON.stringify(data).includes(intent.id));
      await bench.control('stripe/ach-return', { payment_intent: intent.id, reason });
      const event = await bench.event('charge.dispute.created', ({ data }) => JSON.stringify(data).includes(intent.id));
      expect(event.data.object).toMatchObject({ reason, amount: 185_000 });
      const [dispute] = (await bench.stripe.disputes.list({ payment_intent: intent.id })).data;
      expect(dispute?.status).toBe('lost');
      expect((await bench.stripe.mandates.retrieve(String(setup.mandate))).status).toBe('active');
      expect((await bench.stripe.charges.retrieve(String(intent.latest_charge))).disputed).toBe(true);
    },
  );

  it('needs a mandate', async () => {
    expect(await refusalOf(debit('pm_usBankAccount_success'))).toMatchObject({
      code: 'payment_intent_mandate_invalid',
      param: 'mandate_data',
    });
  });

  it('verifies raw account numbers by microdeposits: 32 and 45, or SM11AA', async () => {
    const create = () =>
      bench.stripe.setupIntents.create({
        customer: customer.id,
        allowed_payment_method_types: ['us_bank_account'],
        payment_method_data: {
          type: 'us_bank_account',
          us_bank_account: {
            account_holder_type: 'individual',
            account_number: '000123456789',
            routing_number: '110000000',
          },
          billing_details: { name: 'Grace' },
        },
        confirm: true,
        mandate_data,
      });
    const intent = await create();
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'verify_with_microdeposits' } });
    const wrong = bench.stripe.setupIntents.verifyMicrodeposits(intent.id, { amounts: [1, 2] });
    expect((await refusalOf(wrong)).code).toBe('payment_method_microdeposit_verification_amounts_mismatch');
    const right = await bench.stripe.setupIntents.verifyMicrodeposits(intent.id, { amounts: [32, 45] });
    expect(right.status).toBe('succeeded');

    const other = await create();
    const page = other.next_action?.verify_with_microdeposits?.hosted_verification_url ?? '';
    const enter = (descriptor_code: string) =>
      fetch(page, { method: 'POST', body: new URLSearchParams({ descriptor_code }) });
    expect((await enter('SM00XX')).status).toBe(422);
    expect((await enter('SM11AA')).status).toBe(200);
    expect((await bench.stripe.setupIntents.retrieve(other.id)).status).toBe('succeeded');
  });

  it('refunds to the bank slowly', async () => {
    const intent = await debit(await saved('success'));
    await bench.event('payment_intent.succeeded', ({ data }) => JSON.stringify(data).includes(intent.id));
    const refund = await bench.stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('pending');
    await until(async () => {
      const { status } = await bench.stripe.refunds.retrieve(refund.id);
      return status === 'succeeded' ? status : undefined;
    });
  });
});
