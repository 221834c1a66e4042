import Stripe from 'stripe';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { acceptDispute, askToSubmit, stateCase } from '../../store/disputes/answer-dispute';
import { createPayment } from '../../store/payments/create-payment';
import { readNeeds } from '../../store/today/read-today';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { balances, owed, payments, sumOfAll } from './support/books';
import { chargeRent } from './support/charge-rent';
import { type GivenLease, givenLease, givenMethod } from './support/given-lease';

jest.setTimeout(90_000);

let world: World;
beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
});
afterEach(async () => {
  expect(await sumOfAll(world)).toBe(0);
});
afterAll(() => world.close());

const RENT = 185_000;
const FEE = 1_500;

type Paid = { lease: GivenLease; paymentId: string; intent: string };

/** A lease whose rent was paid by card, or by a debit that came through. */
async function paid(method: 'card_visa' | 'usBankAccount_success' = 'card_visa', amount = RENT): Promise<Paid> {
  const lease = await givenLease(world.database, { rentCents: RENT });
  await chargeRent(world.database, lease, RENT);
  const paymentMethodId = await givenMethod(world, lease, method);
  const { organizationId, leaseId, tenantId } = lease;
  const { paymentId } = await inOrganization(world.database, organizationId, (tx) =>
    createPayment(tx, {
      organizationId,
      leaseId,
      tenantId,
      amountCents: cents(amount),
      by: { kind: 'stored', paymentMethodId },
      actor: 'test',
      now: world.now(),
    }),
  );
  await paymentIs(lease, paymentId, 'succeeded');
  const { rows } = await world.owner.query<{ vendor_ref: string }>('select vendor_ref from payments where id = $1', [
    paymentId,
  ]);
  return { lease, paymentId, intent: rows[0]?.vendor_ref ?? '' };
}

async function paymentIs(lease: GivenLease, paymentId: string, status: string): Promise<void> {
  await eventually(
    async () => (await payments(world, lease)).some((one) => one.id === paymentId && one.status === status),
    { what: `payment ${status}`, limitMs: 90_000 },
  );
}

type DisputeRow = { id: string; status: string; amount_cents: string; fee_cents: string; submission_count: number };

async function disputeOf({ paymentId }: Paid): Promise<DisputeRow | undefined> {
  const { rows } = await world.owner.query<DisputeRow>(
    'select id, status, amount_cents::text, fee_cents::text, submission_count from disputes where payment_id = $1',
    [paymentId],
  );
  return rows[0];
}

async function disputeIs(one: Paid, status: string): Promise<DisputeRow> {
  let found: DisputeRow | undefined;
  await eventually(
    async () => {
      found = await disputeOf(one);
      return found?.status === status;
    },
    { what: `dispute ${status}`, limitMs: 90_000 },
  );
  if (found === undefined) throw new Error('no dispute');
  return found;
}

/** As what the lease stands among what waits for somebody. */
async function needsOf({ lease }: Paid): Promise<string[]> {
  const client = await world.owner.connect();
  try {
    const needs = await readNeeds(client, lease.today);
    return needs.filter(({ id }) => id === lease.leaseId).map(({ kind }) => kind);
  } finally {
    client.release();
  }
}

const answering = (one: Paid, disputeId: string) => ({
  organizationId: one.lease.organizationId,
  disputeId,
  actor: 'usr_test',
  now: world.now(),
});

async function say(one: Paid, disputeId: string, statement: string): Promise<void> {
  await inOrganization(world.database, one.lease.organizationId, async (tx) => {
    await stateCase(tx, { ...answering(one, disputeId), statement });
    await askToSubmit(tx, answering(one, disputeId));
  });
}

function stripe(): Stripe {
  const url = new URL(world.sandbox.url);
  return new Stripe('sk_test_sandbox', { host: url.hostname, port: url.port, protocol: 'http', telemetry: false });
}

test('a dispute is owed again, answered with a packet, and won: the money counts from its first day', async () => {
  const one = await paid();
  expect(await owed(world.database, one.lease)).toBe(0);
  await world.control('stripe/dispute', { payment_intent: one.intent });
  const { id } = await disputeIs(one, 'needs_response');
  await paymentIs(one.lease, one.paymentId, 'reversed');
  expect(await owed(world.database, one.lease)).toBe(RENT);
  expect(await needsOf(one)).toEqual(['dispute']);
  await say(one, id, 'winning_evidence');
  const row = await disputeIs(one, 'won');
  expect(row).toMatchObject({ submission_count: 1, fee_cents: String(FEE) });
  await eventually(async () => (await owed(world.database, one.lease)) === 0, { what: 'the money back' });
  expect(await balances(world, one.lease)).toEqual({
    undeposited_funds: RENT - FEE,
    processing_fees: FEE,
    rent_income: -RENT,
  });
  const dispute = (await stripe().disputes.list()).data.find(({ payment_intent }) => payment_intent === one.intent);
  const packet = await stripe().files.retrieve(String(dispute?.evidence.uncategorized_file));
  expect(packet).toMatchObject({ purpose: 'dispute_evidence', type: 'pdf' });
  const documents = await world.owner.query('select id from documents where subject_id = $1 and kind = $2', [
    id,
    'dispute_packet',
  ]);
  expect(documents.rows).toHaveLength(1);
});

