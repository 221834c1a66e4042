import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { type GivenLease, givenAutopay, givenLease, givenOrganization } from '../tests/money/support/given-lease';
import { startTestServers } from '../tests/support/servers';
import { createWorld, eventually, type World } from '../tests/workflows/support/world';
import { QUEUE_LIMITS } from '../workers/queues';
import { rentCollectionWorkflowId } from '../workflows/rent-collection/ids';
import { billedActions } from './support/billed-actions';
import { figure } from './support/figures';
import type { Bench } from './support/options';

/**
 * A month's rent of leases on autopay by card, from the start of the run until every payment is posted and its receipt
 * written, with the sandbox for a vendor; beside as many workflows of one empty activity on the same server.
 */
export const bench: Bench = async ({ size, say }) => {
  const leases = size('leases', 60, 5);
  const { servers, stop } = await startTestServers();
  Object.assign(process.env, servers);
  try {
    const world = await createWorld({ timeSkipping: false });
    try {
      say(`setting up ${leases} leases with autopay`);
      const given = await giveLeases(world, leases);
      say('collecting them, and running bare workflows before and after');
      const before = await bareSeconds(servers.TEST_TEMPORAL_ADDRESS, world.namespace, leases);
      const { seconds, runId } = await collect(world, given);
      const after = await bareSeconds(servers.TEST_TEMPORAL_ADDRESS, world.namespace, leases);
      const actions = await actionsPerLease(world, given, runId);
      return [
        figure({
          name: 'rent.lease_months',
          value: leases / seconds,
          unit: 'lease-months/s',
          beside: leases / ((before + after) / 2),
          goal: { of: 'ratio', atLeast: 0.25 },
        }),
        figure({
          name: 'rent.actions_per_lease_month',
          value: actions,
          unit: 'actions',
          goal: { of: 'value', atMost: 8 },
        }),
      ];
    } finally {
      await world.close();
    }
  } finally {
    await stop();
  }
};

async function giveLeases(world: World, count: number): Promise<GivenLease[]> {
  const organizationId = await givenOrganization(world.database);
  const given: GivenLease[] = [];
  for (let made = 0; made < count; made += 1) {
    const lease = await givenLease(world.database, { organizationId });
    await givenAutopay(world, lease, 'card_visa');
    given.push(lease);
  }
  await world.settled();
  return given;
}

const COLLECTED = `select
  (select count(*) from postings where account = 'undeposited_funds' and amount_cents > 0)::int as paid,
  (select count(*) from messages where kind = 'receipt')::int as receipts`;

async function collect(world: World, given: readonly GivenLease[]): Promise<{ seconds: number; runId: string }> {
  const [first] = given;
  if (first === undefined) throw new RangeError('There are no leases to collect.');
  const { organizationId, zone, today } = first;
  const runId = `rent-run/${organizationId}/${zone}/${today}`;
  const begun = performance.now();
  await world.client.workflow.start('rentRun', {
    workflowId: runId,
    taskQueue: 'leases',
    args: [{ zone, date: today, organizationId }],
  });
  await eventually(
    async () => {
      const { rows } = await world.owner.query<{ paid: number; receipts: number }>(COLLECTED);
      return rows[0]?.paid === given.length && rows[0].receipts === given.length;
    },
    { what: 'every payment and receipt', limitMs: 30_000 + given.length * 2_000, everyMs: 50 },
  );
  return { seconds: (performance.now() - begun) / 1_000, runId };
}

/** The run's own actions are shared among its leases. */
async function actionsPerLease(world: World, given: readonly GivenLease[], runId: string): Promise<number> {
  let actions = await billedActions(world.client, runId);
  for (const { leaseId, period } of given) {
    const workflowId = rentCollectionWorkflowId(leaseId, period);
    await world.client.workflow.getHandle(workflowId).result();
    actions += await billedActions(world.client, workflowId);
  }
  return actions / given.length;
}

async function bareSeconds(address: string, namespace: string, count: number): Promise<number> {
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const client = new Client({ connection, namespace });
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue: 'bare',
    workflowsPath: require.resolve('./support/bare-workflows'),
    activities: { nothing: async () => undefined },
    maxConcurrentActivityTaskExecutions: QUEUE_LIMITS.payments.concurrency,
  });
  try {
    return await worker.runUntil(async () => {
      const begun = performance.now();
      const each = (_: unknown, index: number) =>
        client.workflow.execute('bareWorkflow', { taskQueue: 'bare', workflowId: `bare/${begun}/${index}` });
      await Promise.all(Array.from({ length: count }, each));
      return (performance.now() - begun) / 1_000;
    });
  } finally {
    await Promise.all([connection.close(), native.close()]);
  }
}
