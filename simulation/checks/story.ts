import type { Refusal } from '../town/town';
import type { Asker } from './check-day';

/** Everything that the books know of one lease, each line with the real instant at which it was written. */
const LINES = `
  select created_at as at, 'charge   ' || id || ' ' || kind || ' ' || item || ' of ' || period || ': ' || amount_cents
    || ', due ' || due_on || coalesce(', taken back: ' || void_reason, '') || ' by ' || coalesce(rule ->> 'text', '') as line
    from charges where lease_id = $1
  union all select created_at, 'payment  ' || id || ' ' || kind || ' by ' || coalesce(method, '?') || ': ' || amount_cents
    || ' on ' || effective_on || ', now ' || status || coalesce(', ' || vendor_ref, '') || coalesce(', ' || failure_code, '')
    from payments where lease_id = $1
  union all select coalesce(p.created_at, now()), 'presented ' || r.id || ' for ' || r.obligation || ', try ' || r.attempt || ': '
    || r.amount_cents || ' at ' || r.presented_at || ', now ' || r.status || coalesce(', ' || r.failure_code, '')
    || coalesce('/' || r.decline_code, '')
    from presentments r left join payments p on p.id = r.payment_id where r.lease_id = $1
  union all select e.created_at, 'entry    ' || e.id || ' ' || e.kind || ' on ' || e.effective_on || ' for '
    || coalesce(e.subject_id, 'nothing') || ' (' || e.description || '): '
    || (select string_agg(p.account || ' ' || p.amount_cents, ', ' order by p.id) from postings p where p.entry_id = e.id)
    from journal_entries e where e.lease_id = $1
  union all select created_at, 'refund   ' || id || ' of ' || payment_id || ': ' || amount_cents || ', now ' || status
    from refunds where lease_id = $1
  union all select created_at, 'dispute  ' || id || ' of ' || payment_id || ': ' || amount_cents || ', now ' || status
    from disputes where lease_id = $1
  union all select created_at, 'event    ' || type || ' ' || subject_id || ' ' || left(payload::text, 160)
    from events where subject_id = $1 or $1 = any(subjects)`;

/** A lease's whole money story in the order in which it was written, a line each; what was refused comes last. */
export async function storyOf(owner: Asker, leaseId: string, refusals: readonly Refusal[]): Promise<string[]> {
  const about = await owner.query<{ line: string }>(
    `select 'lease ' || id || ', ' || status || ' in ' || state || ' (' || time_zone || '), from ' || starts_on || ' to '
       || coalesce(ends_on::text, 'open end') || ', rent ' || rent_cents || ', due on day ' || due_day || ', terms ' || terms
       || ', schedule ' || payment_schedule as line from leases where id = $1`,
    [leaseId],
  );
  const { rows } = await owner.query<{ line: string }>(`select line from (${LINES}) story order by at, line`, [
    leaseId,
  ]);
  const refused = refusals
    .filter((one) => one.leaseId === leaseId)
    .map(({ on, wanted, code, message }) => `refused  ${on} ${wanted}: ${code}, ${message}`);
  return [...about.rows, ...rows].map(({ line }) => line).concat(refused);
}
