import type { PlainDateString } from '../../../domain/calendar';
import { CHARGE_KINDS, type ChargeKind, isChargeKind } from '../../../domain/charge-kinds';
import { cents } from '../../../domain/money';
import { belongsTo } from '../../../domain/owners/agreement';
import type { Fact } from '../../../domain/owners/state-property';
import type { RunSql } from '../../sql-runner';

export type Look = { organizationId: string; propertyIds: readonly string[]; lastDay: PlainDateString };

const KINDS = Object.keys(CHARGE_KINDS).filter(isChargeKind);
const kindsOf = (whose: ReturnType<typeof belongsTo>): ChargeKind[] =>
  KINDS.filter((kind) => belongsTo(kind) === whose);

/**
 * Money is an owner's on the day it became safe: a card or bank payment when it came through, cash when it was paid.
 * What a tenant had paid ahead is collected when it pays a charge.
 */
const COLLECTED = `
  with paid as (
    select a.id, u.property_id, l.unit_id, u.number, c.kind, c.label, c.period, a.amount_cents,
      case when (a.created_at at time zone l.time_zone)::date > (coalesce(p.settled_at, p.created_at) at time zone l.time_zone)::date
          and a.created_at > p.created_at + interval '1 hour' and a.created_at > p.settled_at
        then (a.created_at at time zone l.time_zone)::date
        when p.method in ('card', 'us_bank_account') then (coalesce(p.settled_at, p.created_at) at time zone l.time_zone)::date
        else p.effective_on end as happened_on
    from units u join leases l on l.unit_id = u.id join payments p on p.lease_id = l.id
      join allocations a on a.payment_id = p.id join charges c on c.id = a.charge_id
    where u.organization_id = $1 and u.property_id in (select jsonb_array_elements_text($2::jsonb))
      and p.status = 'succeeded' and a.voided_at is null
      and c.kind in (select jsonb_array_elements_text($4::jsonb || $5::jsonb))
      and not exists (select from owner_items i where i.organization_id = $1 and i.source_kind = 'collected' and i.source_id = a.id)
  )
  select 'collected' as source_kind, id as source_id, property_id, unit_id, kind as category,
    label || ', ' || number || ', ' || period as label, amount_cents::text as amount_cents, happened_on::text as happened_on
  from paid where happened_on <= $3::date
    and (kind in (select jsonb_array_elements_text($4::jsonb)) or (
      select tenant_fees_to from owner_agreements g where g.property_id = paid.property_id and g.starts_on <= happened_on
      order by g.starts_on desc limit 1) = 'owner')
  order by id`;

/** Money that owners were told of and that went back since, or lies with the bank while a dispute runs. */
const RETURNED = `
  select 'returned' as source_kind, i.source_id, i.property_id, i.unit_id, i.category, 'Went back: ' || i.label as label,
    (-i.amount_cents)::text as amount_cents,
    greatest(least(coalesce((a.voided_at at time zone l.time_zone)::date, $3::date), $3::date), i.happened_on)::text as happened_on
  from owner_items i join allocations a on a.id = i.source_id join payments p on p.id = a.payment_id join leases l on l.id = p.lease_id
  where i.organization_id = $1 and i.property_id in (select jsonb_array_elements_text($2::jsonb)) and i.source_kind = 'collected'
    and (a.voided_at is not null or p.status <> 'succeeded')
    and not exists (select from owner_items r where r.organization_id = $1 and r.source_kind = 'returned' and r.source_id = i.source_id)
  order by i.id`;

/** Approved bills: what will be paid from the owners' money is never paid out to them. */
const BILLS = `
  select 'bill' as source_kind, b.id as source_id, b.property_id, b.unit_id,
    case b.category when 'repairs' then 'repairs' else 'other_expenses' end as category,
    b.payee || ': ' || b.description as label, (-b.amount_cents)::text as amount_cents, b.approved_on::text as happened_on
  from bills b
  where b.organization_id = $1 and b.property_id in (select jsonb_array_elements_text($2::jsonb))
    and b.status in ('approved', 'paid') and b.approved_on <= $3::date
    and not exists (select from owner_items i where i.organization_id = $1 and i.source_kind = 'bill' and i.source_id = b.id)
  order by b.id`;

const VOIDED_BILLS = `
  select 'bill_voided' as source_kind, i.source_id, i.property_id, i.unit_id, i.category, 'Voided: ' || i.label as label,
    (-i.amount_cents)::text as amount_cents, greatest(least(b.voided_on, $3::date), i.happened_on)::text as happened_on
  from owner_items i join bills b on b.id = i.source_id
  where i.organization_id = $1 and i.property_id in (select jsonb_array_elements_text($2::jsonb)) and i.source_kind = 'bill'
    and b.status = 'voided'
    and not exists (select from owner_items r where r.organization_id = $1 and r.source_kind = 'bill_voided' and r.source_id = i.source_id)
  order by i.id`;

/** What was kept of payments, where the owners bear it by the agreement of that day; given back, it is good for them. */
const PAYMENT_FEES = `
  select 'payment_fee' as source_kind, e.id as source_id, u.property_id, l.unit_id, o.account as category,
    e.description || ', ' || u.number as label, (-o.amount_cents)::text as amount_cents, e.effective_on::text as happened_on
  from journal_entries e join leases l on l.id = e.lease_id join units u on u.id = l.unit_id
    join postings o on o.entry_id = e.id and o.account in ('platform_fees', 'processing_fees')
  where e.organization_id = $1 and u.property_id in (select jsonb_array_elements_text($2::jsonb))
    and e.kind in ('platform_fee', 'platform_fee_returned', 'processing_fee') and e.effective_on <= $3::date
    and (select payment_fees_to from owner_agreements g where g.property_id = u.property_id and g.starts_on <= e.effective_on
      order by g.starts_on desc limit 1) = 'owner'
    and not exists (select from owner_items i where i.organization_id = $1 and i.source_kind = 'payment_fee' and i.source_id = e.id)
  order by e.id`;

type Row = {
  source_kind: Fact['sourceKind'];
  source_id: string;
  property_id: string;
  unit_id: string | null;
  category: string;
  label: string;
  amount_cents: string;
  happened_on: PlainDateString;
};

/** Everything of these properties up to a day that no statement has told yet. Nothing is written. */
export async function findFacts(run: RunSql, { organizationId, propertyIds, lastDay }: Look): Promise<Fact[]> {
  const about = [organizationId, JSON.stringify(propertyIds), lastDay];
  const kinds = [JSON.stringify(kindsOf('owner')), JSON.stringify(kindsOf('by_agreement'))];
  const found = [
    ...(await run<Row>(COLLECTED, [...about, ...kinds])),
    ...(await run<Row>(RETURNED, about)),
    ...(await run<Row>(BILLS, about)),
    ...(await run<Row>(VOIDED_BILLS, about)),
    ...(await run<Row>(PAYMENT_FEES, about)),
  ];
  return found.map((row) => ({
    sourceKind: row.source_kind,
    sourceId: row.source_id,
    propertyId: row.property_id,
    unitId: row.unit_id,
    category: row.category,
    label: row.label,
    amountCents: cents(Number(row.amount_cents)),
    happenedOn: row.happened_on,
  }));
}
