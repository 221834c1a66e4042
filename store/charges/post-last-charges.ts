import {
  addDays,
  addPeriods,
  earlierOf,
  firstDayOf,
  localDateAt,
  type PlainDateString,
  periodOf,
} from '../../domain/calendar';
import { chargedLate } from '../../domain/late-fees';
import { chargesForPeriod, type RentTerms } from '../../domain/rent-schedule';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { type LoadedLease, termsOfLease } from '../leases/lock-lease';
import { fromSqlDateOrNull } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { postCharges } from './post-charges';

/** A lease that was over longer ago than this when it came to be ended was settled elsewhere. */
const RECENT_DAYS = 31;

/**
 * Posts what a lease's schedule asks for up to its last day and no daily run has posted yet: whoever leaves before the
 * month's due day owes the days lived there all the same, and runs pass over a lease that has ended. The lease must be
 * locked and know its last day. Repeating posts nothing more.
 */
export async function postLastCharges(tx: Transaction, lease: LoadedLease, now: Date): Promise<void> {
  const { id: leaseId, organizationId, unitId, unit, timeZone } = lease;
  const endsOn = fromSqlDateOrNull(lease.endsOn);
  const today = localDateAt(now.getTime(), timeZone);
  if (endsOn === null || endsOn < addDays(today, -RECENT_DAYS)) return;
  const charges = lastCharges(termsOfLease(lease), earlierOf(endsOn, today)).map((charge) => ({
    ...charge,
    ...(charge.dueOn < today && { rule: chargedLate(charge.rule, today) }),
    leaseId,
    alsoAbout: [unitId, unit.propertyId],
  }));
  const posted = await postCharges(overPrisma(tx), organizationId, charges);
  const fresh = charges.filter(({ kind }) => posted.some((one) => one.kind === kind));
  for (const period of new Set(fresh.map((charge) => charge.period))) {
    const input = { organizationId, leaseId, propertyId: unit.propertyId, period };
    const workflowId = workflowIds.rentCollection(leaseId, period);
    const signal = { kind: 'signal_with_start', signal: 'moneyChanged', input, restart: true } as const;
    await enqueueCommand(tx, { organizationId, workflowType: 'rentCollection', workflowId, ...signal });
  }
}

/** Everything of the last month, or due in it: the same as a run of that day looks at. */
function lastCharges(terms: RentTerms, lastDay: PlainDateString) {
  const month = periodOf(lastDay);
  return [addPeriods(month, -1), month]
    .flatMap((period) => chargesForPeriod(terms, period))
    .filter(({ period, dueOn }) => period === month || dueOn >= firstDayOf(month));
}
