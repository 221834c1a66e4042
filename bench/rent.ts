import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createDataConverter } from '../temporal/data-converter';
import { type GivenLease, givenAutopay, givenLease, givenOrganization } from '../tests/money/support/given-lease';
import { startTestServers } from '../tests/support/servers';
import { createWorld, eventually, TEST_PAYLOAD_KEYS, type World } from '../tests/workflows/support/world';
import { QUEUE_LIMITS } from '../workers/queues';
import { rentCollectionWorkflowId } from '../workflows/rent-collection/ids';
import type { BareInput } from './support/bare-workflows';
import { billedActions } from './support/billed-actions';
import { figure } from './support/figures';
import type { Bench } from './support/options';

/**
 * A month's rent of leases on autopay by card, from the start of the run until every payment is posted and its receipt
 * written: worker, relay, webhooks and the vendors' sandbox all in one process, on one thread of JavaScript. Beside as
 * many bare workflows on the same server, each with one activity that gives back what it was given, right before and
 * right after. Both sides speak through the same payload codec and have as many pollers, slots and cached workflows:
 * encryption and settings belong to the server's set-up, what is compared is the product's own work.
 */
export const bench: Bench = async ({ size, say }) => {
  const leases = size('leases', 60, 5);
  const { servers, stop } = await startTestServers();
  Object.assign(process.env, servers);
  try {
    const world = await createWorld({ timeSkipping: false });
    // Its idle connections are cut when the database is dropped, which is nobody's failure.
    world.owner.on('error', () => {});
    try {
      say(`setting up ${leases} leases with autopay`);
      const given = await giveLeases(world, leases);
      say('collecting them, and running bare workflows before and after');
      const bare = await startBare(servers.TEST_TEMPORAL_ADDRESS, world.namespace);
      await bare.seconds(given.slice(0, 10)); // both sides are warm
      const before = await bare.seconds(given);
      const { seconds, runId } = await collect(world, given);
      const after = await bare.seconds(given);
      await bare.close();
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
          goal: { of: 'value', atMost: leases < ENOUGH ? 8 : 6 },
        }),
      ];
    } finally {
      await world.close();
    }
  } finally {
    await stop();
  }
};

/** The run's own actions weigh on fewer leases than this. */
const ENOUGH = 20;

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
    { what: 'every payment and receipt', limitMs: 30_000 + given.length * 2_000, everyMs: 100 },
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

type Bare = {
  /** How long as many bare workflows take, all started at once. */
  seconds(given: readonly GivenLease[]): Promise<number>;
  close(): Promise<void>;
};

async function startBare(address: string, namespace: string): Promise<Bare> {
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const dataConverter = createDataConverter(TEST_PAYLOAD_KEYS);
  const client = new Client({ connection, namespace, dataConverter });
  const worker = await Worker.create({
    connection: native,
    namespace,
    dataConverter,
    taskQueue: 'bare',
    workflowsPath: require.resolve('./support/bare-workflows'),
    activities: { answer: async (input: BareInput) => input },
    // As workers/create-workers.ts has them.
    maxConcurrentActivityTaskExecutions: QUEUE_LIMITS.leases.concurrency,
    maxConcurrentActivityTaskPolls: 5,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentWorkflowTaskPolls: 10,
    maxCachedWorkflows: 500,
    workflowThreadPoolSize: 1,
  });
  const ended = worker.run();
  return {
    async seconds(given) {
      const begun = performance.now();
      const one = ({ organizationId, leaseId, propertyId, period }: GivenLease) =>
        client.workflow.execute('bareWorkflow', {
          taskQueue: 'bare',
          workflowId: `bare/${begun}/${leaseId}`,
          args: [{ organizationId, leaseId, propertyId, period } satisfies BareInput],
        });
      await Promise.all(given.map(one));
      return (performance.now() - begun) / 1_000;
    },
    async close() {
      worker.shutdown();
      await ended;
      await Promise.all([connection.close(), native.close()]);
    },
  };
}
