import type { RunSql } from '../sql-runner';

const BALANCES = `
  select p.account, sum(p.amount_cents)::text as cents
  from postings p join journal_entries e on e.id = p.entry_id
  where p.organization_id = $1 and e.organization_id = $1 and e.effective_on <= $2::date
  group by p.account order by p.account`;

/** What every account stands at after a day, debits above zero: the sum of its postings up to then. */
export async function readTrialBalance(
  run: RunSql,
  { organizationId, asOf }: { organizationId: string; asOf: string },
): Promise<{ account: string; cents: number }[]> {
  const rows = await run<{ account: string; cents: string }>(BALANCES, [organizationId, asOf]);
  return rows.map(({ account, cents }) => ({ account, cents: Number(cents) }));
}
