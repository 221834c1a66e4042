import type { RunSql } from '../sql-runner';

/** A line of what a lease owes; above zero is owed, below zero paid or given. */
export type StatementRow = {
  entryId: string;
  effectiveOn: string;
  kind: string;
  description: string;
  chargeKind: string | null;
  chargeLabel: string | null;
  period: string | null;
  cents: number;
};

type Row = {
  id: string | null;
  effective_on: string | null;
  kind: string | null;
  description: string | null;
  charge_kind: string | null;
  charge_label: string | null;
  period: string | null;
  cents: string;
};

/** What was owed before, and each entry of the days that changed it: one statement, so that both are of one moment. */
const LINES = `
  with lines as (
    select p.entry_id, sum(p.amount_cents) as cents from postings p
    where p.organization_id = $1 and p.lease_id = $2 and p.account in ('receivable', 'tenant_credit')
    group by p.entry_id having sum(p.amount_cents) <> 0
  ), dated as (
    select l.cents, e.* from lines l join journal_entries e on e.id = l.entry_id where e.effective_on <= $4::date
  )
  select null as id, null as effective_on, null as kind, null as description, null as charge_kind, null as charge_label,
    null as period, coalesce(sum(cents), 0)::text as cents from dated where effective_on < $3::date
  union all
  (select d.id, d.effective_on::text, d.kind, d.description, c.kind, c.label, c.period, d.cents::text
   from dated d left join charges c on c.id = d.subject_id
   where d.effective_on >= $3::date order by d.effective_on, d.id limit $5)`;

/** What a lease owed before a day, and what changed it from then to another, both counted; at most `limit` lines. */
export async function readTenantStatement(
  run: RunSql,
  wanted: { organizationId: string; leaseId: string; from: string; to: string; limit: number },
): Promise<{ openingCents: number; lines: StatementRow[] }> {
  const { organizationId, leaseId, from, to, limit } = wanted;
  const rows = await run<Row>(LINES, [organizationId, leaseId, from, to, limit]);
  const opening = rows.find((row) => row.id === null);
  const lines = rows.flatMap((row): StatementRow[] =>
    row.id === null || row.effective_on === null
      ? []
      : [
          {
            entryId: row.id,
            effectiveOn: row.effective_on,
            kind: row.kind ?? '',
            description: row.description ?? '',
            chargeKind: row.charge_kind,
            chargeLabel: row.charge_label,
            period: row.period,
            cents: Number(row.cents),
          },
        ],
  );
  lines.sort((a, b) => (a.effectiveOn + a.entryId < b.effectiveOn + b.entryId ? -1 : 1));
  return { openingCents: Number(opening?.cents ?? 0), lines };
}
