import fc from 'fast-check';
import { addDays, type PlainDateString, parsePlainDate } from '../calendar';
import { cents } from '../money';
import { type Agreement, agreementOn, belongsTo, managementFee, NO_AGREEMENT } from './agreement';
import { platformFeeCents, platformFeeOf } from './platform-fee';
import { pausedBecause, requirementsInWords } from './requirements';
import { settleMonth } from './settle-month';
import { assertWhole, type DatedPart, partsOn, splitAmongOwners } from './shares';

const day = (text: string): PlainDateString => parsePlainDate(text);

/** Parts that sum to the whole: cuts of 10,000. */
const wholeParts = fc
  .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 6 })
  .map((cuts) => [0, ...[...cuts].sort((a, b) => a - b), 10_000])
  .map((edges) =>
    edges.slice(1).map((edge, index) => ({ ownerId: `own_${index}`, shareBps: edge - (edges[index] ?? 0) })),
  );

describe('parts of a property', () => {
  test('split any amount to the cent, each within a cent of its exact share, and the same amount back the same way', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), wholeParts, (amount, parts) => {
        assertWhole(parts);
        const split = splitAmongOwners(cents(amount), parts);
        expect(split.reduce((sum, part) => sum + part.amountCents, 0)).toBe(amount);
        for (const { amountCents, shareBps } of split) {
          expect(Math.abs(amountCents - (amount * shareBps) / 10_000)).toBeLessThan(1);
        }
        const back = splitAmongOwners(cents(-amount), parts);
        expect(back.map((part) => part.amountCents + 0)).toEqual(split.map((part) => -part.amountCents + 0));
      }),
    );
  });

  test('that do not sum to the whole, or name an owner twice, are refused', () => {
    expect(() => assertWhole([{ ownerId: 'a', shareBps: 9_999 }])).toThrow(/10,000/);
    expect(() => assertWhole([{ ownerId: 'a', shareBps: 10_001 }])).toThrow(/10,000/);
    const twice = { ownerId: 'a', shareBps: 5_000 };
    expect(() => assertWhole([twice, twice])).toThrow(/once/);
    expect(() => assertWhole([])).toThrow(/10,000/);
  });

  test('change by dates, and a unit’s own stand before its property’s', () => {
    const sold = day('2026-11-15');
    const parts: DatedPart[] = [
      { ownerId: 'a', shareBps: 10_000, unitId: null, startsOn: day('2020-01-01'), endsOn: addDays(sold, -1) },
      { ownerId: 'b', shareBps: 10_000, unitId: null, startsOn: sold, endsOn: null },
      { ownerId: 'c', shareBps: 10_000, unitId: 'unit_2', startsOn: sold, endsOn: null },
    ];
    const ownersOf = (unitId: string, date: string) => partsOn(parts, unitId, day(date)).map(({ ownerId }) => ownerId);
    expect(ownersOf('unit_1', '2026-11-14')).toEqual(['a']);
    expect(ownersOf('unit_1', '2026-11-15')).toEqual(['b']);
    expect(ownersOf('unit_2', '2026-11-14')).toEqual(['a']);
    expect(ownersOf('unit_2', '2026-11-15')).toEqual(['c']);
    expect(ownersOf('unit_1', '2019-12-31')).toEqual([]);
  });
});

