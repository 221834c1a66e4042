import { localDateAt, type PlainDateString, parsePeriod } from '../../domain/calendar';
import {
  type LateFeeResult,
  type LateRent,
  lateFeeFor,
  mayBearLateFee,
  nextLateFeeOn,
  wasChargedInTime,
} from '../../domain/late-fees';
import { lateFeeTermsOf } from '../../domain/lease-terms';
import { type Cents, cents, subtractCents, sumCents, ZERO_CENTS } from '../../domain/money';
import { rentOn } from '../../domain/rent-schedule';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { Lease } from '../generated/client';
import { termsOfLease } from '../leases/lock-lease';
import { fromSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { daysPaused, lateFeePause } from './late-fee-pause';
import type { OpenChargeRow } from './open-charges';
import { postCharges } from './post-charges';

/** A lease with what a late fee asks for. */
export type LeaseOfFee = Lease & { unit: { propertyId: string; property: { unitCount: number } } };

export type LateMonth = {
  organizationId: string;
  lease: LeaseOfFee;
  /** `YYYY-MM` of the rent. */
  period: string;
  dueOn: PlainDateString;
  owed: readonly OpenChargeRow[];
  now: Date;
};

/** What a month's late fee comes to today, what of it stands, and when more comes. */
export type LateFeeNow = {
  /** Null where the lease has no late fee, or this rent may bear none. */
  fee: LateFeeResult | null;
  owedCents: Cents;
  postedCents: Cents;
  nextOn: PlainDateString | null;
};

/** Reads what the lease and the law allow today for a month's late rent, less what was charged for it before. */
export async function lateFeeNow(tx: Transaction, month: LateMonth): Promise<LateFeeNow> {
  const terms = lateFeeTermsOf(month.lease.terms);
  const startsOn = fromSqlDate(month.lease.startsOn);
  if (terms === null || !mayBearLateFee({ startsOn }, month)) {
    return { fee: null, owedCents: ZERO_CENTS, postedCents: ZERO_CENTS, nextOn: null };
  }
  const rent = lateRentOf(month);
  const paused = { leaseId: month.lease.id, dueOn: month.dueOn, on: rent.today };
  const late = { ...rent, pausedDays: await daysPaused(tx, paused) };
  const fee = lateFeeFor(terms, late);
  const postedCents = await chargedBefore(tx, month);
  const pause = await lateFeePause(tx, paused);
  if (pause !== null) return { fee, owedCents: ZERO_CENTS, postedCents, nextOn: pause.endsOn };
  const more = subtractCents(fee.amountCents, postedCents);
  // What isn't late today may be tomorrow: the next date is that of the whole rent.
  const nextOn =
    late.pastDueRentCents > 0 ? nextLateFeeOn(terms, late, cents(Math.max(postedCents, fee.amountCents))) : null;
  return { fee, owedCents: more > 0 ? more : ZERO_CENTS, postedCents, nextOn };
}

/**
 * Posts what the lease and the state allow today and was not charged yet: a fee once, a growing one by its increments.
 * Nothing is posted twice, nothing for a fee that a person took back.
 * @returns what was posted
 */
export async function postLateFee(tx: Transaction, month: LateMonth): Promise<Cents> {
  const { organizationId, lease, dueOn } = month;
  await tx.$queryRaw`select id from leases where id = ${lease.id} for update`;
  const { fee, owedCents, postedCents } = await lateFeeNow(tx, month);
  if (fee === null || owedCents <= 0) return ZERO_CENTS;
  const today = localDateAt(month.now.getTime(), lease.timeZone);
  const known = await tx.charge.count({
    where: { leaseId: lease.id, period: month.period, kind: 'late_fee', item: '' },
  });
  const inputs = { ...fee.rule.inputs, posted_before_cents: postedCents };
  const [posted] = await postCharges(overPrisma(tx), organizationId, [
    {
      leaseId: lease.id,
      kind: 'late_fee',
      item: known === 0 ? '' : today,
      label: 'Late fee',
      amountCents: owedCents,
      period: parsePeriod(month.period),
      dueOn: today,
      coversFrom: null,
      coversTo: null,
      rule: { ...fee.rule, inputs, first_chargeable_on: fee.firstChargeableOn, due_on: dueOn },
      alsoAbout: [lease.unitId, lease.unit.propertyId],
    },
  ]);
  if (posted === undefined) return ZERO_CENTS;
  await appendEvent(tx, {
    organizationId,
    type: 'late_fee.posted',
    subjectId: posted.id,
    alsoAbout: [lease.id, lease.unitId, lease.unit.propertyId],
    payload: { amount_cents: owedCents, rule: fee.rule.text, source: fee.rule.source },
  });
  return owedCents;
}

/** The rent that is late: only rent counts, and the rent in force on the day it was due. */
export function lateRentOf({ lease, owed, dueOn, now }: LateMonth): LateRent {
  const isLate = ({ kind, rule, ...charge }: OpenChargeRow) =>
    kind === 'rent' && charge.dueOn === dueOn && wasChargedInTime(rule);
  const rent = owed.filter(isLate);
  return {
    state: lease.state,
    dueOn,
    today: localDateAt(now.getTime(), lease.timeZone),
    pastDueRentCents: sumCents(rent.map(({ openCents }) => openCents)),
    monthlyRentCents: rentOn(termsOfLease(lease), dueOn),
    unitsInBuilding: lease.unit.property.unitCount,
  };
}

/**
 * What was charged for this rent before, whatever was forgiven of it. What our own rules took back, because a payment
 * counted from an earlier day, may come again; what a person took back may not.
 */
async function chargedBefore(tx: Transaction, { lease, dueOn }: LateMonth): Promise<Cents> {
  const fees = await tx.charge.findMany({
    where: { leaseId: lease.id, kind: 'late_fee', rule: { path: ['due_on'], equals: dueOn } },
    select: { amountCents: true, waivedCents: true, voidedAt: true, voidedBy: true },
  });
  const standing = fees.filter(({ voidedAt, voidedBy }) => voidedAt === null || voidedBy !== 'system');
  // A fee forgiven in part is smaller by it; one forgiven wholly keeps its amount.
  const whole = (fee: (typeof fees)[number]) => fee.amountCents + (fee.voidedAt === null ? fee.waivedCents : 0n);
  return cents(Number(standing.reduce((sum, fee) => sum + whole(fee), 0n)));
}
