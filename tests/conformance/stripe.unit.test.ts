import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import type Stripe from 'stripe';
import { type StripeBench, startStripeBench, until } from '../../sandbox/testing/stripe-bench';

/**
 * Holds the sandbox's answers against Stripe's own description of its API of 2023-08-16. Its types are those of the
 * SDK, so today's shape is checked by the compiler; this finds what TypeScript cannot see, such as a wrong kind of
 * value behind a cast. The description is not part of the project.
 */
const specPath = resolve(__dirname, '../../../shared/specs/stripe.spec3.2023-09-12.json');

let bench: StripeBench;
const answers: { readonly object: string; readonly value: object }[] = [];

const keep = <T extends { object: string }>(value: T): T => {
  answers.push({ object: value.object, value: JSON.parse(JSON.stringify(value)) });
  return value;
};

describe('conformance with Stripe’s description of its API', () => {
  if (!existsSync(specPath)) {
    it('is not checked here', () => {
      console.info("Stripe's OpenAPI description is not present: the sandbox's answers were not held against it.");
    });
    return;
  }

  beforeAll(async () => {
    bench = await startStripeBench();
    await exercise();
  });
  afterAll(() => bench.close());

  it('every kind of object fits its schema', () => {
    const { validate, kinds } = compile();
    const problems = answers.flatMap(({ object, value }) => {
      const check = validate(object);
      if (check === undefined) return [`${object}: the description knows no such object`];
      if (check(value)) return [];
      return (check.errors ?? []).map(
        (error) => `${object}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
      );
    });
    expect([...new Set(problems)]).toEqual([]);
    // The check itself must be able to fail.
    const charge = answers.find(({ object }) => object === 'charge')?.value;
    expect(validate('charge')?.({ ...charge, amount: 'much' })).toBe(false);
    expect(validate('charge')?.({ ...charge, outcome: { type: 5 } })).toBe(false);
    expect(kinds()).toEqual(
      expect.arrayContaining(['payment_intent', 'charge', 'refund', 'dispute', 'mandate', 'checkout.session', 'event']),
    );
  });
});

/** Walks through every resource once and keeps each answer. */
async function exercise(): Promise<void> {
  const { stripe } = bench;
  const address = { line1: '1 St', city: 'Seattle', state: 'WA', postal_code: '98101', country: 'US' };
  const customer = keep(await stripe.customers.create({ name: 'Ada', email: 'ada@example.com', address }));
  keep(await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id }));
  const setup = keep(
    await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_usBankAccount_success',
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'online', online: { ip_address: '127.0.0.1', user_agent: 'x' } } },
    }),
  );
  keep(await stripe.mandates.retrieve(String(setup.mandate)));
  const bank = keep(await stripe.paymentMethods.retrieve(String(setup.payment_method)));
  const pay = (payment_method: string) =>
    stripe.paymentIntents.create({
      amount: 185_000,
      currency: 'usd',
      customer: customer.id,
      payment_method,
      confirm: true,
      off_session: true,
    });
  const byCard = keep(await pay('pm_card_visa'));
  keep(await stripe.charges.retrieve(String(byCard.latest_charge)));
  keep(await stripe.refunds.create({ payment_intent: byCard.id, amount: 100 }));
  await pay('pm_card_visa_chargeDeclined').catch((error: Stripe.errors.StripeError) => {
    if (error.payment_intent) keep(error.payment_intent);
  });

  const debit = keep(await pay(bank.id));
  await bench.event('payment_intent.succeeded', ({ data }) => JSON.stringify(data).includes(debit.id));
  keep(await stripe.charges.retrieve(String(debit.latest_charge)));
  await bench.control('stripe/ach-return', { payment_intent: debit.id, reason: 'insufficient_funds' });
  await pay('pm_card_createDispute');
  await until(async () => ((await stripe.disputes.list()).data.length === 2 ? true : undefined));
  for (const dispute of (await stripe.disputes.list()).data) keep(dispute);

  const success_url = 'https://tenure.test/done';
  const price_data = { currency: 'usd', unit_amount: 5_000, product_data: { name: 'Fee' } };
  keep(
    await stripe.checkout.sessions.create({ mode: 'payment', success_url, line_items: [{ quantity: 1, price_data }] }),
  );
  keep(await stripe.checkout.sessions.create({ mode: 'setup', success_url, currency: 'usd', customer: customer.id }));
  await bench.control('stripe/payout', {});
  for (const payout of (await stripe.payouts.list()).data) keep(payout);
  for (const transaction of (await stripe.balanceTransactions.list()).data) keep(transaction);
  keep(await stripe.balance.retrieve());
  const account = keep(await stripe.accounts.create({ type: 'express', email: 'a@example.com' }));
  keep(
    await stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      return_url: success_url,
      refresh_url: success_url,
    }),
  );
  for (const event of (await stripe.events.list({ limit: 100 })).data) keep(event);
}

interface Spec {
  components: { schemas: Record<string, object> };
}

function compile(): { validate(object: string): ValidateFunction | undefined; kinds(): string[] } {
  const spec: Spec = JSON.parse(readFileSync(specPath, 'utf8'));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'stripe', components: withNullTypes(spec.components) });
  const validate = (object: string) => {
    const name = object === 'list' ? undefined : object;
    return name !== undefined && name in spec.components.schemas
      ? ajv.getSchema(`stripe#/components/schemas/${name}`)
      : undefined;
  };
  return { validate, kinds: () => [...new Set(answers.map(({ object }) => object))] };
}

/** OpenAPI 3.0 writes `nullable: true` where JSON Schema has a type or an alternative of null. */
function withNullTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullTypes);
  if (typeof node !== 'object' || node === null) return node;
  const schema: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withNullTypes(value)]),
  );
  if (schema.nullable !== true) return schema;
  const { nullable: _nullable, ...rest } = schema;
  return { anyOf: [rest, { type: 'null' }] };
}
