import type { PlainDateString } from '../../domain/calendar';
import type { Pause } from '../../domain/late-fee-pauses';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

/**
 * Days from `begins` up to `ends`, which counts no more, on which the rent due on a date may wait: a payment plan covers it, or autopay may not take all of it before its payer had ten days' notice (Regulation E).
 * Rent is paid first: it waits for a notice only where it is more than the usual debit by itself.
 */
const PAUSES = `
  select c.due_on, (p.accepted_at at time zone l.time_zone)::date as begins, (p.ended_at at time zone l.time_zone)::date as ends
  from payment_plans p join payment_plan_charges pc on pc.plan_id = p.id join charges c on c.id = pc.charge_id
    join leases l on l.id = p.lease_id
  where p.lease_id = $1 and p.accepted_at is not null
  union select c.due_on, n.sent_on, n.debit_on + 1
  from debit_notices n join charges c on c.lease_id = n.lease_id and c.period = n.period and c.kind = 'rent'
  where n.lease_id = $1 and n.debit_on > c.due_on and c.amount_cents > n.usual_cents`;

/**
 * Whether late fees of the rent due on a date wait on a day. @returns null where they do not; until when, where that is
 * known: a plan runs for as long as it is kept
 */
export async function lateFeePause(
  tx: Transaction,
  rent: { leaseId: string; dueOn: PlainDateString; on: PlainDateString },
): Promise<{ endsOn: PlainDateString | null } | null> {
  const [found] = await overPrisma(tx)<{ ends: PlainDateString | null }>(
    `select ends::text as ends from (${PAUSES}) t
     where due_on = $2::date and begins <= $3::date and (ends is null or ends > $3::date) order by ends desc limit 1`,
    [rent.leaseId, rent.dueOn, rent.on],
  );
  return found === undefined ? null : { endsOn: found.ends };
}

/**
 * On how many of the days after a rent's due date, up to and with `on`, late fees waited: they count neither then nor
 * afterwards for a fee that grows.
 */
export async function daysPaused(
  tx: Transaction,
  rent: { leaseId: string; dueOn: PlainDateString; on: PlainDateString },
): Promise<number> {
  const [found] = await overPrisma(tx)<{ days: number }>(
    `select count(distinct day)::int as days from (${PAUSES}) t,
       generate_series(greatest(begins, $2::date + 1), least(coalesce(ends - 1, $3::date), $3::date), interval '1 day') day
     where due_on = $2::date`,
    [rent.leaseId, rent.dueOn, rent.on],
  );
  return found?.days ?? 0;
}

/** When late fees of a lease's rents waited, by the rent's due date. */
export async function readPauses(tx: Transaction, leaseId: string): Promise<ReadonlyMap<string, Pause[]>> {
  const rows = await overPrisma(tx)<{ due_on: string; from: string; ended_on: string | null }>(
    `select due_on::text as due_on, begins::text as "from", ends::text as ended_on from (${PAUSES}) t`,
    [leaseId],
  );
  const pauses = new Map<string, Pause[]>();
  for (const { due_on, from, ended_on } of rows) {
    const pause = { from: from as PlainDateString, endedOn: ended_on as PlainDateString | null };
    pauses.set(due_on, [...(pauses.get(due_on) ?? []), pause]);
  }
  return pauses;
}
