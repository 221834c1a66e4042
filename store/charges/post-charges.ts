import { chargePosted } from '../../domain/ledger';
import type { PlannedCharge } from '../../domain/rent-schedule';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import type { RunSql } from '../sql-runner';

/** A planned charge of a lease, about to be owed. */
export type ChargeToPost = Omit<PlannedCharge, 'rule'> & {
  leaseId: string;
  rule: object;
  rentRunId?: string;
  /** Beside the lease, what its event is about: unit, property. */
  alsoAbout?: readonly string[];
};

export type PostedCharge = { id: string; leaseId: string; kind: PlannedCharge['kind']; amountCents: number };

const INSERT_CHARGES = `
  insert into charges (id, organization_id, lease_id, kind, item, label, period, amount_cents, due_on, covers_from, covers_to, rule, rent_run_id)
  select id, $1, lease_id, kind, item, label, period, amount_cents, due_on, covers_from, covers_to, rule, rent_run_id
  from jsonb_to_recordset($2::jsonb) as c(id text, lease_id text, kind text, item text, label text, period text,
    amount_cents bigint, due_on date, covers_from date, covers_to date, rule jsonb, rent_run_id text)
  order by lease_id, period, kind, item
  on conflict (lease_id, period, kind, item) do nothing
  returning id`;

const INSERT_EVENTS = `
  insert into events (id, organization_id, type, subject_id, subjects, payload)
  select id, $1, 'charge.posted', subject_id, array(select jsonb_array_elements_text(subjects)), payload
  from jsonb_to_recordset($2::jsonb) as e(id text, subject_id text, subjects jsonb, payload jsonb)
  returning id`;

/**
 * Posts charges in three statements, however many: one row per lease, period, kind and item; its balanced entry; its
 * event. Charges that stand already are left as they are, so that any run can be repeated or resumed.
 * @returns the charges that are new
 */
export async function postCharges(
  run: RunSql,
  organizationId: string,
  charges: readonly ChargeToPost[],
): Promise<PostedCharge[]> {
  const rows = charges
    .filter((charge) => charge.amountCents !== 0)
    .map((charge) => ({ id: newId('charge'), ...charge }));
  if (rows.length === 0) return [];
  const inserted = await run<{ id: string }>(INSERT_CHARGES, [organizationId, JSON.stringify(rows.map(columnsOf))]);
  const fresh = new Set(inserted.map((row) => row.id));
  const posted = rows.filter((row) => fresh.has(row.id));
  await postEntries(
    run,
    organizationId,
    posted.map((row) => ({
      idempotencyKey: `charge/${row.id}`,
      entry: chargePosted({ leaseId: row.leaseId, chargeId: row.id, kind: row.kind, amountCents: row.amountCents }),
      description: row.label,
      effectiveOn: row.dueOn,
      leaseId: row.leaseId,
      subjectId: row.id,
    })),
  );
  if (posted.length > 0) await run(INSERT_EVENTS, [organizationId, JSON.stringify(posted.map(eventOf))]);
  return posted.map(({ id, leaseId, kind, amountCents }) => ({ id, leaseId, kind, amountCents }));
}

type Row = ChargeToPost & { id: string };

function columnsOf(row: Row) {
  return {
    id: row.id,
    lease_id: row.leaseId,
    kind: row.kind,
    item: row.item,
    label: row.label,
    period: row.period,
    amount_cents: row.amountCents,
    due_on: row.dueOn,
    covers_from: row.coversFrom,
    covers_to: row.coversTo,
    rule: row.rule,
    rent_run_id: row.rentRunId ?? null,
  };
}

function eventOf(row: Row) {
  return {
    id: newId('event'),
    subject_id: row.id,
    subjects: [row.id, row.leaseId, ...(row.alsoAbout ?? [])],
    payload: {
      lease_id: row.leaseId,
      kind: row.kind,
      label: row.label,
      amount_cents: row.amountCents,
      due_on: row.dueOn,
    },
  };
}
