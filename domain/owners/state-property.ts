import { lastDayOf, type Period, type PlainDateString } from '../calendar';
import { isChargeKind } from '../charge-kinds';
import { type Cents, cents, negateCents, splitByShares } from '../money';
import { type Agreement, agreementOn, bearsManagementFee, lastOwnedDay, managementFee } from './agreement';
import { type DatedPart, partsOn, type Split, splitAmongOwners, WHOLE_BPS } from './shares';

/** Something that owners are told of, whole: before it is split. What is good for them is positive. */
export type Fact = {
  sourceKind: 'collected' | 'returned' | 'bill' | 'bill_voided' | 'management_fee' | 'payment_fee';
  /** What it stands for; told once. */
  sourceId: string;
  propertyId: string;
  unitId: string | null;
  /** A kind of charge, `repairs`, `other_expenses`, `platform_fees`, `processing_fees` or `management_fee`. */
  category: string;
  label: string;
  amountCents: Cents;
  happenedOn: PlainDateString;
};

/** A property as statements see it: its units, who owned what and when, and what was agreed. */
export type Place = {
  propertyId: string;
  units: readonly { id: string; number: string }[];
  parts: readonly DatedPart[];
  agreements: readonly Agreement[];
};

/** A fact that goes into a statement, with each owner's part; the parts sum to it. */
export type Stated = { fact: Fact; splits: Split[] };

export type PropertyMonth = {
  place: Place;
  facts: readonly Fact[];
  /** How what now went back, or was voided, had been split, by source. */
  earlier: ReadonlyMap<string, readonly Split[]>;
  period: Period;
};

/**
 * One property's part of a month's statements. Money and bills go to who owned the place that day; what went back is
 * taken from who had got it; the manager's fee is borne by who owned the unit last. What nobody owned is left out, and
 * told once somebody does.
 */
export function stateProperty({ place, facts, earlier, period }: PropertyMonth): Stated[] {
  const told = facts
    .map((fact) => ({ fact, splits: splitFact(place, fact, earlier, period) }))
    .filter(({ splits }) => splits.length > 0);
  const fees = place.units.flatMap((unit) => feeOf(place, unit, told, period));
  return [...told, ...fees];
}

/** What is to be kept back for a property at a month's end, for each of its owners. */
export function reserveParts(place: Place, period: Period): Split[] {
  const day = lastDayOf(period);
  return splitPlace(place, agreementOn(place.agreements, day).reserveCents, day);
}

function splitFact(place: Place, fact: Fact, earlier: PropertyMonth['earlier'], period: Period): Split[] {
  if (fact.sourceKind === 'returned' || fact.sourceKind === 'bill_voided') {
    const before = earlier.get(fact.sourceId) ?? [];
    return before.map((split) => ({ ...split, amountCents: negateCents(split.amountCents) }));
  }
  if (fact.unitId !== null) {
    const parts = partsOn(place.parts, fact.unitId, fact.happenedOn);
    if (parts.length > 0 || fact.sourceKind === 'collected') return splitAmongOwners(fact.amountCents, parts);
  }
  const split = splitPlace(place, fact.amountCents, fact.happenedOn);
  const day = lastOwnedDay(place.parts, fact.unitId, period);
  return split.length > 0 || day === null ? split : splitPlace(place, fact.amountCents, day);
}

/** What concerns a whole property is borne by its owners; where units have owners of their own, by all units alike. */
function splitPlace(place: Place, amount: Cents, day: PlainDateString): Split[] {
  const units = place.units.length > 0 ? place.units.map(({ id }) => id) : [null];
  const weights = new Map<string, number>();
  for (const unitId of units) {
    for (const { ownerId, shareBps } of partsOn(place.parts, unitId, day)) {
      weights.set(ownerId, (weights.get(ownerId) ?? 0) + shareBps);
    }
  }
  if (weights.size === 0) return [];
  const owners = [...weights].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = owners.reduce((sum, [, weight]) => sum + weight, 0);
  const amounts = splitByShares(
    amount,
    owners.map(([, weight]) => weight),
  );
  return owners.map(([ownerId, weight], index) => ({
    ownerId,
    shareBps: Math.round((weight * WHOLE_BPS) / total),
    amountCents: cents(amounts[index] ?? 0),
  }));
}

function feeOf(place: Place, unit: { id: string; number: string }, told: readonly Stated[], period: Period): Stated[] {
  const own = told.filter(({ fact }) => fact.unitId === unit.id && bearsFee(fact)).map(({ fact }) => fact);
  const day = lastOwnedDay(place.parts, unit.id, period) ?? own.at(-1)?.happenedOn;
  if (day === undefined) return [];
  const sum = (kind: Fact['sourceKind']) =>
    cents(own.reduce((total, fact) => total + (fact.sourceKind === kind ? fact.amountCents : 0), 0));
  const month = { collectedCents: sum('collected'), returnedCents: sum('returned') };
  const fee = managementFee(agreementOn(place.agreements, day), month);
  if (fee === 0) return [];
  const fact: Fact = {
    sourceKind: 'management_fee',
    sourceId: `${unit.id}/${period}`,
    propertyId: place.propertyId,
    unitId: unit.id,
    category: 'management_fee',
    label: `Management fee, ${unit.number}`,
    amountCents: negateCents(fee),
    happenedOn: day,
  };
  const splits = splitAmongOwners(fact.amountCents, partsOn(place.parts, unit.id, day));
  return splits.length === 0 ? [] : [{ fact, splits }];
}

function bearsFee({ category }: Fact): boolean {
  return isChargeKind(category) && bearsManagementFee(category);
}
