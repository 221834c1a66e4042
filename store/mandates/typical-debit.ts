import { addPeriods, type PlainDateString, periodOf } from '../../domain/calendar';
import { type Cents, maxCents, sumCents } from '../../domain/money';
import { chargesForPeriod } from '../../domain/rent-schedule';
import { fromSqlCents } from '../cents';
import type { Lease } from '../generated/client';
import { termsOfLease } from '../leases/lock-lease';

type Terms = Parameters<typeof termsOfLease>[0] & Pick<Lease, 'rentCents'>;

/**
 * What a full month of the lease comes to, rent and what repeats beside it: the amount that a payer is told to expect.
 * The rent where the schedule cannot be read or ends before.
 */
export function typicalDebit(lease: Terms, today: PlainDateString): Cents {
  const rent = fromSqlCents(lease.rentCents);
  try {
    const terms = termsOfLease(lease);
    const month = addPeriods(periodOf(today < terms.startsOn ? terms.startsOn : today), 1);
    const due = chargesForPeriod(terms, month).filter((charge) => charge.kind !== 'deposit');
    const total = sumCents(due.map((charge) => charge.amountCents));
    return maxCents(rent, total);
  } catch {
    return rent;
  }
}
