import { addDays, firstDayOf, lastDayOf, type Period, type PlainDateString } from '../calendar';
import { CHARGE_KINDS, type ChargeKind } from '../charge-kinds';
import { type Cents, cents, maxCents, percentOf, ZERO_CENTS } from '../money';
import { type DatedPart, partsOn } from './shares';

/** What the manager earns on a property and who keeps what tenants pay in fees. Amounts in cents for a unit and month. */
export type Agreement = {
  startsOn: PlainDateString;
  feeKind: 'percent' | 'flat';
  feeBps: number;
  feeFlatCents: Cents;
  feeMinimumCents: Cents;
  tenantFeesTo: 'owner' | 'manager';
  /** Who bears what the platform and the payment service keep of a payment. */
  paymentFeesTo: 'owner' | 'manager';
  reserveCents: Cents;
};

/** Where nothing was agreed: no fee, fees stay with the manager, nothing is kept back. */
export const NO_AGREEMENT: Agreement = {
  startsOn: '0001-01-01' as PlainDateString,
  feeKind: 'percent',
  feeBps: 0,
  feeFlatCents: ZERO_CENTS,
  feeMinimumCents: ZERO_CENTS,
  tenantFeesTo: 'manager',
  paymentFeesTo: 'manager',
  reserveCents: ZERO_CENTS,
};

/** The agreement in force on a date: the latest that began by then. */
export function agreementOn(agreements: readonly Agreement[], date: PlainDateString): Agreement {
  const begun = agreements.filter(({ startsOn }) => startsOn <= date);
  return begun.reduce((latest, next) => (next.startsOn > latest.startsOn ? next : latest), NO_AGREEMENT);
}

/** Whose the money for a kind of charge is: always the owner's, by the agreement, or never (deposits, application fees, refunds that come back). */
export function belongsTo(kind: ChargeKind): 'owner' | 'by_agreement' | 'nobody' {
  if (kind === 'application_fee' || kind === 'double_refund') return 'nobody';
  const { group } = CHARGE_KINDS[kind];
  if (group === 'deposit') return 'nobody';
  return group === 'late_fee' || group === 'fee' ? 'by_agreement' : 'owner';
}

/** Whether the manager's percentage is taken of it: rent and what repeats beside it, no utilities, no fees. */
export function bearsManagementFee(kind: ChargeKind): boolean {
  const { group } = CHARGE_KINDS[kind];
  return group === 'rent' || (group === 'recurring' && kind !== 'double_refund');
}

/** What a unit's owners pay for a month: `collectedCents` and `returnedCents` (zero or less) of what bears the fee. */
export type UnitMonth = { collectedCents: Cents; returnedCents: Cents };

/**
 * The manager's fee for one unit and month, zero or more in an ordinary month. A percentage is of what was collected,
 * at least the minimum; of money that went back the percentage goes back too.
 */
export function managementFee(agreement: Agreement, { collectedCents, returnedCents }: UnitMonth): Cents {
  if (agreement.feeKind === 'flat') return maxCents(agreement.feeFlatCents, agreement.feeMinimumCents);
  const earned = maxCents(percentOf(collectedCents, agreement.feeBps), agreement.feeMinimumCents);
  return cents(earned + percentOf(returnedCents, agreement.feeBps));
}

/** The last day of a month on which somebody owned the unit, which decides who bears its fee; null where nobody did. */
export function lastOwnedDay(
  parts: readonly DatedPart[],
  unitId: string | null,
  period: Period,
): PlainDateString | null {
  for (let day = lastDayOf(period); day >= firstDayOf(period); day = addDays(day, -1)) {
    if (partsOn(parts, unitId, day).length > 0) return day;
  }
  return null;
}
