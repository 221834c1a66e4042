import { defineSearchAttributeKey, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  continueAsNew,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import { addPeriods, localDateAt, type Period, periodOf } from '../../domain/calendar';
import { workflowIds } from '../../domain/workflow-ids';
import { longRecords, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { failedAs } from '../shared/failures';
import { describeStart } from '../shared/starting';
import type { OwnerStatementInput, OwnerStatementResult } from './messages';

const SCHEDULED_AT = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');
/** Organizations whose statements one page of a zone's run starts. */
const PAGE = 200;

/**
 * Makes the owners' statements of a month: gathers what was collected, what went back and what was spent, property by
 * property; books what each owner is then owed; and sends everyone their paper. Stopped anywhere it goes on where it
 * was; done again it changes nothing. By schedule it starts one such run for each organization of a time zone.
 */
export async function ownerStatement(input: OwnerStatementInput): Promise<OwnerStatementResult> {
  const about = describe({ stage: 'gathering' });
  return 'zone' in input ? startAll(about, input) : makeAll(about, input);
}

type OneOrganization = Extract<OwnerStatementInput, { organizationId: string }>;

async function makeAll(about: Description, input: OneOrganization): Promise<OwnerStatementResult> {
  const { organizationId, period } = input;
  const ref = { organizationId, period };
  const work = longRecords({ summary: `Owner statements, ${period}`, heartbeatTimeout: '1 minute' });
  try {
    await work.beginOwnerStatements({ ...ref, startedBy: input.startedBy ?? null });
  } catch (error) {
    if (!failedAs(error, 'not_possible')) throw error;
    about.add('A later month was made before', 'Nothing is left to state for this one', 'bad');
    about.set({ stage: 'done', waiting: null });
    return { statements: 0, payableCents: 0 };
  }
  await work.gatherOwnerItems(ref);
  about.add('Gathered what came in, went back and was spent');
  about.set({ stage: 'posting' });
  await work.postOwnerStatements(ref);
  about.add('Booked what each owner is owed');
  about.set({ stage: 'sending' });
  const papers = {
    summary: 'Make and send the papers',
    startToCloseTimeout: '30 minutes',
    heartbeatTimeout: '1 minute',
  } as const;
  await vendor('messaging', papers).publishOwnerStatements(ref);
  const made = await work.completeOwnerStatements(ref);
  about.add(`${made.statements} statements sent`);
  about.set({ stage: 'done', waiting: null });
  return made;
}

async function startAll(
  about: Description,
  input: Extract<OwnerStatementInput, { zone: string }>,
): Promise<OwnerStatementResult> {
  const { zone, after = '' } = input;
  const period = input.period ?? addPeriods(periodOf(localDateAt(startedFor().getTime(), zone)), -1);
  const page = await longRecords().organizationsWithOwners({ zone, after, limit: PAGE });
  await Promise.all(page.map((organizationId) => startOne(organizationId, period)));
  const last = page.at(-1);
  if (page.length === PAGE && last !== undefined) {
    return continueAsNew<typeof ownerStatement>({ zone, period, after: last });
  }
  about.add(`${page.length} organizations’ statements begun`);
  about.set({ stage: 'done', waiting: null });
  return { statements: 0, payableCents: 0, organizations: page.length };
}

/** The instant for which a schedule started this, however late it really began. */
function startedFor(): Date {
  return workflowInfo().typedSearchAttributes.get(SCHEDULED_AT) ?? workflowInfo().startTime;
}

async function startOne(organizationId: string, period: Period | string): Promise<void> {
  const workflowId = workflowIds.ownerStatement(organizationId, period);
  const input = { organizationId, period };
  try {
    await startChild(ownerStatement, {
      workflowId,
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
      ...describeStart('ownerStatement', workflowId, input),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
