import { defineSearchAttributeKey, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  continueAsNew,
  ParentClosePolicy,
  patched,
  startChild,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import type { DueMonth, RunCursor, RunPagePosted } from '../../activities/rent-runs';
import { localDateAt } from '../../domain/calendar';
import { rentCollection } from '../rent-collection';
import { rentCollectionWorkflowId } from '../rent-collection/ids';
import { longRecords } from '../shared/activities';
import { describe } from '../shared/describe';
import { describeStart } from '../shared/starting';
import type { RentRunInput, RentRunTotals } from './messages';

/** Pages of one run of the workflow; each starts at most 500 collections, which fill its history. */
const PAGES_PER_RUN = 8;
const SCHEDULED_AT = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

/**
 * Posts what is due in one time zone on one date, page by page, and starts the collection of every month that then
 * has something open. It may be stopped, repeated and resumed anywhere: nothing is posted or collected twice.
 */
export async function rentRun(input: RentRunInput): Promise<RentRunTotals> {
  const about = describe({ stage: 'posting' });
  const runOn = input.date ?? localDateAt(startedFor().getTime(), input.zone);
  let totals = input.totals ?? { charges: 0, amountCents: 0, collections: 0 };
  let cursor: RunCursor | null = input.cursor ?? { organizationId: '', afterLeaseId: '' };
  for (let pages = 0; cursor !== null; pages += 1) {
    if (pages >= PAGES_PER_RUN || workflowInfo().continueAsNewSuggested) {
      return continueAsNew<typeof rentRun>({ ...input, date: runOn, cursor, totals });
    }
    const page: RunPagePosted = await longRecords({ summary: `Post a page of ${runOn}` }).postRentPage({
      zone: input.zone,
      runOn,
      onlyOrganizationId: input.organizationId ?? null,
      startedBy: input.startedBy ?? null,
      cursor,
    });
    await Promise.all(page.due.map((month) => collect(page.organizationId, month)));
    totals = {
      charges: totals.charges + page.posted,
      amountCents: totals.amountCents + page.amountCents,
      collections: totals.collections + page.due.length,
    };
    about.setWaiting({ waitsFor: `page ${pages + 2}`, until: null, then: `${totals.charges} charges posted so far` });
    cursor = page.next;
  }
  if (patched('debit-notices')) {
    await longRecords({ summary: 'Tell payers of autopay what will be debited' }).sendDebitNotices({
      zone: input.zone,
      runOn,
      onlyOrganizationId: input.organizationId ?? null,
    });
  }
  about.add(`${totals.charges} charges posted`, `${totals.collections} months to collect`);
  about.set({ stage: 'done', waiting: null });
  return totals;
}

/** The instant for which a schedule started this, however late it really began. */
function startedFor(): Date {
  return workflowInfo().typedSearchAttributes.get(SCHEDULED_AT) ?? workflowInfo().startTime;
}

/** Starts a month's collection, which lives on by itself; one that was started before is left alone. */
async function collect(organizationId: string, { leaseId, propertyId, period }: DueMonth): Promise<void> {
  const workflowId = rentCollectionWorkflowId(leaseId, period);
  const input = { organizationId, leaseId, propertyId, period };
  try {
    await startChild(rentCollection, {
      workflowId,
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      ...describeStart('rentCollection', workflowId, input),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
