import type { Aspect, Movement } from './movements';

/** Where the two sides do not say the same of one subject. */
export type Mismatch = { subjectId: string; aspect: Aspect; vendorCents: number; booksCents: number };

export type Matched = {
  mismatches: Mismatch[];
  /** Subjects with something so new that its other side may still be under way: not judged today. */
  unripe: string[];
};

type Sums = { vendor: number; books: number };

/**
 * Holds the payment service's movements against those of the ledger, subject by subject. One side may have several
 * lines where the other has one (an amount and its card fee): sums are compared. Money that went back may be called a
 * refund on one side and a dispute on the other: where the two together agree, nothing differs. Where one side misses a
 * payment, it misses its fee too: that is one mismatch, not two.
 * @param ripeBeforeMs a subject with a movement at or after this instant is left for the next time
 */
export function matchMovements(
  vendor: readonly Movement[],
  books: readonly Movement[],
  { ripeBeforeMs }: { ripeBeforeMs: number },
): Matched {
  const subjects = new Map<string, Map<Aspect, Sums>>();
  const unripe = new Set<string>();
  const take = (movements: readonly Movement[], side: keyof Sums) => {
    for (const { subjectId, aspect, amountCents, atMs } of movements) {
      const aspects = subjects.get(subjectId) ?? new Map<Aspect, Sums>();
      const sums = aspects.get(aspect) ?? { vendor: 0, books: 0 };
      sums[side] += amountCents;
      aspects.set(aspect, sums);
      subjects.set(subjectId, aspects);
      if (atMs >= ripeBeforeMs) unripe.add(subjectId);
    }
  };
  take(vendor, 'vendor');
  take(books, 'books');
  const mismatches = [...subjects].flatMap(([subjectId, aspects]) =>
    unripe.has(subjectId) ? [] : differing(subjectId, aspects),
  );
  return { mismatches, unripe: [...unripe] };
}

function differing(subjectId: string, aspects: ReadonlyMap<Aspect, Sums>): Mismatch[] {
  const found = [...aspects]
    .filter(([, { vendor, books }]) => vendor !== books)
    .map(([aspect, { vendor, books }]) => ({ subjectId, aspect, vendorCents: vendor, booksCents: books }));
  const back = found.filter(({ aspect }) => aspect === 'refunded' || aspect === 'disputed');
  const off = back.reduce((sum, { vendorCents, booksCents }) => sum + vendorCents - booksCents, 0);
  const settled = back.length === 2 && off === 0 ? found.filter((one) => !back.includes(one)) : found;
  const missing = settled.find(({ aspect }) => aspect === 'received');
  return settled.filter((one) => one.aspect !== 'fees' || missing === undefined || !isSameGap(missing, one));
}

/** A payment that one side does not have at all: that its fee is missing there too says nothing more. */
function isSameGap(payment: Mismatch, fee: Mismatch): boolean {
  return (payment.booksCents === 0 && fee.booksCents === 0) || (payment.vendorCents === 0 && fee.vendorCents === 0);
}
