import type { SubjectFacts } from '../../domain/reconciliation/differences';
import { ASPECTS, type Movement } from '../../domain/reconciliation/movements';
import type { RunSql } from '../sql-runner';

/** Both sides of a page of subjects, and what is known of each subject. */
export type LoadedPage = {
  vendor: Movement[];
  books: Movement[];
  facts: Map<string, SubjectFacts>;
  /** Where the next page begins; null after the last. */
  next: string | null;
};

type Scope = { organizationId: string; after: string; limit: number };

/** The payment or payout that a reference of the service leads to; itself where it leads to none of ours. */
const SUBJECT_OF = `coalesce(
  (select x.payment_id from presentments x where x.vendor_ref = b.subject_ref),
  (select y.id from payments y where y.vendor_ref = b.subject_ref order by y.id limit 1),
  (select z.id from payments z where z.id = b.payment_ref), b.subject_ref)`;

const REF_PAGE = `
  select distinct b.subject_ref as ref from vendor_bookings b
  where b.organization_id = $1 and b.aspect <> 'payout' and b.subject_ref > $2 order by 1 limit $3`;

/** Every booking of the subjects to which these references lead, also under their other references. */
const VENDOR_SIDE = `
  with named as (
    select distinct ${SUBJECT_OF} as subject from vendor_bookings b
    where b.organization_id = $1 and b.subject_ref in (select jsonb_array_elements_text($2::jsonb))
  ), refs as (
    select subject, subject as ref from named
    union select n.subject, p.vendor_ref from named n join payments p on p.id = n.subject where p.vendor_ref is not null
    union select n.subject, x.vendor_ref from named n join presentments x on x.payment_id = n.subject where x.vendor_ref is not null
    union select n.subject, b.subject_ref from named n join vendor_bookings b on b.organization_id = $1 and b.payment_ref = n.subject
  )
  select r.subject, b.aspect, b.amount_cents as amount, b.fee_cents as fee, b.occurred_at as at, b.subject_ref as ref
  from refs r join vendor_bookings b on b.organization_id = $1 and b.subject_ref = r.ref and b.aspect <> 'payout'`;

/** Payments and payouts that the books count as done by the service, and of which it has shown nothing. */
const BOOKS_ONLY = `
  select id from (
    select p.id from payments p
    where p.organization_id = $1 and p.method in ('card', 'us_bank_account') and p.status in ('succeeded', 'refunded', 'reversed')
      and not exists (select from vendor_bookings b where b.organization_id = $1 and b.payment_ref = p.id)
      and not exists (select from vendor_bookings b where b.organization_id = $1 and b.subject_ref = p.vendor_ref)
      and not exists (select from presentments x join vendor_bookings b on b.organization_id = $1 and b.subject_ref = x.vendor_ref where x.payment_id = p.id)
    union all
    select o.id from owner_payouts o
    where o.organization_id = $1 and o.method = 'stripe' and o.status = 'paid'
      and not exists (select from vendor_bookings b where b.organization_id = $1 and b.subject_ref = o.id)
  ) missing where id > $2 order by id limit $3`;

/** What the ledger holds of subjects, as the service would show it. */
const BOOKS_SIDE = `
  with subjects as (select jsonb_array_elements_text($2::jsonb) as id)
  select s.id as subject, case when e.kind in ('payment_reversed', 'card_fee_returned') then 'disputed' else 'received' end as aspect,
    o.amount_cents as amount, e.created_at as at
  from subjects s join journal_entries e on e.subject_id = s.id join postings o on o.entry_id = e.id
  where e.organization_id = $1 and o.account = 'undeposited_funds'
    and e.kind in ('payment_received', 'payment_settled', 'card_fee_received', 'payment_reversed', 'card_fee_returned')
  union all
  select s.id, 'fees', o.amount_cents, e.created_at
  from subjects s join journal_entries e on e.subject_id = s.id join postings o on o.entry_id = e.id
  where e.organization_id = $1 and o.account in ('processing_fees', 'platform_fees')
  union all
  select s.id, 'refunded', o.amount_cents, e.created_at
  from subjects s join refunds r on r.payment_id = s.id and r.method = 'original'
    join journal_entries e on e.subject_id = r.id join postings o on o.entry_id = e.id
  where e.organization_id = $1 and o.account = 'undeposited_funds'
  union all
  select s.id, 'owner_paid', o.amount_cents, e.created_at
  from subjects s join owner_payouts w on w.id = s.id join journal_entries e on e.subject_id = w.id join postings o on o.entry_id = e.id
  where e.organization_id = $1 and o.account = 'undeposited_funds'`;

