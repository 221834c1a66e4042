import { z } from 'zod';
import { DIFFERENCE_KINDS } from '../../domain/reconciliation/differences';
import { statesOf } from '../../domain/states';
import type { ListedDifference, ListedReconciliation } from '../../store/reconciliation/read-runs';
import { id, instant, plainDate, text } from '../http/schema';

export const newReconciliation = z.strictObject({});
export const closing = z.strictObject({ reason: text(500) });

export const differenceAnswer = z.object({
  object: z.literal('difference'),
  id: id('difference'),
  reconciliation_id: id('reconciliation'),
  kind: z.enum(DIFFERENCE_KINDS),
  status: z.enum(statesOf('difference')),
  subject_id: z.string().meta({ description: 'Our payment, payout, lease or account; else the payment service’s id' }),
  lease_id: id('lease').nullable(),
  expected_cents: z.int().meta({ description: 'What our books say' }),
  found_cents: z.int().meta({ description: 'What the other side says' }),
  cause: z.string(),
  action: z.string(),
  opened_at: instant,
  closed_at: instant.nullable(),
  closed_by: z.string().nullable(),
  close_reason: z.string().nullable(),
});

const amount = z.int().nullable();

export const reconciliationAnswer = z.object({
  object: z.literal('reconciliation'),
  id: id('reconciliation'),
  run_on: plainDate(),
  status: z.enum(statesOf('reconciliation')),
  runs: z.int(),
  booked: z.int().meta({ description: 'Fees and payouts that it booked' }),
  opened: z.int(),
  closed: z.int(),
  open: z.int(),
  started_at: instant,
  finished_at: instant.nullable(),
  workflow_id: z.string(),
  totals: z.array(z.object({ key: z.string(), stripe_cents: amount, ledger_cents: amount, records_cents: amount })),
  differences: z
    .array(differenceAnswer)
    .meta({ description: 'Of one run: everything open and what it found, at most 200; in lists empty' }),
});

/** A run as the API shows it. */
export function serializeRun(
  run: ListedReconciliation,
  differences: readonly ListedDifference[] = [],
): z.input<typeof reconciliationAnswer> {
  return {
    object: 'reconciliation',
    id: run.id,
    run_on: run.runOn,
    status: run.status === 'completed' ? 'completed' : 'running',
    runs: run.run,
    booked: run.bookedCount,
    opened: run.openedCount,
    closed: run.closedCount,
    open: run.openCount,
    started_at: run.startedAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
    workflow_id: run.workflowId,
    totals: run.totals.map(({ key, stripeCents, ledgerCents, recordsCents }) => ({
      key,
      stripe_cents: stripeCents,
      ledger_cents: ledgerCents,
      records_cents: recordsCents,
    })),
    differences: differences.map(serializeDifference),
  };
}

/** A difference as the API shows it. */
export function serializeDifference(row: ListedDifference): z.input<typeof differenceAnswer> {
  return {
    object: 'difference',
    id: row.id,
    reconciliation_id: row.reconciliationId,
    kind: DIFFERENCE_KINDS.find((known) => known === row.kind) ?? 'vendor_other',
    status: row.status === 'closed' ? 'closed' : 'open',
    subject_id: row.subjectId,
    lease_id: row.leaseId,
    expected_cents: row.expectedCents,
    found_cents: row.foundCents,
    cause: row.cause,
    action: row.action,
    opened_at: row.openedAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
    closed_by: row.closedBy,
    close_reason: row.closeReason,
  };
}
