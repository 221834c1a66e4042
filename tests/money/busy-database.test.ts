import { createActivities } from '../../activities';
import type { ActivityDependencies } from '../../activities/dependencies';
import type { Database } from '../../store/database';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { balances, presentments, sumOfAll, taken } from './support/books';
import { type GivenLease, givenAutopay, givenLease } from './support/given-lease';

jest.setTimeout(90_000);

/** Which of an activity's transactions finds the database too busy; none after that. */
let busyAt = 0;

/** A database that says once, as under load, that no connection came free in time. */
function busyOnce(database: Database): Database {
  const busy = Object.assign(new Error('Unable to start a transaction in the given time.'), { code: 'P2028' });
  let begun = 0;
  const begin = (...args: unknown[]): unknown => {
    begun += 1;
    if (begun !== busyAt) return Reflect.apply(database.prisma.$transaction, database.prisma, args);
    busyAt = 0;
    return Promise.reject(busy);
  };
  const get = (prisma: Database['prisma'], name: string | symbol) =>
    name === '$transaction' ? begin : Reflect.get(prisma, name);
  return { ...database, prisma: new Proxy(database.prisma, { get }) };
}

let world: World;
beforeAll(async () => {
  const presentPayment = (deps: ActivityDependencies) => ({
    presentPayment: (ref: Parameters<ReturnType<typeof createActivities>['presentPayment']>[0]) =>
      createActivities({ ...deps, database: busyOnce(deps.database) }).presentPayment(ref),
  });
  world = await createWorld({ timeSkipping: true, activities: presentPayment });
});
afterAll(async () => {
  try {
    expect(await sumOfAll(world)).toBe(0);
  } finally {
    await world.close();
  }
});

async function collect(lease: GivenLease, busyTransaction: number): Promise<void> {
  await givenAutopay(world, lease, 'card_visa');
  busyAt = busyTransaction;
  const { organizationId, zone, today } = lease;
  await world.client.workflow.start('rentRun', {
    workflowId: `rent-run/${organizationId}`,
    taskQueue: 'leases',
    args: [{ zone, date: today, organizationId }],
  });
}

const become = (lease: GivenLease, ...statuses: string[]) =>
  eventually(async () => (await presentments(world, lease)).map(({ status }) => status).join() === statuses.join(), {
    what: `presentments ${statuses.join(', ')}`,
  });

async function expectPaidOnce(lease: GivenLease): Promise<void> {
  const collection = world.client.workflow.getHandle(`rent-collection/${lease.leaseId}/${lease.period}`);
  expect(await collection.result()).toEqual({ outcome: 'paid' });
  expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
  expect(await balances(world, lease)).toEqual({ undeposited_funds: 185_000, rent_income: -185_000 });
}

test('a database too busy before anything was sent does not end a month’s collection', async () => {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  await collect(lease, 1);
  await become(lease, 'unknown');
  await world.advanceTo(new Date(world.now().getTime() + 63_000));
  await become(lease, 'abandoned', 'succeeded');
  await expectPaidOnce(lease);
});

test('a database too busy after the bank took the money is asked about, and the rent not taken twice', async () => {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  await collect(lease, 3);
  await become(lease, 'succeeded');
  await expectPaidOnce(lease);
});
