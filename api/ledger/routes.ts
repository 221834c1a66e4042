import { z } from 'zod';
import { readLedger } from '../../store/ledger/read-ledger';
import { encodeCursor } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { type Route, route } from '../http/route';
import { id, pageQuery, plainDate } from '../http/schema';

const SORT = 'ledger';
const DEFAULT_LINES = 100;

const ledgerAnswer = z.object({
  object: z.literal('ledger'),
  lease_id: id('lease'),
  currency: z.string(),
  balance_cents: z.int().meta({ description: 'What is owed; below zero, what was paid ahead' }),
  in_transit: z.array(
    z.object({
      payment_id: id('payment'),
      description: z.string(),
      amount_cents: z.int(),
      since: plainDate(),
      safe_by: plainDate().nullable(),
    }),
  ),
  lines: z.array(
    z.object({
      id: id('entry'),
      effective_on: plainDate(),
      kind: z.string(),
      description: z.string(),
      detail: z.string().nullable(),
      subject_id: z.string().nullable(),
      amount_cents: z.int(),
      balance_cents: z.int(),
    }),
  ),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
});

export const ledgerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/leases/{id}/ledger',
    tag: 'Money',
    summary: 'A lease’s ledger, the newest first, with the balance after each line',
    description: 'Debits that banks are still working on count as paid and are shown apart until they are safe.',
    permission: 'ledger.read',
    params: z.strictObject({ id: id('lease') }),
    query: z.strictObject(pageQuery),
    answer: ledgerAnswer,
    inTransaction: async ({ params, query, organizationId }, tx) => {
      const limit = query.limit ?? DEFAULT_LINES;
      const from = decodeDateCursor(query.cursor, SORT);
      const after = from && { effectiveOn: from.date, id: from.id };
      const ledger = await readLedger(tx, { organizationId, leaseId: params.id, after, limit });
      const shown = ledger.lines.slice(0, limit);
      const end = shown.at(-1);
      const hasMore = ledger.lines.length > limit && end !== undefined;
      return {
        object: 'ledger' as const,
        lease_id: params.id,
        currency: ledger.currency,
        balance_cents: ledger.balanceCents,
        in_transit: ledger.inTransit.map((debit) => ({
          payment_id: debit.paymentId,
          description: debit.description,
          amount_cents: debit.amountCents,
          since: debit.since,
          safe_by: debit.safeBy,
        })),
        lines: shown.map((line) => ({
          id: line.id,
          effective_on: line.effectiveOn,
          kind: line.kind,
          description: line.description,
          detail: null,
          subject_id: line.subjectId,
          amount_cents: line.amountCents,
          balance_cents: line.balanceCents,
        })),
        has_more: hasMore,
        next_cursor: hasMore ? encodeCursor({ sort: SORT, after: [end.effectiveOn, end.id] }) : null,
      };
    },
  }),
];
