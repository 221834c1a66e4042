import { addPeriods, type PlainDateString, periodOf } from './calendar';
import type { InvalidParam } from './errors';
import { judgeDeposit } from './jurisdictions/deposit-limits';
import { judgeLateFee } from './jurisdictions/late-fee-limits';
import type { Finding } from './jurisdictions/legal-rule';
import { nsfFeeFor } from './jurisdictions/nsf-fees';
import type { LateFeeTerms } from './late-fee-formula';
import type { Cents } from './money';
import { type RentTerms, rentOn, scheduleOf } from './rent-schedule';

/** A lease as the law looks at it. */
export type LeaseUnderLaw = {
  state: string;
  money: RentTerms;
  lateFee: LateFeeTerms | null;
  nsfFeeCents: Cents;
  unitsInBuilding?: number | undefined;
};

/** So many months of a lease are held against the law: rules and rents change within them, later ones come anew. */
const MONTHS_LOOKED_AT = 24;

/**
 * Everything that the rules in force have against a lease's money: late fee, fee for returned payments, deposit. What
 * is enforced refuses the lease, the rest warns.
 */
export function judgeLease({ state, money, lateFee, nsfFeeCents, unitsInBuilding }: LeaseUnderLaw): Finding[] {
  const on = money.startsOn;
  const through = addPeriods(periodOf(on), MONTHS_LOOKED_AT - 1);
  const rents = scheduleOf(money, through).filter(({ kind }) => kind === 'rent');
  const months = rents.map(({ dueOn }) => ({ dueOn, rentCents: rentOn(money, dueOn) }));
  return [
    ...(lateFee === null ? [] : judgeLateFee({ state, terms: lateFee, months, unitsInBuilding })),
    ...nsfFeeFor({ state, on, wantedCents: nsfFeeCents }).findings,
    ...judgeDeposit({ state, on, depositCents: money.depositCents, rentCents: rentOn(money, on) }),
  ];
}

/** What cannot be in a lease's schedule: dates outside of it or in the wrong order, two rents from one day on. */
export function scheduleProblems(money: RentTerms): InvalidParam[] {
  const { startsOn, endsOn } = money;
  const isInside = (date: PlainDateString) => date >= startsOn && (endsOn === null || date <= endsOn);
  const steps = money.rentSteps.flatMap(({ effectiveOn }, index) => {
    const name = `payment_schedule.rent_steps.${index}.effective_on`;
    if (!isInside(effectiveOn)) return [{ name, reason: 'must lie within the lease' }];
    const isTwin = money.rentSteps.findIndex((step) => step.effectiveOn === effectiveOn) < index;
    return isTwin ? [{ name, reason: 'must not be the day of another step' }] : [];
  });
  const recurring = money.recurring.flatMap((item, index) =>
    spanProblems(`payment_schedule.recurring.${index}`, item.startsOn ?? startsOn, item.endsOn ?? endsOn, money),
  );
  const concessions = (money.concessions ?? []).flatMap((item, index) =>
    spanProblems(`payment_schedule.concessions.${index}`, item.startsOn, item.endsOn, money),
  );
  const credits = (money.credits ?? []).flatMap((item, index) => {
    const name = `payment_schedule.credits.${index}.expires_on`;
    if (item.expiresOn < (item.startsOn ?? startsOn)) return [{ name, reason: 'must not be before it begins' }];
    return [];
  });
  return [...steps, ...recurring, ...concessions, ...credits];
}

function spanProblems(
  name: string,
  from: PlainDateString,
  to: PlainDateString | null,
  lease: RentTerms,
): InvalidParam[] {
  if (to !== null && to < from) return [{ name: `${name}.ends_on`, reason: 'must not be before it begins' }];
  const misses = (lease.endsOn !== null && from > lease.endsOn) || (to !== null && to < lease.startsOn);
  return misses ? [{ name: `${name}.starts_on`, reason: 'must lie within the lease' }] : [];
}
