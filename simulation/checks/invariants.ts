/**
 * What must hold at the end of every day, each as a query that answers what breaks it: `lease_id` (null where no one
 * lease is to blame) and `fault`, in words. Nothing here asks the product's own code: SQL alone, over the tables.
 * $1: the day (`YYYY-MM-DD`) that has ended. `stripe_objects` is what the vendor knows, copied there beforehand.
 */
export const INVARIANTS = {
  'every entry sums to zero and has two lines or more': `
    select e.lease_id, 'entry ' || e.id || ' (' || e.kind || ') is off by ' || coalesce(sum(p.amount_cents), 0) as fault
    from journal_entries e left join postings p on p.entry_id = e.id group by e.id
    having coalesce(sum(p.amount_cents), 0) <> 0 or count(p.id) < 2`,

  'a kept balance is the fold of its postings': `
    select coalesce(b.lease_id, f.lease_id) as lease_id, coalesce(b.account, f.account) || ' is kept as '
      || coalesce(b.balance_cents::text, 'nothing') || ' and sums to ' || coalesce(f.sum::text, 'nothing') as fault
    from lease_balances b full join (select lease_id, account, sum(amount_cents) as sum from postings
      where lease_id is not null group by 1, 2) f using (lease_id, account)
    where coalesce(b.balance_cents, 0) is distinct from coalesce(f.sum, 0)`,

  'what a lease owes by the ledger is what its charges leave open': `
    select l.id as lease_id, 'owes ' || ledger.owed || ' by the ledger and ' || charges.open || ' by its charges' as fault
    from leases l,
      lateral (select coalesce(sum(amount_cents), 0) as owed from postings
        where lease_id = l.id and account = 'receivable') ledger,
      lateral (select coalesce(sum(c.amount_cents - coalesce((select sum(a.amount_cents) from allocations a
        where a.charge_id = c.id and a.voided_at is null), 0)), 0) as open from charges c
        where c.lease_id = l.id and c.voided_at is null) charges
    where ledger.owed <> charges.open`,

  'nothing is charged twice for a lease, period, kind and item': `
    select lease_id, 'charged ' || count(*) || ' times: ' || kind || ' ' || item || ' of ' || period as fault
    from charges where voided_at is null group by lease_id, period, kind, item having count(*) > 1`,

  'a month has no more rent than its schedule': `
    select lease_id, 'rent of ' || period || ' covers ' || count(*) || ' spans that overlap' as fault
    from charges c where kind = 'rent' and voided_at is null and exists (select from charges o where o.lease_id = c.lease_id
      and o.id <> c.id and o.kind = 'rent' and o.voided_at is null
      and o.covers_from <= c.covers_to and c.covers_from <= o.covers_to)
    group by lease_id, period`,

  // Judged for each by what was known when it was made: what came through is no try, until the day it comes back.
  'presentments keep within their cap': `
    select r.lease_id, debt || ' was presented ' || (count(b.id) + 1) || ' times by ' || r.method_kind as fault
    from presentments r cross join unnest(r.obligations) debt join presentments b on debt = any (b.obligations)
    where b.lease_id = r.lease_id and b.method_kind = r.method_kind and b.id < r.id
      and r.status <> 'abandoned' and b.status not in ('abandoned', 'succeeded')
      and (b.status <> 'returned' or b.resolved_at <= r.presented_at)
    group by r.id, debt having count(b.id) >= case r.method_kind when 'card' then 4 else 3 end`,

  'a debit is a try for every month that it asks for': `
    select r.lease_id, 'presentment ' || r.id || ' asks for ' || month || ' and is no try for it' as fault
    from presentments r join payments p on p.id = r.payment_id, unnest(p.covers) month
    where p.plan_id is null and r.lease_id || '/' || month <> all (r.obligations)`,

  'a debt is never presented twice at a time': `
    select lease_id, debt || ' has ' || count(*) || ' presentments open' as fault
    from presentments, unnest(obligations) debt where status in ('created', 'submitted', 'processing', 'unknown')
    group by lease_id, debt having count(*) > 1`,

  'a payment pays no more than it is': `
    select p.lease_id, 'payment ' || p.id || ' of ' || p.amount_cents || ' pays ' || sum(a.amount_cents) as fault
    from payments p join allocations a on a.payment_id = p.id and a.voided_at is null
    group by p.id having sum(a.amount_cents) > p.amount_cents`,

  'a charge is paid no more than it is': `
    select c.lease_id, 'charge ' || c.id || ' of ' || c.amount_cents || ' is paid ' || sum(a.amount_cents) as fault
    from charges c join allocations a on a.charge_id = c.id and a.voided_at is null
    group by c.id having sum(a.amount_cents) > c.amount_cents or bool_or(c.voided_at is not null)`,

  'only money that came or is on its way pays': `
    select p.lease_id, 'payment ' || p.id || ' pays though it is ' || p.status as fault from payments p
    where p.status not in ('processing', 'succeeded')
      and exists (select from allocations a where a.payment_id = p.id and a.voided_at is null)`,

  'no fee comes before its first chargeable date': `
    select lease_id, 'late fee ' || id || ' of ' || due_on || ', chargeable from ' || (rule ->> 'first_chargeable_on') as fault
    from charges where kind = 'late_fee' and voided_at is null
      and (rule ->> 'first_chargeable_on' is null or due_on < (rule ->> 'first_chargeable_on')::date)`,

  'no late fee is above what the law allows': `
    select lease_id, 'late fees of ' || due || ' are ' || sum || ' and may be ' || cap as fault from (
      select lease_id, rule ->> 'due_on' as due, sum(amount_cents) as sum, max((rule -> 'inputs' ->> 'cap_cents')::bigint) as cap
      from charges where kind = 'late_fee' and voided_at is null group by 1, 2) fees
    where cap is not null and sum > cap`,

  // By the two statutes whose text was read: written down here once more, apart from the product's own tables.
  'no late fee is early or high where the law’s text was read': `
    select c.lease_id, c.state || ': late fees of ' || c.sum || ' from ' || c.first || ' for rent of ' || c.rent
      || ' due on ' || c.due as fault
    from (select h.lease_id, l.state, (h.rule ->> 'due_on')::date as due, min(h.due_on) as first, sum(h.amount_cents) as sum,
        greatest(l.rent_cents, (select max((step ->> 'rent_cents')::bigint)
          from jsonb_array_elements(l.payment_schedule -> 'rent_steps') step)) as rent
      from charges h join leases l on l.id = h.lease_id
      where h.kind = 'late_fee' and h.voided_at is null group by h.lease_id, l.id, 3) c
    join (values ('NY', 6, 5000, 500), ('TX', 3, null, 1000)) law (state, days, flat_cents, bps) using (state)
    where c.first < c.due + law.days or c.sum > least(law.flat_cents, ceil(c.rent * law.bps / 10000.0))`,

  'no late fee stands on rent that was paid before the fee’s day': `
    select c.lease_id, 'late fee ' || c.id || ' from ' || (c.rule ->> 'first_chargeable_on') || ' for rent due on '
      || (c.rule ->> 'due_on') || ', which was paid by then' as fault
    from charges c where c.kind = 'late_fee' and c.voided_at is null and c.waived_cents = 0
      and (select sum(r.amount_cents) from charges r where r.lease_id = c.lease_id and r.kind = 'rent' and r.voided_at is null
        and r.due_on = (c.rule ->> 'due_on')::date)
      <= (select sum(a.amount_cents) from charges r join allocations a on a.charge_id = r.id and a.voided_at is null
          join payments p on p.id = a.payment_id
        where r.lease_id = c.lease_id and r.kind = 'rent' and r.voided_at is null
          and r.due_on = (c.rule ->> 'due_on')::date and p.effective_on < (c.rule ->> 'first_chargeable_on')::date)`,

  'a fee for a returned payment is as the lease says, and its payment did come back': `
    select c.lease_id, 'fee ' || c.id || ' of ' || c.amount_cents || ' for payment ' || c.item || ', which is '
      || coalesce(p.status, 'unknown') || '; the lease says ' || coalesce(l.terms ->> 'nsf_fee_cents', 'nothing') as fault
    from charges c join leases l on l.id = c.lease_id left join payments p on p.id = c.item
    where c.kind = 'nsf_fee' and c.voided_at is null and (p.id is null or p.method <> 'us_bank_account'
      or p.status not in ('failed', 'reversed') or c.amount_cents > coalesce((l.terms ->> 'nsf_fee_cents')::bigint, 0))`,

  'every fee names its rule': `
    select lease_id, kind || ' ' || id || ' names no rule' as fault from charges
    where kind in ('late_fee', 'nsf_fee') and (rule ->> 'name' is null or rule ->> 'text' is null)`,

  'nothing due on a lease is later than its end': `
    select c.lease_id, c.kind || ' covers ' || c.covers_to || ' of a lease that ends ' || l.ends_on as fault
    from charges c join leases l on l.id = c.lease_id
    where c.kind = 'rent' and c.voided_at is null and l.ends_on is not null and c.covers_to > l.ends_on`,

  'nothing but a charge takes effect after its day': `
    select lease_id, 'entry ' || id || ' (' || kind || ') takes effect on ' || effective_on as fault
    from journal_entries where kind <> 'charge_posted' and effective_on > $1::date + 1`,

  'every line of a lease can be explained': `
    select e.lease_id, 'entry ' || e.id || ' has no kind, words or subject that stands in the books' as fault
    from journal_entries e
    where e.lease_id is not null and (e.kind = '' or e.description = '' or e.subject_id is null
      or not exists (select from charges where id = e.subject_id union all select from payments where id = e.subject_id
        union all select from refunds where id = e.subject_id union all select from disputes where id = e.subject_id
        union all select from deposit_movements where id = e.subject_id union all select from leases where id = e.subject_id))`,

  'every charge says why it is what it is': `
    select lease_id, kind || ' ' || id || ' has no rule' as fault from charges where rule is null or rule = '{}'::jsonb`,

  'what is in transit is what banks have under way': `
    select p.lease_id, 'payment ' || p.id || ' of ' || p.amount_cents || ' is ' || p.status || ' with ' || coalesce(t.sum, 0)
      || ' in transit' as fault
    from payments p left join (select e.subject_id, sum(q.amount_cents) as sum from postings q
      join journal_entries e on e.id = q.entry_id where q.account = 'in_transit' group by 1) t on t.subject_id = p.id
    where coalesce(t.sum, 0) <> case when p.status = 'processing' then p.amount_cents else 0 end`,

  'no owner is told of money that was in transit': `
    select p.lease_id, 'owners are told of ' || i.amount_cents || ' from payment ' || p.id || ', which is ' || p.status as fault
    from owner_items i join allocations a on a.id = i.source_id join payments p on p.id = a.payment_id
    where i.source_kind = 'collected' and p.method in ('card', 'us_bank_account') and not exists (
      select from journal_entries e join postings q on q.entry_id = e.id where e.subject_id = p.id
        and e.kind in ('payment_settled', 'payment_received') and q.account = 'undeposited_funds' and q.amount_cents > 0)`,

  'nothing is paid out but what statements made payable': `
    select null::text as lease_id, 'payout ' || e.subject_id || ' of ' || p.amount_cents || ' takes ' || s.sum
      || ' more than was payable' as fault
    from journal_entries e join postings p on p.entry_id = e.id and p.account = 'owner_payable',
      lateral (select sum(q.amount_cents) as sum from postings q join journal_entries f on f.id = q.entry_id
        where q.owner_id = p.owner_id and q.account = 'owner_payable' and (f.created_at, f.id) <= (e.created_at, e.id)) s
    where e.kind = 'owner_payout_begun' and s.sum > 0`,

  'owners’ payouts and statements touch no money in transit': `
    select null::text as lease_id, 'entry ' || e.id || ' (' || e.kind || ') takes ' || p.amount_cents || ' from ' || p.account as fault
    from journal_entries e join postings p on p.entry_id = e.id
    where (e.kind like 'owner_%' or e.kind like 'bill_%') and p.account = 'in_transit'`,

  // A bank's word that got lost is asked for within days: until then the money is still in transit here.
  'money that came at the vendor stands in the books once': `
    select s.lease_id, 'the vendor took ' || s.amount_cents || ' with ' || s.id || ', booked ' || count(e.id) || ' times' as fault
    from stripe_objects s
      left join payments p on p.vendor_ref = s.id
      left join journal_entries e on e.subject_id = p.id and e.kind in ('payment_received', 'payment_settled')
    where s.kind = 'payment_intent' and s.status = 'succeeded'
    group by s.id, s.lease_id, s.amount_cents
    having count(e.id) > 1 or (count(e.id) = 0
      and not bool_or(coalesce(p.status = 'processing' and p.effective_on > $1::date - 10, false)))`,

  // Money that a won dispute brought back is a payment of its own, named after the dispute.
  'money that the books hold by card or bank is the vendor’s to the cent': `
    select p.lease_id, 'payment ' || p.id || ' is ' || p.amount_cents + p.fee_cents || ' here and '
      || coalesce(s.amount_cents::text, 'nothing') || ' (' || coalesce(s.status, 'unknown') || ') at the vendor' as fault
    from payments p left join stripe_objects s on s.id = p.vendor_ref
    where p.kind not in ('offline', 'deposit') and p.status = 'succeeded'
      and (s.id is null or s.status <> case s.kind when 'dispute' then 'won' else 'succeeded' end
        or s.amount_cents <> p.amount_cents + p.fee_cents)`,

  'a refund at the vendor stands in the books once': `
    select s.lease_id, 'the vendor gave back ' || s.amount_cents || ' with ' || s.id || ', booked ' || count(e.id) || ' times' as fault
    from stripe_objects s
      left join refunds r on r.vendor_ref = s.id
      left join journal_entries e on e.subject_id in (r.id, r.payment_id) and e.kind = 'refund_issued'
        and e.idempotency_key like '%' || r.id || '%'
    where s.kind = 'refund' and s.status = 'succeeded' group by s.id, s.lease_id, s.amount_cents having count(e.id) <> 1`,

  // That a dispute was won is asked for after a week where the bank’s word got lost.
  'money that a dispute took is no longer counted, once': `
    select s.lease_id, 'dispute ' || s.id || ' took ' || s.amount_cents || ' from payment ' || coalesce(p.id, '?') || ', which is '
      || coalesce(p.status, 'unknown') as fault
    from stripe_objects s
      left join payments p on p.vendor_ref = s.payment_intent
      left join disputes d on d.vendor_ref = s.id
    where s.kind = 'dispute' and (p.id is null or d.id is null
      or (select count(*) from journal_entries e where e.subject_id = p.id and e.kind = 'payment_reversed') <> 1
      or (s.status in ('lost', 'needs_response', 'under_review') and p.status <> 'reversed')
      or (s.status = 'won' and coalesce(s.since, '-infinity') < $1::date - 8 and (d.reinstated_at is null or (select count(*) from payments b where b.vendor_ref = s.id) <> 1)))`,
} as const;