test('a lost dispute of a part stays owed, to exactly that part', async () => {
  const one = await paid();
  await world.control('stripe/dispute', { payment_intent: one.intent, amount: 40_000 });
  const { id, amount_cents } = await disputeIs(one, 'needs_response');
  expect(amount_cents).toBe('40000');
  await eventually(async () => (await owed(world.database, one.lease)) === 40_000, { what: 'a part owed again' });
  await say(one, id, 'losing_evidence');
  await disputeIs(one, 'lost');
  expect(await owed(world.database, one.lease)).toBe(40_000);
  expect(await balances(world, one.lease)).toEqual({
    receivable: 40_000,
    undeposited_funds: RENT - 40_000 - FEE,
    processing_fees: FEE,
    rent_income: -RENT,
  });
  await world.settled();
  const told = (await world.inbox(one.lease.email)).find(({ subject }) => subject?.includes('came back'));
  expect(told?.subject).toContain('$400.00');
});

test('an answer that was lost is asked about: the evidence is handed in once', async () => {
  const one = await paid();
  await world.control('stripe/dispute', { payment_intent: one.intent });
  const { id } = await disputeIs(one, 'needs_response');
  const match = { method: 'POST', path: '/v1/disputes/' };
  await world.control('faults', { vendor: 'stripe', kind: 'answer_lost', times: 1, match });
  await say(one, id, 'The tenants lived there all month.');
  const { submission_count } = await disputeIs(one, 'under_review');
  expect(submission_count).toBe(1);
  const { rows } = await world.owner.query<{ status: string }>(
    'select status from dispute_submissions where dispute_id = $1',
    [id],
  );
  expect(rows.length).toBe(1);
});

test('an accepted dispute is lost at the bank and stays owed; a second answer is refused', async () => {
  const one = await paid();
  await world.control('stripe/dispute', { payment_intent: one.intent });
  const { id } = await disputeIs(one, 'needs_response');
  await inOrganization(world.database, one.lease.organizationId, (tx) => acceptDispute(tx, answering(one, id)));
  await disputeIs(one, 'lost');
  expect(await owed(world.database, one.lease)).toBe(RENT);
  await expect(say(one, id, 'too late')).rejects.toMatchObject({ code: 'illegal_transition' });
});

test('an inquiry takes nothing; answered badly it becomes a dispute and the money goes', async () => {
  const one = await paid();
  await world.control('stripe/dispute', { payment_intent: one.intent, reason: 'inquiry' });
  const { id } = await disputeIs(one, 'warning_needs_response');
  expect(await owed(world.database, one.lease)).toBe(0);
  await say(one, id, 'escalate_inquiry_evidence');
  await disputeIs(one, 'needs_response');
  await eventually(async () => (await owed(world.database, one.lease)) === RENT, { what: 'owed again' });
});

test('a dispute and a late return whose webhooks never came are found by the watch', async () => {
  const [card, bank] = [await paid(), await paid('usBankAccount_success')];
  await world.control('faults', { vendor: 'stripe', kind: 'webhook_lost', times: 12 });
  await world.control('stripe/dispute', { payment_intent: card.intent });
  await world.control('stripe/ach-return', { payment_intent: bank.intent, reason: 'insufficient_funds' });
  await world.settled();
  expect([await disputeOf(card), await disputeOf(bank)]).toEqual([undefined, undefined]);
  const watch = { workflowId: 'dispute-watch/test', taskQueue: 'leases', args: [] };
  expect(await world.client.workflow.execute('disputeWatch', watch)).toMatchObject({ found: 2 });
  await disputeIs(card, 'needs_response');
  await disputeIs(bank, 'lost');
  await paymentIs(bank.lease, bank.paymentId, 'reversed');
  const { rows } = await world.owner.query('select code, category from bank_returns where payment_id = $1', [
    bank.paymentId,
  ]);
  expect(rows).toEqual([{ code: 'R01', category: 'other' }]);
});
