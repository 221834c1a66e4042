import type pg from 'pg';

/** The day on a lease's wall on which something came into the books. */
const BOOKED_ON = `(coalesce(p.settled_at, p.created_at) at time zone l.time_zone)::date`;
const PAID_FOR_RENT = (when: string) => `select count(distinct p.id) from payments p
  join allocations a on a.payment_id = p.id join charges c on c.id = a.charge_id
  where c.kind = 'rent' and p.effective_on ${when}`;
const DECLINED = (kind: string, codes: string) => `select count(*) from presentments
  where method_kind = '${kind}' and status in ('failed', 'returned') and coalesce(decline_code, failure_code) in (${codes})`;

/**
 * Everything that a town is meant to live through, each with how to count it in the product's own books: what is only
 * intended and never happens would prove nothing.
 */
export const BEHAVIORS = {
  'paid early': PAID_FOR_RENT('< c.due_on'),
  'paid late': PAID_FOR_RENT('> c.due_on'),
  'rents paid in parts': `select count(*) from (select from charges c join allocations a on a.charge_id = c.id
    where c.kind = 'rent' and a.voided_at is null group by c.id having count(distinct a.payment_id) > 1) parts`,
  'paid more than was owed': `select count(distinct e.subject_id) from journal_entries e join postings p on p.entry_id = e.id
    where e.kind in ('payment_received', 'payment_submitted') and p.account = 'tenant_credit' and p.amount_cents < 0`,
  'back-dated in the books': `select count(*) from payments p join leases l on l.id = p.lease_id
    where p.kind = 'offline' and p.effective_on < ${BOOKED_ON}`,
  'checks that bounced or were voided': `select count(*) from payments p where p.kind = 'offline' and p.status = 'reversed'
    and not exists (select from payments n where n.corrects_id = p.id)`,
  'payments corrected': `select count(*) from payments where corrects_id is not null`,
  'paid on the payment page': `select count(*) from payments where kind = 'portal' and status in ('processing', 'succeeded', 'reversed')`,
  'paid by several roommates': `select count(*) from (select from payments where status = 'succeeded' group by lease_id
    having count(distinct tenant_id) > 1) leases`,
  'soft declines: no money': DECLINED('card', "'insufficient_funds'"),
  'soft declines: processing error': DECLINED('card', "'processing_error'"),
  'soft declines: limit reached': DECLINED('card', "'card_velocity_exceeded'"),
  'soft declines: no reason': DECLINED('card', "'generic_decline'"),
  'hard declines: lost card': DECLINED('card', "'lost_card'"),
  'hard declines: stolen card': DECLINED('card', "'stolen_card'"),
  'hard declines: fraud': DECLINED('card', "'fraudulent'"),
  'declines: expired card': DECLINED('card', "'expired_card'"),
  'declines: must be confirmed': DECLINED('card', "'authentication_required'"),
  'debits returned: no money': DECLINED('us_bank_account', "'insufficient_funds', 'R01'"),
  'debits returned: account closed': DECLINED('us_bank_account', "'account_closed', 'R02'"),
  'debits returned: no account': DECLINED('us_bank_account', "'no_account', 'R03', 'R04'"),
  'debits returned: not authorized': DECLINED('us_bank_account', "'debit_not_authorized', 'R05', 'R07', 'R10', 'R29'"),
  'debits returned after they had come': `select count(*) from payments p where p.method = 'us_bank_account'
    and p.settled_at is not null and p.reversed_at is not null`,
  'of them after 30 days and more': `select count(*) from payments p where p.method = 'us_bank_account'
    and p.reversed_at > p.settled_at + interval '30 days'`,
  'card payments disputed': `select count(*) from disputes where is_contestable`,
  'disputes won': `select count(*) from disputes where status = 'won'`,
  'disputes lost': `select count(*) from disputes where status = 'lost' and is_contestable`,
  'moved in in mid-month': `select count(*) from leases where activated_at is not null and extract(day from starts_on) between 2 and 28`,
  'moved out in mid-month': `select count(*) from leases where status in ('ended', 'closed') and extract(day from ends_on) between 2 and 27`,
  'notice given': `select count(*) from events where type = 'lease.notice_given'`,
  'never paid, canceled': `select count(*) from leases where status = 'canceled'`,
  'rent steps': `select count(distinct l.id) from leases l, jsonb_array_elements(l.payment_schedule -> 'rent_steps') step
    where exists (select from charges c where c.lease_id = l.id and c.kind = 'rent' and c.voided_at is null
      and c.covers_to >= (step ->> 'effective_on')::date)`,
  'plans kept': `select count(*) from payment_plans where status = 'completed'`,
  'plans broken': `select count(*) from payment_plans where status = 'broken'`,
  'late fees charged': `select count(*) from charges where kind = 'late_fee'`,
  'late fees taken back': `select count(*) from charges where kind = 'late_fee' and voided_at is not null`,
  'late fees waived': `select count(*) from journal_entries where kind = 'fee_waived'`,
  'fees for returned payments': `select count(*) from charges where kind = 'nsf_fee'`,
  'credit given back': `select count(*) from refunds where status = 'succeeded'`,
  'deposits returned': `select count(distinct lease_id) from deposit_movements where kind = 'return' and voided_at is null`,
  'kept from deposits': `select count(*) from deposit_movements where kind = 'deduction' and voided_at is null`,
  'paid out to owners': `select count(*) from owner_payouts where status = 'paid'`,
} as const;
export type Behavior = keyof typeof BEHAVIORS;

/** How often each has happened so far. */
export async function countBehaviors(owner: pg.Pool): Promise<Record<Behavior, number>> {
  const names = Object.keys(BEHAVIORS) as Behavior[];
  const columns = names.map((name, at) => `(${BEHAVIORS[name]})::int as n${at}`);
  const { rows } = await owner.query<Record<string, number>>(`select ${columns.join(', ')}`);
  return Object.fromEntries(names.map((name, at) => [name, rows[0]?.[`n${at}`] ?? 0])) as Record<Behavior, number>;
}
