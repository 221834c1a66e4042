import {
  type CalendarSpec,
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleHandle,
  ScheduleNotFoundError,
  type ScheduleOptions,
} from '@temporalio/client';
import { describeStart } from '../workflows/shared/starting';
import { TASK_QUEUES } from '../workflows/shared/task-queues';

const RENT_RUN_PREFIX = 'rent-run/';
/** Far from the hours that clocks skip or repeat, and before anybody asks where the rent stands. */
const RENT_RUN_HOUR = 6;
const OWNER_STATEMENT_PREFIX = 'owner-statement/';
/** Late enough for bank debits begun on the last days of the month before to have come through or come back. */
const OWNER_STATEMENT_DAY = 5;

const RECONCILIATION_PREFIX = 'reconciliation/';
const PREFIXES = [RENT_RUN_PREFIX, OWNER_STATEMENT_PREFIX, RECONCILIATION_PREFIX];

/** A schedule as the code wants it. Whether somebody paused it is kept. */
type Wanted = Omit<ScheduleOptions, 'state' | 'memo' | 'searchAttributes' | 'typedSearchAttributes'>;

/**
 * Brings the schedules to what the code says: one rent run per time zone with leases, every local day, one run of
 * owner statements per time zone with owners, every month, one reconciliation per organizations' time zone, every day,
 * and one watch for what no webhook told. Those of zones without go; schedules of other kinds are left alone. Several
 * processes may do it at once.
 */
export async function reconcileSchedules(
  client: Client,
  zones: readonly string[],
  ownerZones: readonly string[] = [],
  bookZones: readonly string[] = [],
): Promise<void> {
  const wanted = [
    ...zones.map(rentRunSchedule),
    ...ownerZones.map(ownerStatementSchedule),
    ...bookZones.map(reconciliationSchedule),
  ];
  for (const schedule of [...wanted, disputeWatchSchedule()]) await createOrUpdate(client, schedule);
  const ids = new Set(wanted.map(({ scheduleId }) => scheduleId));
  for await (const { scheduleId } of client.schedule.list()) {
    const isOurs = PREFIXES.some((prefix) => scheduleId.startsWith(prefix));
    if (!isOurs || ids.has(scheduleId)) continue;
    await ignoringMissing(client.schedule.getHandle(scheduleId).delete());
  }
}

function rentRunSchedule(zone: string): Wanted {
  return scheduleOf('rentRun', RENT_RUN_PREFIX, zone, {
    hour: RENT_RUN_HOUR,
    minute: 0,
    comment: 'every local day',
  });
}

function ownerStatementSchedule(zone: string): Wanted {
  return scheduleOf('ownerStatement', OWNER_STATEMENT_PREFIX, zone, {
    dayOfMonth: OWNER_STATEMENT_DAY,
    hour: RENT_RUN_HOUR + 1,
    minute: 0,
    comment: 'every month, for the month before',
  });
}

function reconciliationSchedule(zone: string): Wanted {
  return scheduleOf('reconciliation', RECONCILIATION_PREFIX, zone, {
    hour: RENT_RUN_HOUR + 2,
    minute: 0,
    comment: 'every local day',
  });
}

function scheduleOf(workflowType: string, prefix: string, zone: string, calendar: CalendarSpec): Wanted {
  const workflowId = `${prefix}all/${zone}`;
  return {
    scheduleId: `${prefix}${zone}`,
    spec: { calendars: [calendar], timezone: zone },
    action: {
      type: 'startWorkflow',
      workflowType,
      // The server adds the scheduled time to the id; the run takes its date from TemporalScheduledStartTime.
      workflowId,
      taskQueue: TASK_QUEUES.leases,
      args: [{ zone }],
      ...describeStart(workflowType, workflowId, {}),
    },
    policies: { overlap: 'BUFFER_ONE', catchupWindow: '7 days' },
  };
}

/** Finds what the payment service told nobody of: disputes and late returns whose webhooks never came. */
function disputeWatchSchedule(): Wanted {
  const workflowId = 'dispute-watch';
  return {
    scheduleId: workflowId,
    spec: { intervals: [{ every: '6 hours' }] },
    action: {
      type: 'startWorkflow',
      workflowType: 'disputeWatch',
      workflowId,
      taskQueue: TASK_QUEUES.leases,
      args: [],
      ...describeStart('disputeWatch', workflowId, {}),
    },
    policies: { overlap: 'SKIP', catchupWindow: '1 day' },
  };
}

async function createOrUpdate(client: Client, wanted: Wanted): Promise<void> {
  const handle = client.schedule.getHandle(wanted.scheduleId);
  if (await update(handle, wanted)) return;
  try {
    await client.schedule.create(wanted);
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await update(handle, wanted);
  }
}

async function update(handle: ScheduleHandle, { spec, action, policies }: Wanted): Promise<boolean> {
  return ignoringMissing(handle.update(({ state }) => ({ spec, action, policies: policies ?? {}, state })));
}

/** @returns false where there is no such schedule */
async function ignoringMissing(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}
