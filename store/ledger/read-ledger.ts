import { addBankDays } from '../../domain/bank-days';
import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import { paidBy } from '../payments/method-label';
import { overPrisma } from '../sql-runner';

export type LedgerLine = {
  id: string;
  effectiveOn: string;
  kind: string;
  description: string;
  subjectId: string | null;
  amountCents: number;
  balanceCents: number;
};
export type InTransit = {
  paymentId: string;
  description: string;
  amountCents: number;
  since: PlainDateString;
  safeBy: PlainDateString;
};

type Row = {
  id: string;
  effective_on: string;
  kind: string;
  description: string;
  subject_id: string | null;
  amount: string;
  balance: string;
};

/** What a lease owes is its receivable less what was paid ahead; an entry that changes neither is no line. */
const LINES = `
  with lines as (
    select e.id, e.effective_on, e.kind, e.description, e.subject_id, sum(p.amount_cents) as amount
    from journal_entries e join postings p on p.entry_id = e.id
    where e.organization_id = $1 and e.lease_id = $2 and p.account in ('receivable', 'tenant_credit')
    group by e.id having sum(p.amount_cents) <> 0
  ), running as (
    select *, sum(amount) over (order by effective_on, id rows unbounded preceding) as balance from lines
  )
  select id, effective_on::text as effective_on, kind, description, subject_id, amount::text as amount, balance::text as balance
  from running where $3::date is null or (effective_on, id) < ($3::date, $4::text)
  order by running.effective_on desc, id desc limit $5`;

const BALANCE = `
  select coalesce(sum(amount_cents), 0)::text as balance from postings
  where organization_id = $1 and lease_id = $2 and account in ('receivable', 'tenant_credit')`;

export type LedgerPage = {
  organizationId: string;
  leaseId: string;
  after?: { effectiveOn: string; id: string } | undefined;
  limit: number;
};

/**
 * A lease's ledger, the newest first, each line with the balance after it, and apart what banks are still working on.
 * One line more than `limit`, to see whether there are more.
 * @throws TenureError not_found
 */
export async function readLedger(tx: Transaction, { organizationId, leaseId, after, limit }: LedgerPage) {
  const lease = await tx.lease.findUnique({ where: { id: leaseId }, select: { currency: true, timeZone: true } });
  if (lease === null) throw notFound('lease');
  const run = overPrisma(tx);
  const rows = await run<Row>(LINES, [
    organizationId,
    leaseId,
    after?.effectiveOn ?? null,
    after?.id ?? null,
    limit + 1,
  ]);
  const [total] = await run<{ balance: string }>(BALANCE, [organizationId, leaseId]);
  const debits = await tx.payment.findMany({
    where: { leaseId, status: 'processing' },
    include: { paymentMethod: true },
    orderBy: { createdAt: 'desc' },
  });
  const inTransit = debits.map((debit): InTransit => {
    const since = localDateAt(debit.createdAt.getTime(), lease.timeZone);
    const description = `Payment by ${paidBy(debit, 'en')}`;
    const amountCents = Number(debit.amountCents);
    return { paymentId: debit.id, description, amountCents, since, safeBy: addBankDays(since, 4) };
  });
  const lines = rows.map(
    (row): LedgerLine => ({
      id: row.id,
      effectiveOn: row.effective_on,
      kind: row.kind,
      description: row.description,
      subjectId: row.subject_id,
      amountCents: Number(row.amount),
      balanceCents: Number(row.balance),
    }),
  );
  return { currency: lease.currency, balanceCents: Number(total?.balance ?? 0), inTransit, lines };
}
