import type { PlainDateString } from '../../domain/calendar';
import type { Pause } from '../../domain/late-fee-pauses';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

/** Whether a payment plan that covers the rent due on a date runs on a day: late fees wait as long. */
export async function isLateFeePaused(
  tx: Transaction,
  rent: { leaseId: string; dueOn: PlainDateString; on: PlainDateString },
): Promise<boolean> {
  const [found] = await overPrisma(tx)<{ id: string }>(
    `select p.id from payment_plans p join payment_plan_charges pc on pc.plan_id = p.id join charges c on c.id = pc.charge_id
       join leases l on l.id = p.lease_id
     where p.lease_id = $1 and c.due_on = $2::date and (p.accepted_at at time zone l.time_zone)::date <= $3::date
       and (p.ended_at is null or (p.ended_at at time zone l.time_zone)::date > $3::date) limit 1`,
    [rent.leaseId, rent.dueOn, rent.on],
  );
  return found !== undefined;
}

/**
 * How many of the days after a rent's due date, up to and with `on`, a payment plan that covered it ran: they count
 * neither now nor after the plan for a fee that grows.
 */
export async function daysPaused(
  tx: Transaction,
  rent: { leaseId: string; dueOn: PlainDateString; on: PlainDateString },
): Promise<number> {
  const [found] = await overPrisma(tx)<{ days: number }>(
    `select count(distinct day)::int as days
     from payment_plans p join payment_plan_charges pc on pc.plan_id = p.id join charges c on c.id = pc.charge_id
       join leases l on l.id = p.lease_id,
       generate_series(greatest((p.accepted_at at time zone l.time_zone)::date, $2::date + 1),
         least(coalesce((p.ended_at at time zone l.time_zone)::date - 1, $3::date), $3::date), interval '1 day') day
     where p.lease_id = $1 and c.due_on = $2::date and p.accepted_at is not null`,
    [rent.leaseId, rent.dueOn, rent.on],
  );
  return found?.days ?? 0;
}

/** When payment plans covered the rents of a lease, by the rent's due date. */
export async function readPauses(tx: Transaction, leaseId: string): Promise<ReadonlyMap<string, Pause[]>> {
  const rows = await overPrisma(tx)<{ due_on: string; from: string; ended_on: string | null }>(
    `select distinct c.due_on::text as due_on, (p.accepted_at at time zone l.time_zone)::date::text as from,
       (p.ended_at at time zone l.time_zone)::date::text as ended_on
     from payment_plans p join payment_plan_charges pc on pc.plan_id = p.id join charges c on c.id = pc.charge_id
       join leases l on l.id = p.lease_id
     where p.lease_id = $1 and p.accepted_at is not null`,
    [leaseId],
  );
  const pauses = new Map<string, Pause[]>();
  for (const { due_on, from, ended_on } of rows) {
    const pause = { from: from as PlainDateString, endedOn: ended_on as PlainDateString | null };
    pauses.set(due_on, [...(pauses.get(due_on) ?? []), pause]);
  }
  return pauses;
}
