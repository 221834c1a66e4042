import { firstDayOf, type Period, type PlainDateString } from '../../domain/calendar';
import { chargesForPeriod, type RentTerms } from '../../domain/rent-schedule';
import type { Transaction } from '../database';
import { termsOfLease } from '../leases/lock-lease';
import { fromSqlDate } from '../plain-dates';

type Lease = Parameters<typeof termsOfLease>[0] & { id: string };

/** The day on which autopay asks for a month: when its rent is due, as posted or as the schedule says. */
export async function debitDateOf(tx: Transaction, lease: Lease, period: Period): Promise<PlainDateString> {
  const posted = await tx.charge.findFirst({
    where: { leaseId: lease.id, period, voidedAt: null, kind: { in: ['rent', 'pet_rent', 'parking', 'utilities'] } },
    orderBy: [{ kind: 'desc' }, { dueOn: 'asc' }],
    select: { dueOn: true },
  });
  if (posted !== null) return fromSqlDate(posted.dueOn);
  return dueDateByTerms(termsOfLease(lease), period);
}

/** The due date of a month's rent by the lease's terms; its first day where nothing is due then. */
export function dueDateByTerms(terms: RentTerms, period: Period): PlainDateString {
  const due = chargesForPeriod(terms, period).filter((charge) => charge.kind !== 'deposit');
  const rent = due.find((charge) => charge.kind === 'rent') ?? due[0];
  return rent?.dueOn ?? firstDayOf(period);
}
