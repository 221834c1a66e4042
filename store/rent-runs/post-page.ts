import { type ChargeToPost, postCharges } from '../charges/post-charges';
import { closeSettledLeases } from '../leases/close-settled-leases';
import { newId } from '../new-id';
import type { RunSql } from '../sql-runner';
import { type PageRequest, planPage } from './plan-page';

/** A month of a lease that something was posted for and that is not paid yet: it has to be collected. */
export type DueMonth = { leaseId: string; propertyId: string; period: string };
export type PostedPage = { posted: number; amountCents: number; due: DueMonth[]; nextAfter: string | null };

const DUE = `
  select c.lease_id as "leaseId", u.property_id as "propertyId", c.period
  from charges c join leases l on l.id = c.lease_id join units u on u.id = l.unit_id
  where c.organization_id = $1 and c.rent_run_id = $2 and c.lease_id > $3 and ($4::text is null or c.lease_id <= $4)
    and c.voided_at is null
    and c.amount_cents > (select coalesce(sum(a.amount_cents), 0) from allocations a where a.charge_id = c.id and a.voided_at is null)
  group by 1, 2, 3 order by 1, 3`;

/**
 * Posts one page of a run and says which months are to be collected. Repeating it posts nothing more and says the
 * same, so that a run may be resumed anywhere. On an organization's last page its run is finished, and leases on which
 * nothing is left to do are closed.
 */
export async function postPage(run: RunSql, page: PageRequest, startedBy: string | null): Promise<PostedPage> {
  const { organizationId } = page;
  const { charges, unreadable, nextAfter } = await planPage(run, page);
  if (nextAfter === null) await closeSettledLeases(run, page);
  const isWorthARun = charges.length > 0 || unreadable.length > 0 || startedBy !== null;
  const rentRunId = await openRun(run, page, startedBy, isWorthARun);
  if (rentRunId === null) return { posted: 0, amountCents: 0, due: [], nextAfter };
  const withRun = charges.map((charge): ChargeToPost => ({ ...charge, rentRunId }));
  const posted = await postCharges(run, organizationId, withRun);
  const due = await run<DueMonth>(DUE, [organizationId, rentRunId, page.afterLeaseId, nextAfter]);
  for (const leaseId of unreadable) {
    const message = 'The lease’s payment schedule cannot be read; nothing was charged for it.';
    await tell(run, organizationId, 'rent_run.failed', rentRunId, [leaseId], { message });
  }
  if (nextAfter === null) await finishRun(run, organizationId, rentRunId, page.runOn);
  const amountCents = posted.reduce((sum, charge) => sum + charge.amountCents, 0);
  return { posted: posted.length, amountCents, due, nextAfter };
}

/** The run's row: made when there is something to say, found again when resumed. */
async function openRun(
  run: RunSql,
  page: PageRequest,
  startedBy: string | null,
  make: boolean,
): Promise<string | null> {
  const { organizationId, zone, runOn } = page;
  if (make) {
    const id = newId('rentRun');
    const made = await run<{ id: string }>(
      `insert into rent_runs (id, organization_id, time_zone, run_on, started_by) values ($1, $2, $3, $4::date, $5)
       on conflict (organization_id, time_zone, run_on) do nothing returning id`,
      [id, organizationId, zone, runOn, startedBy],
    );
    if (made.length > 0) {
      await tell(run, organizationId, 'rent_run.started', id, [], { date: runOn, time_zone: zone });
      return id;
    }
  }
  const [known] = await run<{ id: string }>(
    `update rent_runs set status = 'running' where organization_id = $1 and time_zone = $2 and run_on = $3::date returning id`,
    [organizationId, zone, runOn],
  );
  return known?.id ?? null;
}

/** Counts what the run posted and says so. */
async function finishRun(run: RunSql, organizationId: string, rentRunId: string, runOn: string): Promise<void> {
  const [done] = await run<{ charges: number; amount: string }>(
    `update rent_runs r set status = 'completed', finished_at = now(), charges_posted = s.charges,
       amount_cents = s.amount, collections_started = s.months
     from (select count(*)::int as charges, coalesce(sum(amount_cents), 0) as amount,
       count(distinct (lease_id, period))::int as months from charges where rent_run_id = $2) s
     where r.organization_id = $1 and r.id = $2 returning s.charges, s.amount::text as amount`,
    [organizationId, rentRunId],
  );
  const payload = { date: runOn, charges: done?.charges ?? 0, total_cents: Number(done?.amount ?? 0) };
  await tell(run, organizationId, 'rent_run.completed', rentRunId, [], payload);
}

async function tell(
  run: RunSql,
  organizationId: string,
  type: 'rent_run.started' | 'rent_run.completed' | 'rent_run.failed',
  subjectId: string,
  alsoAbout: readonly string[],
  payload: object,
): Promise<void> {
  await run(
    `insert into events (id, organization_id, type, subject_id, subjects, payload)
     values ($1, $2, $3, $4, array(select jsonb_array_elements_text($5::jsonb)), $6::jsonb) returning id`,
    [
      newId('event'),
      organizationId,
      type,
      subjectId,
      JSON.stringify([subjectId, ...alsoAbout]),
      JSON.stringify(payload),
    ],
  );
}
