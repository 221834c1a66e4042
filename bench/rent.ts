import type { Client } from '@temporalio/client';
import { CannotGoOn } from '../scripts/servers/project';
import type { GivenLease } from '../tests/money/support/given-lease';
import { startTestServers } from '../tests/support/servers';
import { createTestNamespace } from '../tests/support/temporal';
import { eventually } from '../tests/workflows/support/eventually';
import { rentCollectionWorkflowId } from '../workflows/rent-collection/ids';
import { type BareSide, startBareSide } from './support/bare-side';
import type { BareInput } from './support/bare-workflows';
import { billedActions } from './support/billed-actions';
import { figure } from './support/figures';
import type { Bench } from './support/options';
import { openRentHouse, type RentHouse } from './support/rent-house';

/**
 * A month's rent of leases on autopay by card, from the start of the run until every payment is posted and its receipt
 * written. The product runs as `npm start` runs it: worker with relay, API and the vendors' sandbox as processes of
 * their own. Beside as many bare workflows on the same server by a worker in a process of its own, each with one
 * activity that gives back what it was given, right before and right after. Both sides speak through the same payload
 * codec and have as many pollers, slots and cached workflows: encryption and settings belong to the server's set-up,
 * what is compared is the product's own work, the stand-ins of its vendors included.
 */
export const bench: Bench = async ({ size, say }) => {
  const leases = size('leases', 60, 5);
  const rounds = size('rounds', 3, 1);
  const { servers, stop } = await startTestServers();
  Object.assign(process.env, servers);
  try {
    const address = servers.TEST_TEMPORAL_ADDRESS;
    const bare = startBareSide({ address, namespace: await createTestNamespace() });
    const house = await openRentHouse(address).catch(async (error: unknown) => {
      await bare.close();
      throw error;
    });
    try {
      say(`${rounds} rounds of ${leases} leases with autopay, in turns with bare workflows`);
      // A process's first work is done by code that is still being compiled: on both sides it is not counted.
      const first = await house.giveLeases(Math.ceil(leases / 2));
      await bare.seconds(first.map(toBareInput));
      await collect(house, first);
      const spent = { product: 0, bare: 0 };
      let actions = 0;
      for (let round = 0; round < rounds; round += 1) {
        const given = await house.giveLeases(leases);
        spent.bare += await bareSeconds(house, bare, given);
        const { seconds, runId } = await collect(house, given);
        spent.product += seconds;
        spent.bare += await bareSeconds(house, bare, given);
        actions = await actionsPerLease(house.client, given, runId);
      }
      return [
        figure({
          name: 'rent.lease_months',
          value: (rounds * leases) / spent.product,
          unit: 'lease-months/s',
          beside: (2 * rounds * leases) / spent.bare,
          goal: { of: 'ratio', atLeast: 0.25 },
        }),
        figure({
          name: 'rent.actions_per_lease_month',
          value: actions,
          unit: 'actions',
          goal: { of: 'value', atMost: leases < ENOUGH ? 8 : 6 },
        }),
      ];
    } finally {
      await bare.close();
      await house.close();
    }
  } finally {
    await stop();
  }
};

function toBareInput({ organizationId, leaseId, propertyId, period }: GivenLease): BareInput {
  return { organizationId, leaseId, propertyId, period };
}

/** The product has nothing to do meanwhile: its emails are sent, and what the vendors said of them is written down. */
async function bareSeconds(house: RentHouse, bare: BareSide, given: readonly GivenLease[]): Promise<number> {
  await house.rest();
  return bare.seconds(given.map(toBareInput));
}

/** The run's own actions weigh on fewer leases than this. */
const ENOUGH = 20;

/** Runs the rent of leases of one organization. @throws CannotGoOn that says what is stuck */
async function collect(house: RentHouse, given: readonly GivenLease[]): Promise<{ seconds: number; runId: string }> {
  const [first] = given;
  if (first === undefined) throw new RangeError('There are no leases to collect.');
  const { organizationId, zone, today } = first;
  const runId = `rent-run/${organizationId}/${zone}/${today}`;
  const before = await house.collected();
  const begun = performance.now();
  await house.client.workflow.start('rentRun', {
    workflowId: runId,
    taskQueue: 'leases',
    args: [{ zone, date: today, organizationId }],
  });
  const isDone = async () => {
    const { paid, receipts } = await house.collected();
    return paid - before.paid === given.length && receipts - before.receipts === given.length;
  };
  const limits = { what: 'every payment and receipt', limitMs: 60_000 + given.length * 2_000, everyMs: 100 };
  await eventually(isDone, limits).catch(async (error: Error) => {
    throw new CannotGoOn(`${error.message}\n${await house.unfinished()}`);
  });
  return { seconds: (performance.now() - begun) / 1_000, runId };
}

/** The run's own actions are shared among its leases. */
async function actionsPerLease(client: Client, given: readonly GivenLease[], runId: string): Promise<number> {
  let actions = await billedActions(client, runId);
  for (const { leaseId, period } of given) {
    const workflowId = rentCollectionWorkflowId(leaseId, period);
    await client.workflow.getHandle(workflowId).result();
    actions += await billedActions(client, workflowId);
  }
  return actions / given.length;
}
