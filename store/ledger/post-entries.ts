import { createHash } from 'node:crypto';
import { TenureError } from '../../domain/errors';
import { assertBalanced, type LedgerEntry } from '../../domain/ledger';
import { newId } from '../new-id';
import type { RunSql } from '../sql-runner';

export type NewEntry = {
  /** Derived from what it is for, such as `charge/{chargeId}`: the same key posts once. */
  idempotencyKey: string;
  entry: LedgerEntry;
  description: string;
  /** Business date, `YYYY-MM-DD`, on which it takes effect; may lie before today. */
  effectiveOn: string;
  leaseId?: string;
  /** The charge or payment it is for. */
  subjectId?: string;
  /** The entry it undoes; an entry can be undone once. */
  reversesId?: string;
};

// In the order of the keys: two batches that share some wait for each other instead of crossing.
/** In the order of the keys, so that racing batches wait for each other and never in a circle. */
const INSERT_ENTRIES = `
  insert into journal_entries (id, organization_id, idempotency_key, inputs_hash, kind, description, effective_on, lease_id, subject_id, reverses_id)
  select id, $1, idempotency_key, inputs_hash, kind, description, effective_on, lease_id, subject_id, reverses_id
  from jsonb_to_recordset($2::jsonb) as e(id text, idempotency_key text, inputs_hash text, kind text, description text,
    effective_on date, lease_id text, subject_id text, reverses_id text)
  order by idempotency_key
  on conflict (organization_id, idempotency_key) do nothing
  returning id, idempotency_key`;

const INSERT_POSTINGS = `
  insert into postings (id, organization_id, entry_id, account, amount_cents, lease_id, owner_id)
  select id, $1, entry_id, account, amount_cents, lease_id, owner_id
  from jsonb_to_recordset($2::jsonb) as p(id text, entry_id text, account text, amount_cents bigint, lease_id text, owner_id text)
  returning id`;

/** What makes two posts the same: what is posted where, when and for what; not the generated ids, not the words. */
function inputsHash({ entry, ...rest }: NewEntry): string {
  const postings = entry.postings.map((line) => [
    line.account,
    line.amountCents,
    line.leaseId ?? null,
    ...(line.ownerId === undefined ? [] : [line.ownerId]),
  ]);
  const about = [rest.leaseId ?? null, rest.subjectId ?? null, rest.reversesId ?? null];
  const facts = [rest.effectiveOn, ...about, entry.kind, postings];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/**
 * Posts balanced entries, each once however often and however concurrently it is asked for.
 * @returns the keys that were new; those already posted with the same inputs are left as they are
 * @throws TenureError idempotency_mismatch when a key was used with other inputs
 */
export async function postEntries(
  run: RunSql,
  organizationId: string,
  entries: readonly NewEntry[],
): Promise<Set<string>> {
  if (entries.length === 0) return new Set();
  for (const { entry } of entries) assertBalanced(entry.postings);
  const rows = entries.map((entry) => ({ id: newId('entry'), hash: inputsHash(entry), ...entry }));
  const inserted = await run<{ id: string; idempotency_key: string }>(INSERT_ENTRIES, [
    organizationId,
    JSON.stringify(
      rows.map((row) => ({
        id: row.id,
        idempotency_key: row.idempotencyKey,
        inputs_hash: row.hash,
        kind: row.entry.kind,
        description: row.description,
        effective_on: row.effectiveOn,
        lease_id: row.leaseId ?? null,
        subject_id: row.subjectId ?? null,
        reverses_id: row.reversesId ?? null,
      })),
    ),
  ]);
  const fresh = new Set(inserted.map((row) => row.id));
  const lines = rows
    .filter((row) => fresh.has(row.id))
    .flatMap((row) => row.entry.postings.map((line) => ({ ...line, entryId: row.id })));
  if (lines.length > 0) {
    await run(INSERT_POSTINGS, [
      organizationId,
      JSON.stringify(
        lines.map((line) => ({
          id: newId('posting'),
          entry_id: line.entryId,
          account: line.account,
          amount_cents: line.amountCents,
          lease_id: line.leaseId ?? null,
          owner_id: line.ownerId ?? null,
        })),
      ),
    ]);
  }
  await refuseOtherInputs(
    run,
    organizationId,
    rows.filter((row) => !fresh.has(row.id)),
  );
  return new Set(inserted.map((row) => row.idempotency_key));
}

async function refuseOtherInputs(
  run: RunSql,
  organizationId: string,
  known: readonly { idempotencyKey: string; hash: string }[],
): Promise<void> {
  if (known.length === 0) return;
  const stored = await run<{ idempotency_key: string; inputs_hash: string }>(
    `select idempotency_key, inputs_hash from journal_entries
     where organization_id = $1 and idempotency_key in (select jsonb_array_elements_text($2::jsonb))`,
    [organizationId, JSON.stringify(known.map((row) => row.idempotencyKey))],
  );
  const hashes = new Map(stored.map((row) => [row.idempotency_key, row.inputs_hash]));
  const other = known.find((row) => hashes.get(row.idempotencyKey) !== row.hash);
  if (other !== undefined) {
    throw new TenureError('idempotency_mismatch', `The entry ${other.idempotencyKey} was posted with other amounts.`);
  }
}
