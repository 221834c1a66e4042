import { nextRetryAt } from '../../domain/presentments';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { balances, presentments, sumOfAll, taken } from './support/books';
import { type GivenLease, givenAutopay, givenLease, givenOutcomes } from './support/given-lease';

jest.setTimeout(90_000);

/** A world for each: where a workflow ends while its server's time is let go, that server jumps no more. */
let world: World;
beforeEach(async () => {
  world = await createWorld({ timeSkipping: true });
});
afterEach(async () => {
  try {
    expect(await sumOfAll(world)).toBe(0);
  } finally {
    await world.close();
  }
});

async function startRent({ organizationId, zone, today }: GivenLease): Promise<void> {
  await world.client.workflow.start('rentRun', {
    workflowId: `rent-run/${organizationId}/${zone}/${today}`,
    taskQueue: 'leases',
    args: [{ zone, date: today, organizationId }],
  });
}

/** Waits in the database: this server's time stands still unless it is told to go on. */
const tried = (lease: GivenLease, ...statuses: string[]) =>
  eventually(
    async () => {
      const rows = await presentments(world, lease);
      return rows.length === statuses.length && rows.every((row, index) => row.status === statuses[index]);
    },
    { what: `presentments ${statuses.join(', ')}`, limitMs: 90_000 },
  );

const pass = (ms: number) => world.advanceTo(new Date(world.now().getTime() + ms));

/**
 * Lets time pass to a moment after the next payday's morning and no further: while something is sent, this server's
 * time is as slow as ours.
 */
async function passToPayday({ zone }: GivenLease): Promise<void> {
  const nowMs = world.now().getTime();
  await world.advanceTo(new Date(nextRetryAt(nowMs, { nowMs, zone }) + 1_000));
}

async function toldOfFailure({ email }: GivenLease): Promise<number> {
  await world.settled();
  return (await world.inbox(email)).filter(({ subject }) => subject?.includes('did not go through')).length;
}

test('a soft decline is tried again on the next payday morning, and then paid once', async () => {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  const method = await givenAutopay(world, lease, 'card_visa');
  await givenOutcomes(world, lease, method, ['insufficient_funds', 'success']);
  await startRent(lease);
  await tried(lease, 'failed');
  await passToPayday(lease);
  await tried(lease, 'failed', 'succeeded');
  expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
  expect(await toldOfFailure(lease)).toBe(1);
});

test.each(['lost_card', 'expired_card'])('%s is never tried again by itself: the tenant is asked', async (outcome) => {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  const method = await givenAutopay(world, lease, 'card_visa');
  await givenOutcomes(world, lease, method, [outcome]);
  await startRent(lease);
  await tried(lease, 'failed');
  await passToPayday(lease);
  await passToPayday(lease);
  await tried(lease, 'failed');
  expect(await toldOfFailure(lease)).toBe(1);
  expect(await taken(world, lease)).toEqual({ count: 0, cents: 0 });
});

test('a card that always declines is tried four times in all', async () => {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  await givenAutopay(world, lease, 'number:4000000000000341');
  await startRent(lease);
  for (let tries = 1; tries <= 4; tries += 1) {
    await tried(lease, ...Array<string>(tries).fill('failed'));
    await passToPayday(lease);
  }
  await passToPayday(lease);
  expect((await presentments(world, lease)).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
});

test('a bank debit that comes back for want of money is presented at most twice again', async () => {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  await givenAutopay(world, lease, 'usBankAccount_insufficientFunds');
  await startRent(lease);
  await tried(lease, 'failed');
  await passToPayday(lease);
  await tried(lease, 'failed', 'failed');
  await passToPayday(lease);
  await tried(lease, 'failed', 'failed', 'failed');
  await passToPayday(lease);
  await tried(lease, 'failed', 'failed', 'failed');
  expect(await balances(world, lease)).toEqual({ receivable: 185_000, rent_income: -185_000 });
});

test('a failure that the vendor keeps under the old key is got past with a new one: taken once', async () => {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  await givenAutopay(world, lease, 'card_visa');
  const match = { method: 'POST', path: '/v1/payment_intents' };
  await world.control('faults', { vendor: 'stripe', kind: 'status_500', times: 1, match });
  await startRent(lease);
  await tried(lease, 'unknown');
  await pass(63_000);
  await tried(lease, 'abandoned', 'succeeded');
  expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
});
