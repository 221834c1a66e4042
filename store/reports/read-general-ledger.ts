import type { PlainDateString } from '../../domain/calendar';
import type { SqlTransaction } from '../database';
import type { RunSql } from '../sql-runner';

export type LedgerRange = {
  organizationId: string;
  from: PlainDateString;
  to: PlainDateString;
  account: string | null;
};

/** A posting, or where `entryId` is null what an account stood at before the first day. Debits above zero. */
export type GeneralLedgerRow = {
  account: string;
  effectiveOn: string | null;
  entryId: string | null;
  kind: string | null;
  description: string | null;
  leaseId: string | null;
  cents: number;
};

type Row = {
  account: string;
  effective_on: string | null;
  entry_id: string | null;
  kind: string | null;
  description: string | null;
  lease_id: string | null;
  cents: string;
};

/** One statement, so that opening balances and lines are of the same moment. */
const LINES = `
  select p.account, null::text as effective_on, null::text as entry_id, null::text as posting_id, null::text as kind,
    null::text as description, null::text as lease_id, sum(p.amount_cents)::text as cents
  from postings p join journal_entries e on e.id = p.entry_id
  where p.organization_id = $1 and e.organization_id = $1 and e.effective_on < $2::date
    and ($4::text is null or p.account = $4)
  group by p.account
  union all
  select p.account, e.effective_on::text, e.id, p.id, e.kind, e.description, p.lease_id, p.amount_cents::text
  from postings p join journal_entries e on e.id = p.entry_id
  where p.organization_id = $1 and e.organization_id = $1 and e.effective_on between $2::date and $3::date
    and ($4::text is null or p.account = $4)
  order by account, effective_on nulls first, entry_id, posting_id`;

function parametersOf({ organizationId, from, to, account }: LedgerRange): (string | null)[] {
  return [organizationId, from, to, account];
}

/** The lines of all accounts, by account and day; at most `limit`. */
export async function readGeneralLedger(run: RunSql, range: LedgerRange, limit: number): Promise<GeneralLedgerRow[]> {
  const rows = await run<Row>(`${LINES} limit ${Math.trunc(limit)}`, parametersOf(range));
  return rows.map(lineOf);
}

const PAGE_ROWS = 1_000;

/** The same, however many, page by page in one moment's view of the books; `page` is waited for before the next is read. */
export async function eachLedgerPage(
  client: SqlTransaction,
  range: LedgerRange,
  page: (rows: GeneralLedgerRow[]) => Promise<void>,
): Promise<void> {
  await client.query(`declare ledger_lines no scroll cursor for ${LINES}`, parametersOf(range));
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${PAGE_ROWS} from ledger_lines`);
    if (rows.length > 0) await page(rows.map(lineOf));
    if (rows.length < PAGE_ROWS) return;
  }
}

function lineOf(row: Row): GeneralLedgerRow {
  const { account, kind, description } = row;
  return {
    account,
    effectiveOn: row.effective_on,
    entryId: row.entry_id,
    kind,
    description,
    leaseId: row.lease_id,
    cents: Number(row.cents),
  };
}
