import fc from 'fast-check';
import { addDays, addMonths, type PlainDateString, parsePlainDate } from './calendar';
import type { ChargeKind } from './charge-kinds';
import { TenureError } from './errors';
import { type Cents, cents, sumCents } from './money';
import type { OpenCharge } from './payment-order';
import { allocateBesidePlan, assertPlan, type Installment, planProgress, splitPlan } from './payment-plans';

const today = parsePlainDate('2026-11-10');
const day = (offset: number) => addDays(today, offset);
const money = fc.integer({ min: 1, max: 500_000 }).map(cents);

const split = fc.record({
  coveredCents: fc.integer({ min: 1_000, max: 2_000_000 }).map(cents),
  share: fc.double({ min: 0, max: 0.9, noNaN: true }),
  count: fc.integer({ min: 1, max: 12 }),
  every: fc.constantFrom('week' as const, 'two_weeks' as const, 'month' as const),
});

test('a split plan sums to what it covers, differs by a cent at most, and is accepted as it is', () => {
  fc.assert(
    fc.property(split, ({ coveredCents, share, count, every }) => {
      const downPaymentCents = cents(Math.floor(coveredCents * share));
      const installments = splitPlan({
        coveredCents,
        downPaymentCents,
        downPaymentOn: day(3),
        count,
        every,
        firstDueOn: day(10),
      });
      expect(sumCents(installments.map((one) => one.amountCents))).toBe(coveredCents);
      const amounts = installments.slice(downPaymentCents > 0 ? 1 : 0).map((one) => one.amountCents);
      expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
      expect(installments).toHaveLength(count + (downPaymentCents > 0 ? 1 : 0));
      if (every !== 'month' || count < 12) assertPlan({ coveredCents, installments, acceptBy: day(3), today });
    }),
  );
});

describe('a plan that does not add up is refused by the field', () => {
  const installments = [
    { dueOn: day(5), amountCents: cents(500) },
    { dueOn: day(35), amountCents: cents(500) },
  ];
  const refuse = (change: Partial<Parameters<typeof assertPlan>[0]>): string[] => {
    try {
      assertPlan({ coveredCents: cents(1_000), installments, acceptBy: day(5), today, ...change });
      return [];
    } catch (error) {
      return error instanceof TenureError ? error.params.map((param) => param.name) : ['?'];
    }
  };
  const at = (dueOn: PlainDateString, amountCents = 500) => ({ dueOn, amountCents: amountCents as Cents });

  test.each([
    [{}, []],
    [{ coveredCents: cents(1_001) }, ['schedule.installments']],
    [{ installments: [] }, ['schedule.installments', 'schedule.installments']],
    [{ installments: [at(day(-1)), at(day(5))], acceptBy: today }, ['schedule.installments.0.due_on', 'accept_by']],
    [{ installments: [at(day(9)), at(day(9))] }, ['schedule.installments.1.due_on']],
    [{ installments: [at(day(9)), at(day(8))] }, ['schedule.installments.1.due_on']],
    [{ installments: [at(day(9)), at(addDays(addMonths(today, 12), 1))] }, ['schedule.installments.1.due_on']],
    [{ installments: [at(day(9), 1_500), at(day(10), -500)] }, ['schedule.installments.1.amount_cents']],
    [
      { installments: [at(day(-9)), at(day(-2))], acceptBy: today, isSplit: true },
      ['schedule.first_due_on', 'accept_by'],
    ],
    [{ acceptBy: day(-1) }, ['accept_by']],
    [{ acceptBy: day(6) }, ['accept_by']],
    [{ acceptBy: day(31), installments: [at(day(40)), at(day(60))] }, ['accept_by']],
  ])('%j', (change, fields) => {
    expect(refuse(change)).toEqual(fields);
  });
});

test('what was paid of a charge before its plan and comes back empties none of its installments', () => {
  const installments: Installment[] = [1, 2].map((number) => ({ number, dueOn: day(number), amountCents: cents(300) }));
  const look = (planPaidCents: number, openCents: number) => {
    const charge = { chargeId: 'chg_1', coveredCents: cents(600), planPaidCents: cents(planPaidCents) };
    const { paidCents, leftCents } = planProgress(
      { installments, graceDays: 0 },
      [{ ...charge, openCents: cents(openCents) }],
      day(9),
    );
    return { paidCents, leftCents };
  };
  // Of 1,000 the plan covers the 600 that were open; it paid them, and the 400 from before it come back.
  expect(look(600, 400)).toEqual({ paidCents: 600, leftCents: 0 });
  expect(look(300, 700)).toEqual({ paidCents: 300, leftCents: 300 });
});