describe('the manager’s fee', () => {
  const agreed = (terms: Partial<Agreement>): Agreement => ({ ...NO_AGREEMENT, ...terms });
  const month = (collected: number, returned = 0) => ({
    collectedCents: cents(collected),
    returnedCents: cents(returned),
  });

  test('is a share of what was collected, at least the minimum; a share of what went back goes back', () => {
    const eight = agreed({ feeBps: 800, feeMinimumCents: cents(5_000) });
    expect(managementFee(eight, month(185_000))).toBe(14_800);
    expect(managementFee(eight, month(0))).toBe(5_000);
    expect(managementFee(eight, month(0, -185_000))).toBe(5_000 - 14_800);
    expect(managementFee(agreed({}), month(185_000))).toBe(0);
  });

  test('or flat for each unit, whatever was collected', () => {
    const flat = agreed({ feeKind: 'flat', feeFlatCents: cents(9_900) });
    expect(managementFee(flat, month(0))).toBe(9_900);
    expect(managementFee(flat, month(300_000, -100_000))).toBe(9_900);
  });

  test('goes by the agreement in force that day', () => {
    const old = agreed({ startsOn: day('2026-01-01'), feeBps: 1_000 });
    const young = agreed({ startsOn: day('2026-12-01'), feeBps: 800 });
    expect(agreementOn([young, old], day('2026-11-30')).feeBps).toBe(1_000);
    expect(agreementOn([old, young], day('2026-12-01')).feeBps).toBe(800);
    expect(agreementOn([old, young], day('2025-12-31'))).toBe(NO_AGREEMENT);
  });

  test('deposits and application fees are never an owner’s, tenants’ fees only by agreement', () => {
    expect(
      ['rent', 'parking', 'utilities', 'late_fee', 'nsf_fee', 'deposit', 'application_fee'].map((kind) =>
        belongsTo(kind as 'rent'),
      ),
    ).toEqual(['owner', 'owner', 'owner', 'by_agreement', 'by_agreement', 'nobody', 'nobody']);
  });
});

test('a month keeps every cent: opening + net = payable + what went into the reserve, which never goes below zero', () => {
  const amount = fc.integer({ min: -5_000_00, max: 5_000_00 });
  const held = fc.integer({ min: 0, max: 3_000_00 });
  fc.assert(
    fc.property(amount, amount, held, held, (opening, net, heldBefore, target) => {
      const given = {
        openingCents: cents(opening),
        netCents: cents(net),
        heldCents: cents(heldBefore),
        targetCents: cents(target),
      };
      const settled = settleMonth(given);
      expect(settled.payableCents + settled.reserveCents).toBe(opening + net);
      expect(settled.heldCents).toBe(heldBefore + settled.reserveCents);
      expect(settled.heldCents).toBeGreaterThanOrEqual(0);
      // Nobody goes short while something is kept back, and nothing is kept back above the target.
      if (settled.payableCents < 0) expect(settled.heldCents).toBe(0);
      expect(settled.heldCents).toBeLessThanOrEqual(Math.max(target, 0));
      // What is there fills the reserve before it is paid.
      if (settled.payableCents > 0) expect(settled.heldCents).toBe(target);
    }),
  );
});

test('the platform’s fee is a share and a fixed amount, of the organization’s own terms first, never above the payment', () => {
  const otherwise = { bps: 50, fixedCents: cents(10) };
  expect(platformFeeCents(otherwise, cents(200_000))).toBe(1_010);
  expect(platformFeeCents(otherwise, cents(5))).toBe(5);
  expect(platformFeeOf({ platform_fee: { bps: 0, fixed_cents: 99 } }, otherwise)).toEqual({ bps: 0, fixedCents: 99 });
  expect(platformFeeOf({ platform_fee: { bps: -1, fixed_cents: 99 } }, otherwise)).toBe(otherwise);
  expect(platformFeeOf({}, otherwise)).toBe(otherwise);
});

test('what the payment service asks for is said in plain words, each thing once', () => {
  expect(
    requirementsInWords([
      'individual.dob.day',
      'individual.dob.month',
      'external_account',
      'person_1AbC.verification.document',
      'new_thing.code',
    ]),
  ).toEqual([
    'Date of birth',
    'The bank account that money is paid into',
    'A photo of an identity document',
    'new thing code',
  ]);
  const open = { chargesEnabled: true, payoutsEnabled: true, currentlyDue: [], pastDue: [], disabledReason: null };
  expect(pausedBecause(open)).toBeNull();
  expect(pausedBecause({ ...open, payoutsEnabled: false, disabledReason: 'requirements.past_due' })).toMatch(/overdue/);
  expect(pausedBecause({ ...open, payoutsEnabled: false })).toMatch(/not finished/);
});
