import type { LateFeeQuestion } from '../../domain/account-replay';
import type { PlainDateString } from '../../domain/calendar';
import { isPausedOn, type Pause, pausedDays } from '../../domain/late-fee-pauses';
import { type StoredLateFee, storedLateFee } from '../../domain/late-fee-stored';
import { type LateFeeRuleUsed, lateFeeFor, mayBearLateFee, wasChargedInTime } from '../../domain/late-fees';
import { lateFeeTermsOf } from '../../domain/lease-terms';
import { type Cents, cents, ZERO_CENTS } from '../../domain/money';
import { rentOn } from '../../domain/rent-schedule';
import { readPauses } from '../charges/late-fee-pause';
import type { Transaction } from '../database';
import type { Charge, Lease } from '../generated/client';
import { termsOfLease } from '../leases/lock-lease';
import { fromSqlDate } from '../plain-dates';

/** How a late fee that is missing would be posted. */
export type LateFeeOffer = {
  /** Tells it from fees of the same month that stood before: the n-th of those that are added now. */
  item(n: number): string;
  ruleFor(pastDueRentCents: Cents, on: PlainDateString): LateFeeRuleUsed;
};

export type LateFeesOfLease = { questions: LateFeeQuestion[]; offers: ReadonlyMap<PlainDateString, LateFeeOffer> };

type HomeLease = Lease & { unit: { property: { unitCount: number } } };

/** Where nobody knows how a fee was computed it is only taken back where no rent was late at all. */
const ANY_AMOUNT = cents(Number.MAX_SAFE_INTEGER);

/**
 * The rents that bear a late fee or may bear one, and whose first chargeable day has come. A fee that stands is judged by what is stored with it, whatever the lease says since; where none stands, by
 * the lease and by the rent in force on the day it was due.
 */
export async function lateFeeQuestions(
  tx: Transaction,
  lease: HomeLease,
  charges: readonly Charge[],
  today: PlainDateString,
): Promise<LateFeesOfLease> {
  const pauses = await readPauses(tx, lease.id);
  const questions: LateFeeQuestion[] = [];
  const offers = new Map<PlainDateString, LateFeeOffer>();
  for (const dueOn of dueDatesOf(lease, charges)) {
    const fees = charges.filter((row) => row.kind === 'late_fee' && rentDateOf(row.rule) === dueOn);
    const { question, offer } = oneRent(lease, dueOn, fees, pauses.get(dueOn) ?? []);
    if (question === null || question.firstChargeableOn > today) continue;
    questions.push(question);
    if (offer !== null) offers.set(dueOn, offer);
  }
  return { questions, offers };
}

/** Rents that stand and may bear a fee, and those for which one stands. */
function dueDatesOf(lease: HomeLease, charges: readonly Charge[]): Set<PlainDateString> {
  const startsOn = fromSqlDate(lease.startsOn);
  const dates = new Set<PlainDateString>();
  for (const row of charges) {
    if (row.voidedAt !== null || row.amountCents <= 0n) continue;
    const rent = { period: row.period, dueOn: fromSqlDate(row.dueOn) };
    if (row.kind === 'rent' && wasChargedInTime(row.rule) && mayBearLateFee({ startsOn }, rent)) dates.add(rent.dueOn);
    const feeOf = row.kind === 'late_fee' ? rentDateOf(row.rule) : undefined;
    if (feeOf !== undefined) dates.add(feeOf);
  }
  return dates;
}

function oneRent(
  lease: HomeLease,
  dueOn: PlainDateString,
  fees: readonly Charge[],
  pauses: readonly Pause[],
): { question: LateFeeQuestion | null; offer: LateFeeOffer | null } {
  const standing = fees.find((row) => row.voidedAt === null);
  const basis = standing === undefined ? basisOfLease(lease, dueOn) : storedLateFee(standing.rule);
  if (basis === null) return { question: standing === undefined ? null : unread(standing.rule, dueOn), offer: null };
  const resultFor = (pastDueRentCents: Cents, on: PlainDateString) =>
    lateFeeFor(basis.terms, {
      state: lease.state,
      dueOn,
      today: on,
      pastDueRentCents,
      monthlyRentCents: basis.monthlyRentCents,
      unitsInBuilding: basis.unitsInBuilding,
      pausedDays: pausedDays(pauses, dueOn, on),
    });
  const { firstChargeableOn } = resultFor(basis.monthlyRentCents, dueOn);
  const byPerson = fees.some((row) => row.voidedAt !== null && row.voidedBy !== 'system');
  const feeFor = (pastDue: Cents, on: PlainDateString) => resultFor(pastDue, on).amountCents;
  const settled = byPerson || isPausedOn(pauses, firstChargeableOn);
  const item = (n: number) => (fees.length + n === 0 ? '' : `again-${fees.length + n}`);
  return {
    question: { dueOn, firstChargeableOn, settled, feeFor },
    offer: { item, ruleFor: (pastDue, on) => resultFor(pastDue, on).rule },
  };
}

function basisOfLease(lease: HomeLease, dueOn: PlainDateString): Omit<StoredLateFee, 'firstChargeableOn'> | null {
  const terms = lateFeeTermsOf(lease.terms);
  if (terms === null) return null;
  return {
    terms,
    monthlyRentCents: rentOn(termsOfLease(lease), dueOn),
    unitsInBuilding: lease.unit.property.unitCount,
  };
}

/** A fee from before its inputs were stored. */
function unread(rule: unknown, dueOn: PlainDateString): LateFeeQuestion | null {
  const first = textOf(rule, 'first_chargeable_on') ?? textOf(fieldOf(rule, 'inputs'), 'first_chargeable_on');
  if (first === undefined) return null;
  const feeFor = (pastDue: Cents) => (pastDue > 0 ? ANY_AMOUNT : ZERO_CENTS);
  return { dueOn, firstChargeableOn: first as PlainDateString, settled: false, addsNone: true, feeFor };
}

/** The due date of the rent that a late fee is for, as stored with it. */
export function rentDateOf(rule: unknown): PlainDateString | undefined {
  const text = textOf(rule, 'due_on') ?? textOf(fieldOf(rule, 'inputs'), 'due_on');
  return text === undefined ? undefined : (text as PlainDateString);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}
