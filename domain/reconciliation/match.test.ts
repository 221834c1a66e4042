import fc from 'fast-check';
import { explainMismatch } from './differences';
import { type Mismatch, matchMovements } from './match';
import { ASPECTS, type Movement, meaningOf, type VendorBooking } from './movements';

const RIPE = 1_000;

const movement: fc.Arbitrary<Movement> = fc.record({
  subjectId: fc.constantFrom('a', 'b', 'c', 'd'),
  aspect: fc.constantFrom(...ASPECTS),
  amountCents: fc.constantFrom(-300, -100, -1, 1, 100, 200, 300),
  atMs: fc.constantFrom(0, 999, 1_000, 5_000),
});
const side = fc.array(movement, { maxLength: 14 });

/** The same, told the slow way: by asking for every subject and aspect there could be. */
function naively(vendor: readonly Movement[], books: readonly Movement[]): Mismatch[] {
  const all = [...vendor, ...books];
  const total = (movements: readonly Movement[], subjectId: string, aspect: string) =>
    movements
      .filter((m) => m.subjectId === subjectId && m.aspect === aspect)
      .reduce((sum, m) => sum + m.amountCents, 0);
  const found: Mismatch[] = [];
  for (const subjectId of ['a', 'b', 'c', 'd']) {
    if (all.some((m) => m.subjectId === subjectId && m.atMs >= RIPE)) continue;
    const off = (aspect: string) => total(vendor, subjectId, aspect) - total(books, subjectId, aspect);
    const isOneForTheOther = off('refunded') !== 0 && off('refunded') === -off('disputed');
    for (const aspect of ASPECTS) {
      if (off(aspect) === 0 || (isOneForTheOther && (aspect === 'refunded' || aspect === 'disputed'))) continue;
      const vendorCents = total(vendor, subjectId, aspect);
      const hasNo = (lines: readonly Movement[]) =>
        off('received') !== 0 && total(lines, subjectId, 'received') === 0 && total(lines, subjectId, 'fees') === 0;
      if (aspect === 'fees' && (hasNo(vendor) || hasNo(books))) continue;
      found.push({ subjectId, aspect, vendorCents, booksCents: vendorCents - off(aspect) });
    }
  }
  return found;
}

const inOrder = (mismatches: readonly Mismatch[]) =>
  mismatches.map((m) => `${m.subjectId} ${m.aspect} ${m.vendorCents} ${m.booksCents}`).sort();

describe('holding two sides against each other', () => {
  test('says what a naive look at every subject says, whatever the order', () => {
    fc.assert(
      fc.property(side, side, fc.nat(), (vendor, books, turn) => {
        const { mismatches } = matchMovements(vendor, books, { ripeBeforeMs: RIPE });
        expect(inOrder(mismatches)).toEqual(inOrder(naively(vendor, books)));
        const turned = [...vendor.slice(turn % 5), ...vendor.slice(0, turn % 5)];
        const again = matchMovements(turned, [...books].reverse(), { ripeBeforeMs: RIPE });
        expect(inOrder(again.mismatches)).toEqual(inOrder(mismatches));
      }),
    );
  });

  test('a side held against itself differs in nothing, however its lines are split', () => {
    fc.assert(
      fc.property(side, (lines) => {
        const split = lines.flatMap((m) => [
          { ...m, amountCents: m.amountCents - 7 },
          { ...m, amountCents: 7 },
        ]);
        expect(matchMovements(lines, split, { ripeBeforeMs: RIPE }).mismatches).toEqual([]);
      }),
    );
  });

  test('every mismatch is explained by another amount on each side, in words with money', () => {
    fc.assert(
      fc.property(side, side, (vendor, books) => {
        for (const mismatch of matchMovements(vendor, books, { ripeBeforeMs: RIPE }).mismatches) {
          const told = explainMismatch(mismatch, { leaseId: null, paymentStatus: null, vendorRef: null });
          expect(told.expectedCents).not.toBe(told.foundCents);
          expect(told.cause).toMatch(/\$\d/);
          expect(told.action).not.toBe('');
        }
      }),
    );
  });
});

describe('what a booking of the service means', () => {
  const booking = (more: Partial<VendorBooking>): VendorBooking => ({
    ref: 'txn_1',
    type: 'charge',
    amountCents: 1_000,
    feeCents: 59,
    sourceRef: 'ch_1',
    paymentIntentRef: 'pi_1',
    disputeRef: null,
    customerRef: null,
    organizationId: null,
    paymentId: null,
    ownerPayoutId: null,
    refundId: null,
    isRouted: false,
    occurredAt: new Date(0),
    ...more,
  });

  test.each<[string, Partial<VendorBooking>, unknown]>([
    ['a charge', {}, { subjectRef: 'pi_1', aspect: 'received', amountCents: 1_000, feeCents: 59 }],
    ['a charge for another account', { isRouted: true }, { subjectRef: 'pi_1', aspect: 'received', feeCents: 0 }],
    [
      'its transfer',
      { type: 'transfer', amountCents: -1_000, feeCents: 0 },
      { aspect: 'received', amountCents: -1_000 },
    ],
    ['a refund', { type: 'refund', amountCents: -400 }, { subjectRef: 'pi_1', aspect: 'refunded' }],
    [
      'a dispute',
      { type: 'adjustment', amountCents: -1, disputeRef: 'du_1' },
      { subjectRef: 'pi_1', aspect: 'disputed' },
    ],
    [
      'a dispute of a charge for another account',
      { type: 'adjustment', amountCents: -1, feeCents: 1_500, disputeRef: 'du_1', isRouted: true },
      { aspect: 'disputed', amountCents: -1, feeCents: 0 },
    ],
    ['one that was won', { type: 'adjustment', disputeRef: 'du_1' }, { subjectRef: 'du_1', aspect: 'received' }],
    [
      'an owner’s transfer',
      { type: 'transfer', ownerPayoutId: 'opo_1' },
      { subjectRef: 'opo_1', aspect: 'owner_paid' },
    ],
    [
      'a failed refund’s money, sent where it had come from',
      { type: 'payment', paymentIntentRef: null, sourceRef: 'py_1', refundId: 'ref_1', paymentId: 'pay_1' },
      { subjectRef: 'py_1', aspect: 'refunded' },
    ],
    ['a payout', { type: 'payout', sourceRef: 'po_1' }, { subjectRef: 'po_1', aspect: 'payout' }],
    ['anything else', { type: 'topup', paymentIntentRef: null }, { subjectRef: 'txn_1', aspect: 'other' }],
  ])('%s', (_name, more, expected) => {
    expect(meaningOf(booking(more))).toMatchObject(expected as object);
  });

  test('what the platform earns is no organization’s business', () => {
    expect(meaningOf(booking({ type: 'application_fee' }))).toBeNull();
  });
});