const plan = fc.record({
  amounts: fc.array(money, { minLength: 1, maxLength: 6 }),
  gaps: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 6, maxLength: 6 }),
  graceDays: fc.integer({ min: 0, max: 10 }),
});

test('what is paid of the charges fills the installments in order, and never one more than its amount', () => {
  fc.assert(
    fc.property(
      plan,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -5, max: 200 }),
      (given, share, after) => {
        let on = today;
        const installments = given.amounts.map((amountCents, index): Installment => {
          on = addDays(on, given.gaps[index] ?? 1);
          return { number: index + 1, dueOn: on, amountCents };
        });
        const total = sumCents(given.amounts);
        const paid = cents(Math.floor(total * share));
        const covered = [
          { chargeId: 'chg_1', coveredCents: total, planPaidCents: paid, openCents: cents(total - paid) },
        ];
        const progress = planProgress({ installments, graceDays: given.graceDays }, covered, day(after));
        expect(progress.paidCents).toBe(paid);
        expect(progress.leftCents).toBe(total - paid);
        expect(sumCents(progress.installments.map((one) => one.paidCents))).toBe(paid);
        const firstOpen = progress.installments.findIndex((one) => one.leftCents > 0);
        for (const [index, one] of progress.installments.entries()) {
          expect(one.paidCents + one.leftCents).toBe(one.amountCents);
          if (firstOpen >= 0 && index > firstOpen) expect(one.paidCents).toBe(0);
          const isMissed = one.leftCents > 0 && day(after) > addDays(one.dueOn, given.graceDays);
          expect(one.status === 'missed').toBe(isMissed);
        }
        expect(progress.next?.number ?? null).toBe(firstOpen < 0 ? null : firstOpen + 1);
      },
    ),
  );
});

const openCharges = fc.array(
  fc.record({
    kind: fc.constantFrom<ChargeKind>('rent', 'late_fee', 'utilities', 'deposit'),
    openCents: money,
    offset: fc.integer({ min: -90, max: 60 }),
    covered: fc.double({ min: 0, max: 1.5, noNaN: true }),
  }),
  { maxLength: 8 },
);

test('beside a plan money is never created or lost, no charge is overpaid, and each purpose comes first', () => {
  fc.assert(
    fc.property(
      openCharges,
      fc.integer({ min: 0, max: 2_000_000 }).map(cents),
      fc.nat(500_000).map(cents),
      fc.constantFrom('plan' as const, 'rent' as const, 'any' as const),
      (given, amount, dueCents, purpose) => {
        const open = given.map(
          (one, index): OpenCharge => ({ ...one, chargeId: `chg_${index}`, dueOn: day(one.offset) }),
        );
        const covered = new Map(
          given.map((one, index) => [`chg_${index}`, cents(Math.floor(one.openCents * Math.min(1, one.covered)))]),
        );
        const result = allocateBesidePlan(
          amount,
          open,
          { covered, dueCents },
          { purpose, state: 'IL', effectiveOn: today },
        );
        const paid = (id: string) =>
          sumCents(result.allocations.filter((part) => part.chargeId === id).map((part) => part.amountCents));
        const total = sumCents(result.allocations.map((part) => part.amountCents));
        expect(total + result.creditCents).toBe(amount);
        const openTotal = sumCents(open.map((charge) => charge.openCents));
        expect(total).toBe(Math.min(amount, openTotal));
        for (const charge of open) expect(paid(charge.chargeId)).toBeLessThanOrEqual(charge.openCents);
        const coveredTotal = sumCents([...covered.values()]);
        const besideDue = sumCents(
          open
            .filter((charge) => charge.dueOn <= today)
            .map((charge) => cents(charge.openCents - (covered.get(charge.chargeId) ?? 0))),
        );
        // Seen per charge only where it is wholly the plan's or wholly beside it.
        const whole = open.filter((charge) => covered.get(charge.chargeId) === charge.openCents);
        const none = open.filter((charge) => (covered.get(charge.chargeId) ?? 0) === 0);
        if (whole.length + none.length < open.length) return;
        const toCovered = sumCents(whole.map((charge) => paid(charge.chargeId)));
        if (purpose === 'plan') expect(toCovered).toBe(Math.min(amount, coveredTotal));
        if (purpose === 'rent') expect(toCovered).toBeLessThanOrEqual(Math.max(0, amount - besideDue));
        if (purpose === 'any')
          expect(toCovered).toBeGreaterThanOrEqual(Math.min(coveredTotal, dueCents, Math.max(0, amount - besideDue)));
      },
    ),
  );
});
