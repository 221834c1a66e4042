import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { PlainDateString } from '../../domain/calendar';

/** What went to charges of a kind, and was not taken back. */
const COLLECTED_OF = (kind: string) => `select coalesce(sum(a.amount_cents), 0) from allocations a
    join charges c on c.id = a.charge_id and c.kind = '${kind}' where a.voided_at is null`;

/**
 * What a town's money came to by the end of the day $1, in cents; counts where a name ends in `count`, parts of a
 * hundred where it ends in `percent`.
 */
export const TOTALS = {
  charged: `select coalesce(sum(amount_cents), 0) from charges where voided_at is null`,
  collected: `select coalesce(sum(amount_cents), 0) from payments where status = 'succeeded'`,
  in_transit: `select coalesce(sum(amount_cents), 0) from postings where account = 'in_transit'`,
  returned: `select coalesce(sum(amount_cents), 0) from payments where status = 'reversed'`,
  refunded: `select coalesce(sum(amount_cents), 0) from refunds where status = 'succeeded'`,
  on_time_percent: `select coalesce(round(100.0 * count(*) filter (where paid >= amount_cents) / nullif(count(*), 0)), 0)
    from (select c.amount_cents, (select coalesce(sum(a.amount_cents), 0) from allocations a join payments p on p.id = a.payment_id
      where a.charge_id = c.id and a.voided_at is null and p.effective_on <= c.due_on) as paid
      from charges c where c.kind = 'rent' and c.voided_at is null and c.due_on <= $1::date) rents`,
  late_fees: `select coalesce(sum(amount_cents), 0) from charges where kind = 'late_fee' and voided_at is null`,
  late_fees_collected: COLLECTED_OF('late_fee'),
  nsf_fees: `select coalesce(sum(amount_cents), 0) from charges where kind = 'nsf_fee' and voided_at is null`,
  nsf_fees_collected: COLLECTED_OF('nsf_fee'),
  waived: `select coalesce(-sum(p.amount_cents), 0) from journal_entries e join postings p on p.entry_id = e.id
    where e.kind = 'fee_waived' and p.account = 'receivable'`,
  owed: `select coalesce(sum(amount_cents), 0) from postings where account = 'receivable'`,
  paid_ahead: `select coalesce(-sum(amount_cents), 0) from postings where account = 'tenant_credit'`,
  deposits_held: `select coalesce(-sum(amount_cents), 0) from postings where account = 'deposits_held'`,
  paid_to_owners: `select coalesce(sum(amount_cents), 0) from owner_payouts where status = 'paid'`,
  leases_count: `select count(*) from leases where status not in ('out_for_signature')`,
  ended_count: `select count(*) from leases where status in ('ended', 'closed')`,
  payments_count: `select count(*) from payments`,
  presentments_count: `select count(*) from presentments`,
  declined_count: `select count(*) from presentments where status in ('failed', 'returned')`,
  disputes_count: `select count(*) from disputes`,
  plans_count: `select count(*) from payment_plans`,
  plans_broken_count: `select count(*) from payment_plans where status = 'broken'`,
  entries_count: `select count(*) from journal_entries`,
} as const;
export type TotalName = keyof typeof TOTALS;
export type Totals = Record<TotalName, number>;

/** Reads the totals as they stand at the end of a day, by SQL alone. */
export async function readTotals(owner: pg.Pool, day: PlainDateString): Promise<Totals> {
  const columns = Object.entries(TOTALS).map(([name, sql]) => `(${sql})::text as ${name}`);
  const { rows } = await owner.query<Record<string, string>>(`select ${columns.join(', ')}`, [day]);
  const numbers = Object.keys(TOTALS).map((name) => [name, Number(rows[0]?.[name])]);
  return Object.fromEntries(numbers);
}

/** How old what is owed is, the youngest first. */
export const AGES = ['not due yet', '1–30 days', '31–60 days', '61–90 days', 'over 90 days'] as const;
/** What was owed at the end of a day, by age, in cents. */
export type Ageing = { on: PlainDateString; cents: number[] };

/** What is open of every charge on a day, by how long it has been due. */
export async function readAgeing(owner: pg.Pool, on: PlainDateString): Promise<Ageing> {
  const { rows } = await owner.query<{ age: number; cents: string }>(
    `select case when late <= 0 then 0 when late <= 30 then 1 when late <= 60 then 2 when late <= 90 then 3 else 4 end as age,
       sum(open)::text as cents
     from (select $1::date - c.due_on as late, c.amount_cents - coalesce((select sum(a.amount_cents) from allocations a
       where a.charge_id = c.id and a.voided_at is null), 0) as open from charges c where c.voided_at is null) charges
     group by 1`,
    [on],
  );
  return { on, cents: AGES.map((_, age) => Number(rows.find((row) => row.age === age)?.cents ?? 0)) };
}

/**
 * One fingerprint of all books: the same where every lease has the same entries, whatever ids they have and in which
 * order they were written within a day.
 */
export async function digestOf(owner: pg.Pool): Promise<string> {
  const { rows } = await owner.query<{ line: string }>(
    `select coalesce(u.number, '') || ' ' || e.kind || ' ' || e.effective_on || ' ' || (select string_agg(p.account || ' '
       || p.amount_cents, ',' order by p.account, p.amount_cents) from postings p where p.entry_id = e.id) as line
     from journal_entries e left join leases l on l.id = e.lease_id left join units u on u.id = l.unit_id
     order by 1`,
  );
  return createHash('sha256')
    .update(rows.map(({ line }) => line).join('\n'))
    .digest('hex')
    .slice(0, 16);
}
