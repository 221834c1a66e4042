import { reconcileSchedules } from '../../workers/schedules';
import { createWorld, eventually, type World } from '../workflows/support/world';

describe('schedules follow the code and the leases', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ timeSkipping: false, workers: false, relay: false, sandbox: { objectStorage: false } });
  });
  afterAll(() => world.close());

  async function schedules(): Promise<string[]> {
    const ids: string[] = [];
    for await (const { scheduleId } of world.client.schedule.list()) ids.push(scheduleId);
    return ids.sort();
  }
  /** The watch for what no webhook told belongs to no zone and always stands. */
  const standing = (...ids: string[]) =>
    eventually(async () => JSON.stringify(await schedules()) === JSON.stringify(['dispute-watch', ...ids]));

  test('one rent run for each zone, at six in its morning, started with the zone', async () => {
    await reconcileSchedules(world.client, ['America/Chicago', 'America/Los_Angeles']);
    await standing('rent-run/America/Chicago', 'rent-run/America/Los_Angeles');
    const { spec, policies, action } = await world.client.schedule.getHandle('rent-run/America/Chicago').describe();
    expect(spec.timezone).toBe('America/Chicago');
    expect(spec.calendars?.[0]).toMatchObject({ hour: [{ start: 6 }], minute: [{ start: 0 }] });
    expect(policies).toMatchObject({ overlap: 'BUFFER_ONE', catchupWindow: 7 * 86_400_000 });
    expect(action).toMatchObject({ workflowType: 'rentRun', taskQueue: 'leases', args: [{ zone: 'America/Chicago' }] });
  });

  test('again, from several processes at once, it changes nothing; what was altered is put right, a pause is kept', async () => {
    const handle = world.client.schedule.getHandle('rent-run/America/Chicago');
    await handle.update((schedule) => ({
      ...schedule,
      spec: { calendars: [{ hour: 2 }], timezone: 'UTC' },
      policies: { overlap: 'SKIP' },
    }));
    await handle.pause('holiday');
    const zones = ['America/Chicago', 'America/Los_Angeles', 'America/New_York'];
    await Promise.all([reconcileSchedules(world.client, zones), reconcileSchedules(world.client, zones)]);
    await standing('rent-run/America/Chicago', 'rent-run/America/Los_Angeles', 'rent-run/America/New_York');
    const { spec, policies, state } = await handle.describe();
    expect(spec).toMatchObject({ timezone: 'America/Chicago' });
    expect(spec.calendars?.[0]).toMatchObject({ hour: [{ start: 6 }] });
    expect(policies.overlap).toBe('BUFFER_ONE');
    expect(state).toMatchObject({ paused: true, note: 'holiday' });
  });

  test('a zone without leases loses its schedule; schedules of other kinds stay', async () => {
    await world.client.schedule.create({
      scheduleId: 'exports/monthly',
      spec: { calendars: [{ dayOfMonth: 1, hour: 5 }] },
      action: { type: 'startWorkflow', workflowType: 'exports', taskQueue: 'leases' },
    });
    await standing(
      'exports/monthly',
      'rent-run/America/Chicago',
      'rent-run/America/Los_Angeles',
      'rent-run/America/New_York',
    );
    await reconcileSchedules(world.client, ['America/New_York']);
    await standing('exports/monthly', 'rent-run/America/New_York');
  });

  test('statements of owners are made on the fifth, for each zone in which somebody is managed for', async () => {
    await reconcileSchedules(world.client, ['America/New_York'], ['America/Denver']);
    await standing('exports/monthly', 'owner-statement/America/Denver', 'rent-run/America/New_York');
    const { spec, action } = await world.client.schedule.getHandle('owner-statement/America/Denver').describe();
    expect(spec.timezone).toBe('America/Denver');
    expect(spec.calendars?.[0]).toMatchObject({ dayOfMonth: [{ start: 5 }], hour: [{ start: 7 }] });
    expect(action).toMatchObject({ workflowType: 'ownerStatement', args: [{ zone: 'America/Denver' }] });
    await reconcileSchedules(world.client, ['America/New_York']);
    await standing('exports/monthly', 'rent-run/America/New_York');
  });

  test('when it fires, a rent run begins for that zone and that time', async () => {
    await world.client.schedule.getHandle('rent-run/America/New_York').trigger();
    const run = await eventually(async () => {
      for await (const found of world.client.workflow.list({ query: "WorkflowType = 'rentRun'" })) return found;
      return null;
    });
    expect(run.workflowId).toMatch(/^rent-run\/all\/America\/New_York-\d{4}-\d\d-\d\dT/);
    expect(run.searchAttributes?.TemporalScheduledStartTime).toHaveLength(1);
  });
});
