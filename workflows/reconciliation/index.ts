import { defineSearchAttributeKey, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  continueAsNew,
  ParentClosePolicy,
  patched,
  startChild,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import type { AccountToRead } from '../../activities/reconciliation';
import { localDateAt } from '../../domain/calendar';
import { workflowIds } from '../../domain/workflow-ids';
import { longRecords, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { describeStart } from '../shared/starting';
import type {
  PlatformPart,
  ReconciliationCursor,
  ReconciliationInput,
  ReconciliationPart,
  ReconciliationResult,
} from './messages';
import { platformPage, platformParts } from './platform';

const SCHEDULED_AT = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');
/** Organizations that one page of a zone's run starts. */
const ORGANIZATIONS = 200;
/** Pages of one run of the workflow, which fill its history. */
const PAGES_PER_RUN = 400;

/**
 * Holds what the payment service says against the ledger, and the ledger against the balances of leases and owners:
 * reads bookings and payouts page by page, books what is certain, and writes down every difference. Stopped anywhere it
 * goes on where it was; done again it changes nothing. By schedule it starts one such run for each organization of a zone.
 */
export async function reconciliation(input: ReconciliationInput): Promise<ReconciliationResult> {
  const about = describe({ stage: 'reading' });
  return 'zone' in input ? startAll(about, input) : reconcile(about, input);
}

type OneOrganization = Extract<ReconciliationInput, { organizationId: string }>;

async function reconcile(about: Description, input: OneOrganization): Promise<ReconciliationResult> {
  const cursor = input.cursor ?? (await begin(input));
  for (let pages = 0; cursor.parts.length > 0; pages += 1) {
    if (pages >= PAGES_PER_RUN || workflowInfo().continueAsNewSuggested) {
      return continueAsNew<typeof reconciliation>({ ...input, cursor });
    }
    const [part, ...left] = cursor.parts;
    if (part === undefined) break;
    about.set({ stage: STAGES[part.kind] });
    cursor.after = await onePage(cursor, part);
    if (cursor.after === null) cursor.parts = left;
  }
  const result = await longRecords({ summary: 'Keep totals, close what is gone' }).completeReconciliation(cursor.run);
  about.add(`${result.open} differences are open`, `${result.opened} new, ${result.booked} booked`);
  about.set({ stage: 'done', waiting: null });
  return result;
}

const STAGES = {
  settle: 'reading',
  platform_bookings: 'reading',
  platform_payouts: 'reading',
  bookings: 'reading',
  payouts: 'reading',
  book: 'booking',
  vendor: 'comparing',
  books: 'comparing',
  sub_ledgers: 'comparing',
} as const;

async function begin(input: OneOrganization): Promise<ReconciliationCursor> {
  const { organizationId, date, startedBy } = input;
  const begun = await longRecords({ summary: `Begin ${date}` }).beginReconciliation({
    organizationId,
    date,
    startedBy: startedBy ?? null,
  });
  const { reconciliationId, seenIn, accounts } = begun;
  const read = accounts.flatMap((account): ReconciliationPart[] => [
    { kind: 'bookings', ...account },
    { kind: 'payouts', ...account },
  ]);
  // Payouts of the platform's account are an organization's business only where it has no account of its own.
  const ofOne = accounts.length > 1 ? read.filter((part) => part.kind !== 'payouts' || part.account !== '') : read;
  const parts = patched('shared-platform-list') ? await besidePlatform(input, accounts) : ofOne;
  return {
    run: { organizationId, reconciliationId, seenIn },
    parts: [...parts, { kind: 'book' }, { kind: 'vendor' }, { kind: 'books' }, { kind: 'sub_ledgers' }],
    after: null,
  };
}

/** The platform's account, unless it was just read for everybody, and the organization's own. */
async function besidePlatform(
  { isPlatformRead = false }: OneOrganization,
  accounts: readonly AccountToRead[],
): Promise<ReconciliationPart[]> {
  const own = accounts.filter(({ account }) => account !== '');
  return [
    { kind: 'settle' },
    ...(isPlatformRead ? [] : await platformParts()),
    ...own.flatMap((account): ReconciliationPart[] => [
      { kind: 'bookings', ...account },
      { kind: 'payouts', ...account },
    ]),
  ];
}

/** Does one page of a part. @returns where the next begins, null after the last */
async function onePage({ run, after }: ReconciliationCursor, part: ReconciliationPart): Promise<string | null> {
  switch (part.kind) {
    case 'settle':
      // Before anything is read: what is moved now is among it.
      await vendor('payments', { summary: 'Move what lies with the wrong account' }).settleMisplaced(run);
      return null;
    case 'platform_bookings':
    case 'platform_payouts':
      return platformPage(part, after);
    case 'bookings': {
      const { account, sinceMs } = part;
      const read = vendor('payments', { summary: 'Read bookings', startToCloseTimeout: '2 minutes' });
      const { next } = await read.readBookings({ ...run, account, sinceMs, after });
      if (next === null) await longRecords({ summary: 'Read to the end' }).markAccountRead({ ...run, account });
      return next;
    }
    case 'payouts': {
      const { account, sinceMs } = part;
      const read = vendor('payments', { summary: 'Read payouts', startToCloseTimeout: '10 minutes' });
      return (await read.readPayouts({ ...run, account, sinceMs, after })).next;
    }
    case 'book': {
      const { booked } = await longRecords({ summary: 'Book what is certain' }).bookCertain(run);
      return booked === 0 ? null : 'more';
    }
    case 'vendor':
    case 'books': {
      const page = { ...run, side: part.kind, after: after ?? '' };
      return (await longRecords({ summary: 'Compare payments' }).compareMovements(page)).next;
    }
    case 'sub_ledgers':
      await longRecords({ summary: 'Compare balances' }).compareSubLedgers(run);
      return null;
  }
}

async function startAll(
  about: Description,
  input: Extract<ReconciliationInput, { zone: string }>,
): Promise<ReconciliationResult> {
  const { zone, after = '' } = input;
  const date = input.date ?? localDateAt(startedFor().getTime(), zone);
  const isPlatformRead = patched('shared-platform-list');
  if (isPlatformRead && after === '') {
    const left = await readPlatform(input.platform ?? { parts: await platformParts(), after: null });
    if (left !== null) return continueAsNew<typeof reconciliation>({ zone, date, platform: left });
  }
  const page = await longRecords().organizationsToReconcile({ zone, after, limit: ORGANIZATIONS });
  await Promise.all(
    page.map((organizationId) => startOne({ organizationId, date, ...(isPlatformRead && { isPlatformRead }) })),
  );
  const last = page.at(-1);
  if (page.length === ORGANIZATIONS && last !== undefined) {
    return continueAsNew<typeof reconciliation>({ zone, date, after: last });
  }
  about.add(`${page.length} organizations’ reconciliations begun`);
  about.set({ stage: 'done', waiting: null });
  return { booked: 0, opened: 0, closed: 0, open: 0, organizations: page.length };
}

type PlatformCursor = { parts: PlatformPart[]; after: string | null };

/** Reads the platform's account once for the whole zone. @returns what is left where the history has become long */
async function readPlatform(cursor: PlatformCursor): Promise<PlatformCursor | null> {
  let { parts, after } = cursor;
  for (let pages = 0; parts[0] !== undefined; pages += 1) {
    if (pages >= PAGES_PER_RUN || workflowInfo().continueAsNewSuggested) return { parts, after };
    after = await platformPage(parts[0], after);
    if (after === null) parts = parts.slice(1);
  }
  return null;
}

/** The instant for which a schedule started this, however late it really began. */
function startedFor(): Date {
  return workflowInfo().typedSearchAttributes.get(SCHEDULED_AT) ?? workflowInfo().startTime;
}

async function startOne(input: OneOrganization): Promise<void> {
  const workflowId = workflowIds.reconciliation(input.organizationId, input.date);
  try {
    await startChild(reconciliation, {
      workflowId,
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
      ...describeStart('reconciliation', workflowId, input),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
