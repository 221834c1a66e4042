import fc from 'fast-check';
import { cents, sumCents } from './money';
import {
  assertRefundable,
  divideRefunded,
  divideTaken,
  feeOfRefund,
  isRefundNews,
  type PaidPart,
  type RefundablePayment,
  releasedCents,
  takeForRefund,
} from './refunds';
import { statesOf } from './states';

const parts = fc.array(fc.integer({ min: 1, max: 500_000 }), { maxLength: 8 }).map((amounts) =>
  amounts.map(
    (amount, index): PaidPart => ({
      allocationId: `alc_${index}`,
      chargeId: `chg_${index}`,
      kind: 'rent',
      amountCents: cents(amount),
    }),
  ),
);

const payment: RefundablePayment = {
  status: 'succeeded',
  method: 'card',
  amountCents: cents(100_000),
  refundedCents: cents(30_000),
  returnedCents: cents(0),
  originalFailed: false,
  safeBy: null,
};

test('a refund takes exactly its amount: credit first, then the newest allocations, never more than a part holds', () => {
  fc.assert(
    fc.property(parts, fc.nat(300_000), fc.double({ min: 0, max: 1, noNaN: true }), (paid, credit, share) => {
      const held = credit + sumCents(paid.map((part) => part.amountCents));
      fc.pre(held > 0);
      const amount = cents(Math.max(1, Math.floor(held * share)));
      const taken = takeForRefund(amount, cents(credit), paid);
      expect(taken.creditCents + releasedCents(taken)).toBe(amount);
      expect(taken.creditCents).toBe(Math.min(amount, credit));
      for (const [index, part] of taken.released.entries()) {
        const original = paid[paid.length - 1 - index];
        expect(part.allocationId).toBe(original?.allocationId);
        const isLast = index === taken.released.length - 1;
        expect(
          isLast ? part.amountCents <= (original?.amountCents ?? 0) : part.amountCents === original?.amountCents,
        ).toBe(true);
      }
      expect(() => takeForRefund(cents(held + 1), cents(credit), paid)).toThrow(RangeError);
    }),
  );
});

test('what may not be given back is refused with its reason', () => {
  const refuse = (change: Partial<RefundablePayment>, amount = 10_000, method: 'original' | 'check' = 'original') => {
    try {
      assertRefundable({ ...payment, ...change }, cents(amount), method);
      return 'fine';
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };
  expect(refuse({})).toBe('fine');
  expect(refuse({}, 70_000)).toBe('fine');
  expect(refuse({}, 70_001)).toContain('At most $700.00');
  expect(refuse({ returnedCents: cents(70_000) }, 1)).toContain('At most $0.00');
  expect(refuse({ status: 'processing', safeBy: '2026-11-30' })).toContain('from 2026-11-30 on');
  expect(refuse({ status: 'reversed' })).toContain('reversed');
  expect(refuse({ method: 'cash' })).toContain('give it back the same way');
  expect(refuse({}, 100, 'check')).toContain('Another way is possible only where that failed');
  expect(refuse({ originalFailed: true }, 100, 'check')).toBe('fine');
});

test('reports in any order only ever go forward, and a failure is the last word', () => {
  const said = statesOf('refund').filter((status) => status !== 'requested');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...said), { minLength: 1 }), (reports) => {
      let status: ReturnType<typeof statesOf<'refund'>>[number] = 'requested';
      for (const report of reports) if (isRefundNews(status, report)) status = report;
      const reached = (name: string) => reports.some((report) => report === name);
      expect(status === 'failed').toBe(reached('failed'));
      expect(status === 'succeeded').toBe(reached('succeeded') && !reached('failed'));
    }),
  );
});

const feePayment = fc
  .record({ amountCents: fc.integer({ min: 1, max: 500_000 }), feeCents: fc.nat(15_000) })
  .map(({ amountCents, feeCents }) => ({ amountCents: cents(amountCents), feeCents: cents(feeCents) }));

test('however a payment is given back in parts, its card fee goes in proportion to the cent and never more', () => {
  fc.assert(
    fc.property(feePayment, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 }), (payment, cuts) => {
      let [refunded, fees] = [0, 0];
      for (const share of [...cuts, 1]) {
        const left = payment.amountCents - refunded;
        const part = Math.max(1, Math.floor(left * share));
        if (part > left) break;
        const facts = { ...payment, refundedCents: cents(refunded), feeRefundedCents: cents(fees) };
        fees += feeOfRefund(cents(part), facts);
        refunded += part;
        const exact = (payment.feeCents * refunded) / payment.amountCents;
        expect(Math.abs(fees - exact)).toBeLessThanOrEqual(0.5);
      }
      if (refunded === payment.amountCents) expect(fees).toBe(payment.feeCents);
    }),
  );
});

test('what went back elsewhere in one sum is divided into payment and fee, and both run out together', () => {
  fc.assert(
    fc.property(feePayment, fc.double({ min: 0, max: 1, noNaN: true }), (payment, share) => {
      const whole = payment.amountCents + payment.feeCents;
      const facts = { ...payment, refundedCents: cents(0), feeRefundedCents: cents(0) };
      const total = cents(Math.max(1, Math.floor(whole * share)));
      const first = divideRefunded(total, { ...facts, refundableCents: payment.amountCents });
      expect(first.amountCents + first.feeCents).toBe(total);
      expect(first.feeCents).toBeLessThanOrEqual(payment.feeCents);
      if (total === whole) return;
      const then = { ...payment, refundedCents: first.amountCents, feeRefundedCents: first.feeCents };
      const refundableCents = cents(payment.amountCents - first.amountCents);
      const last = divideRefunded(cents(whole - total), { ...then, refundableCents });
      expect(first.amountCents + last.amountCents).toBe(payment.amountCents);
      expect(first.feeCents + last.feeCents).toBe(payment.feeCents);
    }),
  );
});

test('what a bank takes is told apart without losing a cent: what stood, the fee, and what it gave back twice', () => {
  const amount = fc.nat(300_000).map(cents);
  fc.assert(
    fc.property(amount, amount, amount, amount, (taken, standingCents, feeKeptCents, refundedCents) => {
      const told = divideTaken(taken, { standingCents, feeKeptCents, refundedCents });
      const all = told.standingCents + told.feeCents + told.againCents;
      expect(all).toBe(Math.min(taken, standingCents + feeKeptCents + refundedCents));
      expect(told.isWhole).toBe(taken >= standingCents);
      if (told.againCents > 0) expect(told.feeCents).toBe(feeKeptCents);
    }),
  );
});
