import { pino } from 'pino';
import { enqueueCommand, type NewCommand } from '../../store/commands/enqueue-command';
import { inOrganization } from '../../store/database';
import { claimCommands } from '../../store/relay/commands';
import { openClient } from '../../temporal/client';
import { COMMAND_TRIES, relayCommands } from '../../workers/relay/relay-commands';
import { Strikes } from '../../workers/relay/strikes';
import { createTemporalPort, type TemporalPort } from '../../workers/relay/temporal-port';
import { temporalAddress } from '../support/temporal';
import { createFixtureActivities } from '../workflows/support/fixture-activities';
import { createWorld, eventually, TEST_PAYLOAD_KEYS, type World } from '../workflows/support/world';
import { createLandlord } from './support/landlord';
import { type Door, openDoor } from './support/proxy';

type Rest = NewCommand extends infer C
  ? C extends NewCommand
    ? Omit<C, 'organizationId' | 'workflowType'>
    : never
  : never;

describe('commands reach workflows', () => {
  let world: World;
  let door: Door;
  let organizationId: string;
  /** Temporal as seen through the door. */
  let temporal: TemporalPort;
  let closeClient: () => Promise<void>;
  let serial = 0;

  beforeAll(async () => {
    world = await createWorld({
      timeSkipping: false,
      relay: false,
      sandbox: { objectStorage: false },
      workflowsPath: require.resolve('../workflows/support/fixture-workflows'),
      activities: createFixtureActivities,
    });
    ({ organizationId } = await createLandlord(world.database));
    door = await openDoor(temporalAddress());
    const opened = openClient({ address: door.address, namespace: world.namespace, payloadKeys: TEST_PAYLOAD_KEYS });
    temporal = createTemporalPort(opened.client);
    closeClient = opened.close;
  });
  afterEach(() => world.stopRelay());
  afterAll(async () => {
    await closeClient();
    await door.close();
    await world.close();
  });

  function nextId(): string {
    serial += 1;
    return `nudged/${serial}`;
  }

  async function enqueue(...commands: Rest[]): Promise<void> {
    await inOrganization(world.database, organizationId, async (tx) => {
      // The fixture workflow stands where one of the product's would.
      for (const command of commands) {
        await enqueueCommand(tx, { ...command, organizationId, workflowType: 'waitForNudge' as 'lease' });
      }
    });
  }

  async function relayOnce(): Promise<void> {
    await world.owner.query("update commands set next_try_at = now() - interval '1 second' where status = 'pending'");
    const context = { database: world.database, temporal, strikes, log: pino({ level: 'silent' }), count: () => {} };
    await relayCommands(context);
  }
  const strikes = new Strikes();

  async function states(workflowId: string): Promise<string[]> {
    const { rows } = await world.owner.query<{ status: string }>(
      'select status from commands where workflow_id = $1 order by id',
      [workflowId],
    );
    return rows.map(({ status }) => status);
  }
  async function result(workflowId: string): Promise<unknown> {
    const handle = world.client.workflow.getHandle(workflowId);
    await eventually(() => handle.describe(), { what: 'the workflow to begin' });
    return handle.result();
  }

  test('a start and a signal of one transaction arrive in that order', async () => {
    world.startRelay();
    const workflowId = nextId();
    await enqueue(
      { kind: 'signal', workflowId, signal: 'nudge' },
      { kind: 'start', workflowId, input: { organizationId } },
    );
    await expect(result(workflowId)).resolves.toBe(`${organizationId} nudged`);
    await eventually(async () => (await states(workflowId)).every((status) => status === 'done'));
  });

  test('what starts can be found and says what it is for', async () => {
    world.startRelay();
    const workflowId = nextId();
    await enqueue({ kind: 'start', workflowId, input: { organizationId, leaseId: 'lease_7' } });
    const found = await eventually(async () => {
      for await (const run of world.client.workflow.list({ query: 'LeaseId = "lease_7" and Stage = "waiting"' }))
        return run;
      return null;
    });
    expect(found.workflowId).toBe(workflowId);
    const description = await world.client.workflow.getHandle(workflowId).describe();
    expect(await description.staticSummary()).toBe(`waitForNudge ${workflowId.split('/')[1]}`);
    expect((await world.timeline(workflowId)).waiting).toEqual({ waitsFor: 'a nudge', until: null, then: 'it ends' });
  });

  test('a doubled start and a start of what has ended change nothing; `restart` begins anew', async () => {
    world.startRelay();
    const workflowId = nextId();
    const start = { kind: 'start', workflowId, input: { organizationId } } as const;
    await enqueue(start, start, { kind: 'signal', workflowId, signal: 'nudge' });
    await result(workflowId);
    const { runId } = await world.client.workflow.getHandle(workflowId).describe();
    await enqueue(start, { kind: 'signal', workflowId, signal: 'nudge' });
    await eventually(async () => (await states(workflowId)).every((status) => status === 'done'));
    expect((await world.client.workflow.getHandle(workflowId).describe()).runId).toBe(runId);
    await enqueue({ ...start, restart: true });
    await eventually(async () => (await world.client.workflow.getHandle(workflowId).describe()).runId !== runId);
  });

  test('what a relay claimed before it died is carried out by another, once', async () => {
    const workflowId = nextId();
    await enqueue({ kind: 'signal_with_start', workflowId, signal: 'nudge', input: { organizationId } });
    const claimed = await claimCommands(world.database, { page: 10, hideSeconds: 1 });
    expect(claimed).toHaveLength(1);
    // The first had already done it, and died before it could write that down.
    await temporal.signalWithStart({
      workflowType: 'waitForNudge',
      workflowId,
      signal: 'nudge',
      input: { organizationId },
    });
    world.startRelay();
    await eventually(async () => (await states(workflowId))[0] === 'done', { what: 'the other relay' });
    await expect(result(workflowId)).resolves.toBe(`${organizationId} nudged`);
  });

  test('with Temporal away nothing is lost, however long', async () => {
    const workflowId = nextId();
    door.shut();
    await enqueue({ kind: 'start', workflowId, input: { organizationId } });
    await relayOnce();
    expect(await states(workflowId)).toEqual(['pending']);
    await world.owner.query('update commands set tries = 500 where workflow_id = $1', [workflowId]);
    door.open();
    await eventually(
      async () => {
        await relayOnce();
        return (await states(workflowId))[0] === 'done';
      },
      { what: 'Temporal to be back', everyMs: 200, limitMs: 90_000 },
    );
    await expect(world.timeline(workflowId)).resolves.toMatchObject({ stage: 'waiting' });
  }, 60_000);

  test('a command that cannot be carried out is given up aloud', async () => {
    const workflowId = nextId();
    await enqueue({ kind: 'signal', workflowId, signal: 'nudge' });
    for (let tries = 1; tries < COMMAND_TRIES; tries += 1) await relayOnce();
    expect(await states(workflowId)).toEqual(['pending']);
    await relayOnce();
    expect(await states(workflowId)).toEqual(['failed']);
    const { rows } = await world.owner.query(
      "select payload->>'workflow_id' as id from events where type = 'command.failed'",
    );
    expect(rows).toEqual([{ id: workflowId }]);
  });
});