const FACTS = `
  select p.id, p.lease_id, p.status, p.vendor_ref,
    exists (select from refunds r where r.payment_id = p.id and r.status in ('requested', 'unknown', 'pending', 'requires_action')) as open_refund
  from payments p where p.id in (select jsonb_array_elements_text($1::jsonb))`;

/** A page of what the service shows, with what the books say of the same. */
export async function loadVendorPage(run: RunSql, { organizationId, after, limit }: Scope): Promise<LoadedPage> {
  const refs = await run<{ ref: string }>(REF_PAGE, [organizationId, after, limit]);
  const rows = await run<MovementRow & { fee: bigint; ref: string }>(VENDOR_SIDE, [
    organizationId,
    JSON.stringify(refs.map(({ ref }) => ref)),
  ]);
  const vendor = rows.flatMap((row) => {
    const fee = { ...toMovement(row), aspect: 'fees' as const, amountCents: Number(row.fee) };
    return fee.amountCents === 0 ? [toMovement(row)] : [toMovement(row), fee];
  });
  const refOf = new Map(rows.map(({ subject, ref }) => [subject, ref]));
  const subjects = [...refOf.keys()];
  const next = refs.length === limit ? (refs.at(-1)?.ref ?? null) : null;
  return {
    vendor,
    books: await loadBooks(run, organizationId, subjects),
    facts: await loadFacts(run, subjects, refOf),
    next,
  };
}

/** A page of what only the books know. */
export async function loadBooksPage(run: RunSql, { organizationId, after, limit }: Scope): Promise<LoadedPage> {
  const rows = await run<{ id: string }>(BOOKS_ONLY, [organizationId, after, limit]);
  const subjects = rows.map(({ id }) => id);
  return {
    vendor: [],
    books: await loadBooks(run, organizationId, subjects),
    facts: await loadFacts(run, subjects, new Map()),
    next: rows.length === limit ? (subjects.at(-1) ?? null) : null,
  };
}

type MovementRow = { subject: string; aspect: string; amount: bigint; at: Date };

function toMovement({ subject, aspect, amount, at }: MovementRow): Movement {
  const known = ASPECTS.find((one) => one === aspect) ?? 'other';
  return { subjectId: subject, aspect: known, amountCents: Number(amount), atMs: new Date(at).getTime() };
}

async function loadBooks(run: RunSql, organizationId: string, subjects: readonly string[]): Promise<Movement[]> {
  if (subjects.length === 0) return [];
  return (await run<MovementRow>(BOOKS_SIDE, [organizationId, JSON.stringify(subjects)])).map(toMovement);
}

async function loadFacts(
  run: RunSql,
  subjects: readonly string[],
  refOf: ReadonlyMap<string, string>,
): Promise<Map<string, SubjectFacts>> {
  type Row = { id: string; lease_id: string | null; status: string; vendor_ref: string | null; open_refund: boolean };
  const rows = await run<Row>(FACTS, [JSON.stringify(subjects)]);
  const known = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    subjects.map((subject) => {
      const row = known.get(subject);
      const vendorRef = row?.vendor_ref ?? refOf.get(subject) ?? null;
      const facts = { leaseId: row?.lease_id ?? null, paymentStatus: row?.status ?? null, vendorRef };
      return [subject, { ...facts, openRefund: row?.open_refund ?? false }];
    }),
  );
}
