import fc from 'fast-check';
import { addDays, firstDayOf, type Period, type PlainDateString, parsePeriod, parsePlainDate } from '../calendar';
import { cents } from '../money';
import { NO_AGREEMENT } from './agreement';
import { type DatedPart, type Split, WHOLE_BPS } from './shares';
import { type Fact, type Place, reserveParts, stateProperty } from './state-property';

const PERIOD: Period = parsePeriod('2026-11');
const SOLD_ON: PlainDateString = parsePlainDate('2026-11-16');

/** Two owners until the sale, three after it; unit_2 has an owner of its own all along. */
const parts: DatedPart[] = [
  { ownerId: 'a', shareBps: 3_333, unitId: null, startsOn: parsePlainDate('2020-01-01'), endsOn: addDays(SOLD_ON, -1) },
  { ownerId: 'b', shareBps: 6_667, unitId: null, startsOn: parsePlainDate('2020-01-01'), endsOn: addDays(SOLD_ON, -1) },
  { ownerId: 'b', shareBps: 3_333, unitId: null, startsOn: SOLD_ON, endsOn: null },
  { ownerId: 'c', shareBps: 3_333, unitId: null, startsOn: SOLD_ON, endsOn: null },
  { ownerId: 'd', shareBps: 3_334, unitId: null, startsOn: SOLD_ON, endsOn: null },
  { ownerId: 'e', shareBps: WHOLE_BPS, unitId: 'unit_2', startsOn: parsePlainDate('2020-01-01'), endsOn: null },
];
const place: Place = {
  propertyId: 'prop_1',
  units: [
    { id: 'unit_1', number: '1' },
    { id: 'unit_2', number: '2' },
  ],
  parts,
  agreements: [{ ...NO_AGREEMENT, startsOn: parsePlainDate('2020-01-01'), feeBps: 795, reserveCents: cents(50_001) }],
};

const money = fc.record({
  unitId: fc.constantFrom('unit_1', 'unit_2'),
  amountCents: fc.integer({ min: 1, max: 500_000 }),
  day: fc.integer({ min: 0, max: 29 }),
  category: fc.constantFrom('rent', 'parking', 'utilities'),
  goesBack: fc.boolean(),
});
const bill = fc.record({
  unitId: fc.constantFrom('unit_1', 'unit_2', null),
  amountCents: fc.integer({ min: 1, max: 90_000 }),
  day: fc.integer({ min: 0, max: 29 }),
});

function fact(
  given: Partial<Fact> & Pick<Fact, 'sourceKind' | 'sourceId' | 'unitId'>,
  amount: number,
  day: number,
): Fact {
  const happenedOn = addDays(firstDayOf(PERIOD), day);
  return { propertyId: 'prop_1', category: 'repairs', label: '', happenedOn, ...given, amountCents: cents(amount) };
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

test('money is never created or lost between what was collected and what owners are told, and what went back is taken from who got it', () => {
  fc.assert(
    fc.property(fc.array(money, { maxLength: 12 }), fc.array(bill, { maxLength: 5 }), (paid, bills) => {
      const facts = [
        ...paid.map(({ unitId, amountCents, day, category }, at) =>
          fact({ sourceKind: 'collected', sourceId: `p${at}`, unitId, category }, amountCents, day),
        ),
        ...bills.map(({ unitId, amountCents, day }, at) =>
          fact({ sourceKind: 'bill', sourceId: `b${at}`, unitId }, -amountCents, day),
        ),
      ];
      const stated = stateProperty({ place, facts, earlier: new Map(), period: PERIOD });
      for (const { fact: whole, splits } of stated) {
        expect(sum(splits.map(({ amountCents }) => amountCents))).toBe(whole.amountCents);
      }
      // The naive model: the whole, worked out from the input alone.
      const bearing = paid.filter(({ category }) => category !== 'utilities');
      const fees = ['unit_1', 'unit_2'].map((unitId) =>
        Math.round(
          (sum(bearing.filter((each) => each.unitId === unitId).map((each) => each.amountCents)) * 795) / 10_000 + 1e-9,
        ),
      );
      const net = sum(paid.map((each) => each.amountCents)) - sum(bills.map((each) => each.amountCents)) - sum(fees);
      expect(sum(stated.flatMap(({ splits }) => splits.map(({ amountCents }) => amountCents)))).toBe(net);
      // unit_2 is e's alone, and e has no part in unit_1.
      const toE = stated
        .filter(({ fact: { unitId } }) => unitId === 'unit_2')
        .map(({ fact: whole }) => whole.amountCents);
      const ofE = stated
        .filter(({ fact: { unitId } }) => unitId !== null)
        .flatMap(({ splits }) => splits.filter(({ ownerId }) => ownerId === 'e').map(({ amountCents }) => amountCents));
      expect(sum(ofE)).toBe(sum(toE));
      // Next month some of it goes back: each owner gives back exactly what they got, whoever owns it now.
      const earlier = new Map<string, Split[]>(stated.map(({ fact: { sourceId }, splits }) => [sourceId, splits]));
      const back = facts
        .filter((each, at) => each.sourceKind === 'collected' && paid[at]?.goesBack === true)
        .map((each) => ({ ...each, sourceKind: 'returned' as const, amountCents: cents(-each.amountCents) }));
      const returned = stateProperty({ place: { ...place, agreements: [] }, facts: back, earlier, period: PERIOD });
      for (const { fact: whole, splits } of returned) {
        const got = earlier.get(whole.sourceId) ?? [];
        expect(splits.map(({ ownerId, amountCents }) => [ownerId, amountCents + 0])).toEqual(
          got.map(({ ownerId, amountCents }) => [ownerId, 0 - amountCents]),
        );
      }
    }),
  );
});

test('what nobody owned that day is told to nobody, until somebody owns it', () => {
  const facts = [fact({ sourceKind: 'collected', sourceId: 'p', unitId: 'unit_1', category: 'rent' }, 100, 0)];
  const nobody = { ...place, parts: [] };
  expect(stateProperty({ place: nobody, facts, earlier: new Map(), period: PERIOD })).toEqual([]);
});

test('what is kept back for a property sums to the agreed amount', () => {
  const kept = reserveParts(place, PERIOD);
  expect(sum(kept.map(({ amountCents }) => amountCents))).toBe(50_001);
});
