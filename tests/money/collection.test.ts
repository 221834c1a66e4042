import { addDays } from '../../domain/calendar';
import { rentCollectionWorkflowId } from '../../workflows/rent-collection/ids';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { balances, owed, payments, presentments, sumOfAll, taken } from './support/books';
import { chargeRent } from './support/charge-rent';
import { type GivenLease, givenAutopay, givenLease } from './support/given-lease';

let world: World;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
});
afterAll(() => world.close());

/** Runs the rent for a lease's organization today. */
async function runRent(lease: GivenLease): Promise<void> {
  const { organizationId, zone, today } = lease;
  await world.client.workflow.execute('rentRun', {
    workflowId: `rent-run/${organizationId}/${zone}/${today}/${Math.random()}`,
    taskQueue: 'leases',
    args: [{ zone, date: today, organizationId }],
  });
}

function collected(lease: GivenLease) {
  return world.client.workflow.getHandle(rentCollectionWorkflowId(lease.leaseId, lease.period)).result();
}

describe('a month of rent by autopay', () => {
  test('by card: presented once, booked once, receipted', async () => {
    const lease = await givenLease(world.database);
    await givenAutopay(world, lease, 'card_visa');
    await runRent(lease);
    await expect(collected(lease)).resolves.toEqual({ outcome: 'paid' });
    await world.settled();
    expect(await owed(world.database, lease)).toBe(0);
    expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
    expect(await balances(world, lease)).toEqual({ rent_income: -185_000, undeposited_funds: 185_000 });
    const receipts = (await world.inbox(lease.email)).filter(({ subject }) => subject?.startsWith('Receipt'));
    expect(receipts).toHaveLength(1);
    expect(await sumOfAll(world)).toBe(0);
  });

  test('by bank: in transit first, then received', async () => {
    const lease = await givenLease(world.database);
    await givenAutopay(world, lease, 'usBankAccount_success');
    await runRent(lease);
    await expect(collected(lease)).resolves.toEqual({ outcome: 'paid' });
    expect(await balances(world, lease)).toEqual({ rent_income: -185_000, undeposited_funds: 185_000 });
    const entries = await world.owner.query('select kind from journal_entries where lease_id = $1 order by id', [
      lease.leaseId,
    ]);
    expect(entries.rows.map(({ kind }) => kind)).toEqual(['charge_posted', 'payment_submitted', 'payment_settled']);
  });

  test.each(['answer_lost', 'reset'])('%s: asked what happened, taken once', async (kind) => {
    const lease = await givenLease(world.database);
    await givenAutopay(world, lease, 'card_visa');
    await world.control('faults', {
      vendor: 'stripe',
      kind,
      times: 1,
      match: { method: 'POST', path: '/v1/payment_intents' },
    });
    await runRent(lease);
    await expect(collected(lease)).resolves.toEqual({ outcome: 'paid' });
    expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
    expect(await balances(world, lease)).toEqual({ rent_income: -185_000, undeposited_funds: 185_000 });
  });

  test('a late return of a bank debit is reversed, fee added, and the month collected again', async () => {
    const lease = await givenLease(world.database, { terms: { nsf_fee_cents: 3_500 } });
    await givenAutopay(world, lease, 'usBankAccount_success');
    await runRent(lease);
    await collected(lease);
    const [presentment] = await presentments(world, lease);
    await world.control('stripe/ach-return', { payment_intent: presentment?.vendor_ref, reason: 'insufficient_funds' });
    await eventually(async () => (await payments(world, lease))[0]?.status === 'reversed', { what: 'the reversal' });
    expect(await owed(world.database, lease)).toBe(188_500);
    const timeline = await eventually(async () => {
      const seen = await world.timeline(rentCollectionWorkflowId(lease.leaseId, lease.period));
      return seen.waiting?.waitsFor.includes('payday') ? seen : null;
    });
    expect(timeline.waiting?.until).not.toBeNull();
    const told = await eventually(async () =>
      (await world.inbox(lease.email)).find(({ subject }) => subject?.includes('came back')),
    );
    expect(told.text).toContain('$35.00');
  });

  test('takes over as soon as it is turned on, before a late fee of that moment is added', async () => {
    const startsOn = '2026-01-01';
    const lease = await givenLease(world.database, { startsOn });
    await chargeRent(world.database, lease, 185_000, addDays(lease.today, -10));
    const period = addDays(lease.today, -10).slice(0, 7);
    const { organizationId, leaseId, propertyId } = lease;
    const collection = await world.client.workflow.start('rentCollection', {
      workflowId: rentCollectionWorkflowId(leaseId, period),
      taskQueue: 'leases',
      args: [{ organizationId, leaseId, propertyId, period }],
    });
    const asked = "select from messages where subject_id = $1 and kind = 'rent_due'";
    await eventually(async () => (await world.owner.query(asked, [leaseId])).rowCount === 1, { what: 'the first ask' });
    // By the time that somebody looks again, a late fee may be charged.
    const late_fee = { grace_days: 5, formula: { kind: 'flat', amount_cents: 5_000 } };
    await world.owner.query('update leases set terms = $2 where id = $1', [leaseId, JSON.stringify({ late_fee })]);
    await givenAutopay(world, lease, 'card_visa');
    await expect(collection.result()).resolves.toEqual({ outcome: 'paid' });
    expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
    expect(await owed(world.database, lease)).toBe(0);
  });
});
