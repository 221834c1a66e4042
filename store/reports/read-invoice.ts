import type { RunSql } from '../sql-runner';

export type InvoiceLine = {
  chargeId: string;
  kind: string;
  label: string;
  dueOn: string;
  coversFrom: string | null;
  coversTo: string | null;
  amountCents: number;
  paidCents: number;
};

type Row = {
  id: string;
  kind: string;
  label: string;
  due_on: string;
  covers_from: string | null;
  covers_to: string | null;
  amount: string;
  paid: string;
};

const CHARGES = `
  select c.id, c.kind, c.label, c.due_on::text as due_on, c.covers_from::text as covers_from, c.covers_to::text as covers_to,
    c.amount_cents::text as amount,
    coalesce((select sum(a.amount_cents) from allocations a where a.charge_id = c.id and a.voided_at is null), 0)::text as paid
  from charges c
  where c.organization_id = $1 and c.lease_id = $2 and c.period = $3 and c.voided_at is null
  order by c.due_on, c.id`;

/** What a lease is charged for a month, with what was paid of it; what was taken back is not in it. */
export async function readInvoice(
  run: RunSql,
  { organizationId, leaseId, period }: { organizationId: string; leaseId: string; period: string },
): Promise<InvoiceLine[]> {
  const rows = await run<Row>(CHARGES, [organizationId, leaseId, period]);
  return rows.map((row) => ({
    chargeId: row.id,
    kind: row.kind,
    label: row.label,
    dueOn: row.due_on,
    coversFrom: row.covers_from,
    coversTo: row.covers_to,
    amountCents: Number(row.amount),
    paidCents: Number(row.paid),
  }));
}

const PERIODS = `
  select distinct c.period from charges c
  where c.organization_id = $1 and c.lease_id = $2 and c.voided_at is null order by c.period desc limit $3`;

/** The months that a lease is charged for, the latest first. */
export async function invoicedPeriods(
  run: RunSql,
  { organizationId, leaseId, limit }: { organizationId: string; leaseId: string; limit: number },
): Promise<string[]> {
  const rows = await run<{ period: string }>(PERIODS, [organizationId, leaseId, limit]);
  return rows.map(({ period }) => period);
}
