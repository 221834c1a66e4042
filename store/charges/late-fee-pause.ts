import type { PlainDateString } from '../../domain/calendar';
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
