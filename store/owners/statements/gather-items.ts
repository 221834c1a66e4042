import { lastDayOf, type Period } from '../../../domain/calendar';
import { notFound } from '../../../domain/errors';
import { cents } from '../../../domain/money';
import type { Split } from '../../../domain/owners/shares';
import { reserveParts, type Stated, stateProperty } from '../../../domain/owners/state-property';
import { newId } from '../../new-id';
import type { RunSql } from '../../sql-runner';
import { nextPlaces } from '../read-places';
import { findFacts } from './find-facts';

type Ref = { organizationId: string; period: Period };

/** Properties in one transaction. */
const PAGE_PROPERTIES = 50;

/**
 * Gathers what the next properties bring to a month's statements: every fact once, split among its owners, in one
 * transaction with how far it is. Repeated after a crash it goes on where it stopped.
 * @returns whether more properties are left
 */
export async function gatherItems(run: RunSql, { organizationId, period }: Ref): Promise<boolean> {
  const known = await lockRun(run, { organizationId, period });
  if (known.gathered_at !== null) return false;
  const page = { organizationId, after: known.after_property, limit: PAGE_PROPERTIES };
  const places = await nextPlaces(run, page);
  if (places.length === 0) {
    await addQuietOwners(run, organizationId, known.id, period);
    await run('update owner_statement_runs set gathered_at = now() where id = $1', [known.id]);
    return false;
  }
  const propertyIds = places.map(({ propertyId }) => propertyId);
  const facts = await findFacts(run, { organizationId, propertyIds, lastDay: lastDayOf(period) });
  const earlier = await earlierSplits(
    run,
    organizationId,
    facts.map(({ sourceId }) => sourceId),
  );
  const stated = places.flatMap((place) =>
    stateProperty({ place, facts: facts.filter((fact) => fact.propertyId === place.propertyId), earlier, period }),
  );
  const reserves = places.flatMap((place) => reserveParts(place, period));
  await writePage(run, { organizationId, period, runId: known.id, stated, reserves });
  await run('update owner_statement_runs set after_property = $2 where id = $1', [known.id, propertyIds.at(-1)]);
  return true;
}

export type RunRow = { id: string; status: string; after_property: string; gathered_at: Date | null };

/** Takes the month's run for this transaction: its steps go one after the other. @throws TenureError not_found */
export async function lockRun(run: RunSql, { organizationId, period }: Ref): Promise<RunRow> {
  const [row] = await run<RunRow>(
    'select id, status, after_property, gathered_at from owner_statement_runs where organization_id = $1 and period = $2 for update',
    [organizationId, period],
  );
  if (row === undefined) throw notFound('run of owner statements');
  return row;
}

async function earlierSplits(run: RunSql, organizationId: string, sourceIds: readonly string[]) {
  const rows = await run<{ source_id: string; owner_id: string; share_bps: number; amount_cents: string }>(
    `select i.source_id, s.owner_id, l.share_bps, l.amount_cents::text as amount_cents
     from owner_items i join owner_statement_lines l on l.item_id = i.id join owner_statements s on s.id = l.statement_id
     where i.organization_id = $1 and i.source_kind in ('collected', 'bill')
       and i.source_id in (select jsonb_array_elements_text($2::jsonb)) order by s.owner_id`,
    [organizationId, JSON.stringify(sourceIds)],
  );
  const splits = new Map<string, Split[]>();
  for (const { source_id, owner_id: ownerId, share_bps: shareBps, amount_cents } of rows) {
    const split = { ownerId, shareBps, amountCents: cents(Number(amount_cents)) };
    splits.set(source_id, [...(splits.get(source_id) ?? []), split]);
  }
  return splits;
}

type Page = {
  organizationId: string;
  period: Period;
  runId: string;
  stated: readonly Stated[];
  reserves: readonly Split[];
};

async function writePage(run: RunSql, page: Page): Promise<void> {
  const { organizationId, stated, reserves } = page;
  const items = stated.map((each) => ({ id: newId('ownerItem'), ...each }));
  const owners = new Set([...stated.flatMap(({ splits }) => splits), ...reserves].map(({ ownerId }) => ownerId));
  const statements = await draftStatements(run, page, owners);
  await run(
    `insert into owner_items (id, organization_id, run_id, source_kind, source_id, property_id, unit_id, category, label, amount_cents, happened_on)
     select id, $1, $2, source_kind, source_id, property_id, unit_id, category, label, amount_cents, happened_on
     from jsonb_to_recordset($3::jsonb) as i(id text, source_kind text, source_id text, property_id text, unit_id text,
       category text, label text, amount_cents bigint, happened_on date)`,
    [organizationId, page.runId, JSON.stringify(items.map(({ id, fact }) => ({ id, ...columnsOf(fact) })))],
  );
  const lines = items.flatMap(({ id: item_id, splits }) =>
    splits.map(({ ownerId, shareBps: share_bps, amountCents: amount_cents }) => ({
      id: newId('ownerStatementLine'),
      statement_id: statements.get(ownerId),
      item_id,
      share_bps,
      amount_cents,
    })),
  );
  await run(
    `insert into owner_statement_lines (id, organization_id, statement_id, item_id, share_bps, amount_cents)
     select id, $1, statement_id, item_id, share_bps, amount_cents
     from jsonb_to_recordset($2::jsonb) as l(id text, statement_id text, item_id text, share_bps int, amount_cents bigint)`,
    [organizationId, JSON.stringify(lines)],
  );
}

/** The drafts of these owners, made where they are not, with what is to be kept back added. @returns ids by owner */
async function draftStatements(run: RunSql, page: Page, owners: ReadonlySet<string>): Promise<Map<string, string>> {
  const { organizationId, period, runId, reserves } = page;
  const rows = [...owners].sort().map((owner_id) => ({
    id: newId('ownerStatement'),
    owner_id,
    reserve: reserves.reduce((sum, split) => sum + (split.ownerId === owner_id ? split.amountCents : 0), 0),
  }));
  const kept = await run<{ id: string; owner_id: string }>(
    `insert into owner_statements as s (id, organization_id, owner_id, run_id, period, reserve_target_cents)
     select id, $1, owner_id, $2, $3, reserve from jsonb_to_recordset($4::jsonb) as n(id text, owner_id text, reserve bigint)
     on conflict (owner_id, period) do update set reserve_target_cents = s.reserve_target_cents + excluded.reserve_target_cents
     returning id, owner_id`,
    [organizationId, runId, period, JSON.stringify(rows)],
  );
  return new Map(kept.map(({ id, owner_id }) => [owner_id, id]));
}

/** Owners of nothing any more who are still owed something, or for whom something is still kept back. */
async function addQuietOwners(run: RunSql, organizationId: string, runId: string, period: Period): Promise<void> {
  const rows = await run<{ owner_id: string }>(
    `select distinct owner_id from owner_balances where organization_id = $1 and balance_cents <> 0
       and account in ('owner_payable', 'owner_reserve')
     except select owner_id from owner_statements where organization_id = $1 and period = $2 order by 1`,
    [organizationId, period],
  );
  const owners = new Set(rows.map((row) => row.owner_id));
  await draftStatements(run, { organizationId, period, runId, stated: [], reserves: [] }, owners);
}

function columnsOf(fact: Stated['fact']) {
  return {
    source_kind: fact.sourceKind,
    source_id: fact.sourceId,
    property_id: fact.propertyId,
    unit_id: fact.unitId,
    category: fact.category,
    label: fact.label.slice(0, 500),
    amount_cents: fact.amountCents,
    happened_on: fact.happenedOn,
  };
}
