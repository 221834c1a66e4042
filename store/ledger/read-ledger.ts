import { addBankDays } from '../../domain/bank-days';
import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import { paidBy } from '../payments/method-label';
import { overPrisma, type RunSql } from '../sql-runner';

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
  stands_at: string;
};
type EmptyRow = { id: null; stands_at: string };

const BALANCE = `
  select coalesce(sum(balance_cents), 0)::text as balance from lease_balances
  where organization_id = $1 and lease_id = $2 and account in ('receivable', 'tenant_credit')`;

/**
 * A page of lines; an entry that changes nothing of what the lease owes is no line. The balance after a line is what
 * the lease stands at now ($6) less what came after that line, so that the newest page reads no more than its own lines.
 */
const LINES = `
  with lines as not materialized (
    select e.id, e.effective_on, e.kind, e.description, e.subject_id, l.amount
    from journal_entries e, lateral (
      select sum(p.amount_cents) as amount from postings p
      where p.entry_id = e.id and p.lease_id = e.lease_id and p.account in ('receivable', 'tenant_credit')
    ) l
    where e.organization_id = $1 and e.lease_id = $2 and l.amount <> 0
  ), newer as (
    select coalesce(sum(amount), 0) as amount from lines
    where $3::date is not null and (effective_on, id) >= ($3::date, $4::text)
  ), page as (
    select * from lines where $3::date is null or (effective_on, id) < ($3::date, $4::text)
    order by lines.effective_on desc, id desc limit $5
  ), now as (${BALANCE})
  select page.id, page.effective_on::text as effective_on, page.kind, page.description, page.subject_id,
    page.amount::text as amount, now.balance as stands_at,
    (now.balance::bigint - newer.amount + page.amount
      - sum(page.amount) over (order by page.effective_on desc, page.id desc rows unbounded preceding))::text as balance
  from now cross join newer left join page on true order by page.effective_on desc, page.id desc`;

/**
 * What a lease owes now, in cents: its receivable less what was paid ahead, below zero where more was paid than owed.
 * One step however long its history.
 */
export async function readBalance(run: RunSql, organizationId: string, leaseId: string): Promise<number> {
  const [row] = await run<{ balance: string }>(BALANCE, [organizationId, leaseId]);
  return Number(row?.balance ?? 0);
}

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
  const found = await run<Row | EmptyRow>(LINES, [
    organizationId,
    leaseId,
    after?.effectiveOn ?? null,
    after?.id ?? null,
    limit + 1,
  ]);
  const rows = found.filter((row) => row.id !== null);
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
  return { currency: lease.currency, balanceCents: Number(found[0]?.stands_at ?? 0), inTransit, lines };
}
