import { createFixtureActivities } from './fixture-activities';
import { createWorld, eventually, type World } from './world';

const options = { workflowsPath: require.resolve('./fixture-workflows'), activities: createFixtureActivities };

describe('a world whose time jumps', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({
      timeSkipping: true,
      timersRunOut: true,
      sandbox: { objectStorage: false },
      ...options,
    });
  });
  afterAll(() => world.close());

  test('advancing to a day makes workflows, activities and the test see that day', async () => {
    const handle = await world.client.workflow.start('watchTheClock', {
      workflowId: 'clock',
      taskQueue: 'leases',
      args: [],
    });
    const begun = world.now().getTime();
    expect((await world.timeline('clock')).waiting).toMatchObject({ waitsFor: 'the tenth day' });
    await world.advanceTo(new Date(begun + 31 * 86_400_000));
    const seen: { workflow: number; local: number; remote: number }[] = await handle.result();
    const days = seen.map((clock) => Object.values(clock).map((ms) => Math.round((ms - begun) / 86_400_000)));
    expect(days).toEqual([
      [10, 10, 10],
      [20, 20, 20],
      [30, 30, 30],
    ]);
    expect(await world.timeline('clock')).toMatchObject({ stage: 'done', waiting: null });
  });

  test('days pass quickly also after a workflow that left work behind', async () => {
    const start = { workflowId: 'careless', taskQueue: 'leases', args: [] };
    await world.client.workflow.execute('leaveWorkBehind', start);
    const until = world.now().getTime() + 3 * 86_400_000;
    await world.advanceTo(new Date(until));
    expect(world.now().getTime()).toBeGreaterThanOrEqual(until);
  }, 30_000);

  test('days pass as asked also after workflows that outlived the one that began them', async () => {
    const start = { workflowId: 'short-lived', taskQueue: 'leases', args: [] };
    await world.client.workflow.execute('leaveChildrenBehind', start);
    const until = world.now().getTime() + 5 * 86_400_000;
    await world.advanceTo(new Date(until));
    expect((await world.client.workflow.getHandle('third').describe()).status.name).toBe('COMPLETED');
    expect(world.now().getTime() - until).toBeGreaterThanOrEqual(0);
    expect(world.now().getTime() - until).toBeLessThan(3_600_000);
  }, 30_000);

  test('days pass also after a wait that ended in the very moment in which its time was over', async () => {
    const start = { workflowId: 'late', taskQueue: 'leases', args: [] };
    const handle = await world.client.workflow.start('hearLate', start);
    await eventually(async () => (await world.timeline('late')).waiting !== null, { what: 'the wait to begin' });
    await handle.signal('nudge');
    await world.advanceTo(new Date(world.now().getTime() + 86_400_000));
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    expect(await handle.result()).toBe('heard');
  }, 30_000);

  test('a failed activity tells the workflow what kind of failure it was, and only what may pass is retried', async () => {
    const handle = await world.client.workflow.start('failInEveryWay', {
      workflowId: 'fail',
      taskQueue: 'leases',
      args: [],
    });
    await expect(handle.result()).resolves.toEqual({
      refusal: 'illegal_transition NON_RETRYABLE_FAILURE 1 ',
      rejected: 'vendor_rejected NON_RETRYABLE_FAILURE 1 ',
      unknown: 'unknown_outcome NON_RETRYABLE_FAILURE 1 ask first',
      away: 'vendor_away MAXIMUM_ATTEMPTS_REACHED 3 ',
      bug: 'TypeError MAXIMUM_ATTEMPTS_REACHED 3 ask first',
    });
  });
});
