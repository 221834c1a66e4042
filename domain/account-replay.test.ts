import fc from 'fast-check';
import { type AccountFacts, missingFeeId, payableFrom, type ReplayCharge, replayAccount } from './account-replay';
import { addDays, daysInclusive, laterOf, type PlainDateString, parsePlainDate } from './calendar';
import { feeByFormula, type LateFeeFormula } from './late-fee-formula';
import { type Cents, cents, sumCents } from './money';
import { allocatePayment, type OpenCharge } from './payment-order';

const JAN_1 = parsePlainDate('2026-01-01');
const TODAY = parsePlainDate('2026-06-20');
const GRACE = 5;
const dueOn = (month: number) => parsePlainDate(`2026-0${month}-01`);
const feeDay = (due: PlainDateString) => addDays(due, GRACE + 1);

/**
 * The naive model: lives every single day once with plain loops, keeps one list of dollars-and-where, and after each
 * step of a day pours everything that is not spent over whatever is open, payment by payment.
 */
function naive(facts: AccountFacts) {
  const paid = new Map<string, Map<string, number>>();
  const left = new Map<string, number>();
  const seen: ReplayCharge[] = [];
  const missing: string[] = [];
  const wrong: string[] = [];
  const open = (id: string, amount: number) =>
    amount - [...paid.values()].reduce((sum, by) => sum + (by.get(id) ?? 0), 0);
  const pour = (day: PlainDateString) => {
    const waiting = facts.payments.filter((one) => left.has(one.paymentId));
    waiting.sort((a, b) => `${a.effectiveOn}${a.paymentId}`.localeCompare(`${b.effectiveOn}${b.paymentId}`, 'en'));
    for (const { paymentId, effectiveOn, firstTo = [], lastTo = [] } of waiting) {
      const charges: OpenCharge[] = seen.map((one) => ({
        ...one,
        openCents: cents(open(one.chargeId, one.amountCents)),
      }));
      // Each heap is emptied before the next is looked at; a plan's charges wait on the payment's own day alone.
      const first = charges.filter((one) => firstTo.includes(one.chargeId));
      const plan = charges.filter(
        (one) => lastTo.includes(one.chargeId) && !first.includes(one) && day === effectiveOn,
      );
      const rest = charges.filter((one) => !first.includes(one) && !plan.includes(one));
      const isLater = (one: OpenCharge) => lastTo.length > 0 && day === effectiveOn && one.dueOn > day;
      for (const heap of [first, rest.filter((one) => !isLater(one)), plan, rest.filter(isLater)]) {
        const some = heap.filter((one) => one.openCents > 0);
        const given = allocatePayment(cents(left.get(paymentId) ?? 0), some, facts.state, day);
        for (const part of given.allocations) {
          const by = paid.get(paymentId) ?? new Map<string, number>();
          by.set(part.chargeId, (by.get(part.chargeId) ?? 0) + part.amountCents);
          paid.set(paymentId, by);
        }
        left.set(paymentId, given.creditCents);
      }
    }
  };
  const isFee = (one: ReplayCharge) => one.lateFeeOf !== undefined;
  const decided = new Set<string>();
  /** What each day's fee came to by itself, rent by rent: the highest of them may stand. */
  const daily = new Map<string, number[]>();
  const rightly = new Map<string, number>();
  for (let n = 0; n < daysInclusive(parsePlainDate('2025-11-01'), TODAY); n += 1) {
    const day = addDays(parsePlainDate('2025-11-01'), n);
    const arrive = () => {
      for (const one of facts.charges) {
        const ready = payableFrom(one) <= day && (!isFee(one) || decided.has(one.chargeId));
        if (ready && !seen.includes(one)) seen.push(one);
      }
      pour(day);
    };
    arrive();
    for (const question of facts.lateFees.filter((one) => one.firstChargeableOn <= day)) {
      const { dueOn, firstChargeableOn, settled } = question;
      const rents = seen.filter((one) => one.kind === 'rent' && one.dueOn === dueOn);
      const late = rents.reduce((sum, one) => sum + open(one.chargeId, one.amountCents), 0);
      const days = [...(daily.get(dueOn) ?? []), late > 0 ? question.feeFor(cents(late), day) : 0];
      daily.set(dueOn, days);
      const standing = facts.charges.filter((one) => one.lateFeeOf === dueOn);
      const today = standing.filter((one) => laterOf(one.dueOn, firstChargeableOn) === day);
      today.sort((one, two) => `${one.dueOn}${one.chargeId}`.localeCompare(`${two.dueOn}${two.chargeId}`, 'en'));
      let [kept, removed] = [rightly.get(dueOn) ?? 0, false];
      for (const one of today) {
        const forgiven = one.forgivenCents ?? 0;
        const fits = settled || Math.max(...days) >= kept + one.amountCents + forgiven;
        kept += fits ? one.amountCents + forgiven : forgiven;
        if (fits) decided.add(one.chargeId);
        else wrong.push(one.chargeId);
        removed ||= !fits;
      }
      const due = Math.max(...days) - kept;
      const isFirst = day === firstChargeableOn && standing.length === 0;
      if (!settled && due > 0 && (removed || isFirst)) {
        const chargeId = missingFeeId({ dueOn, chargedOn: day });
        missing.push(`${chargeId} ${due}`);
        seen.push({ chargeId, kind: 'late_fee', dueOn: day, amountCents: cents(due) });
        kept += due;
      }
      rightly.set(dueOn, kept);
    }
    arrive();
    for (const one of facts.payments.filter((payment) => payment.effectiveOn === day)) {
      if (one.amountCents > 0) left.set(one.paymentId, one.amountCents);
    }
    pour(day);
  }
  for (const one of facts.charges) {
    const isOut = wrong.includes(one.chargeId) || seen.includes(one);
    if (!isOut && !isFee(one)) seen.push(one);
  }
  pour(TODAY);
  return { paid, missing, wrong };
}

const payment = fc.record({
  day: fc.integer({ min: 0, max: 168 }),
  amount: fc.integer({ min: 1, max: 250_000 }),
  /** An installment, autopay beside a plan, or any other money. */
  as: fc.constantFrom('installment' as const, 'beside' as const, 'any' as const),
});
/** The rents that a plan covers. */
const PLANNED = ['rent-0', 'rent-2'];
const c = fc.integer({ min: 0, max: 9_000 }).map(cents);
/** Every shape of a fee that there is. */
const formula: fc.Arbitrary<LateFeeFormula> = fc.oneof(
  fc.record({ kind: fc.constant('flat' as const), amountCents: c }),
  fc.record({
    kind: fc.constant('percent' as const),
    basisPoints: fc.integer({ min: 1, max: 1_500 }),
    of: fc.constantFrom('monthly_rent' as const, 'past_due_rent' as const),
  }),
  fc.record({ kind: fc.constant('daily' as const), firstCents: c, perDayCents: c, maxCents: c }),
  fc.record({
    kind: fc.constant('tiered' as const),
    tiers: fc.array(fc.record({ fromDaysLate: fc.integer({ min: 1, max: 25 }), amountCents: c }), { maxLength: 3 }),
  }),
);
const scenario = fc.record({
  state: fc.constantFrom('ID', 'WA', 'OR', 'CO'),
  rents: fc.array(fc.integer({ min: 50_000, max: 200_000 }), { minLength: 1, maxLength: 5 }),
  other: fc.array(fc.record({ day: fc.integer({ min: 0, max: 160 }), amount: fc.integer({ min: 1, max: 40_000 }) }), {
    maxLength: 3,
  }),
  payments: fc.array(payment, { maxLength: 7 }),
  /** What stands of each rent's fee, each part so many days after the first day on which it may. */
  standing: fc.array(
    fc.array(fc.record({ after: fc.nat(20), amount: fc.integer({ min: 1, max: 7_500 }), forgiven: fc.nat(1_000) }), {
      maxLength: 3,
    }),
    { minLength: 5, maxLength: 5 },
  ),
  formula,
  settled: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
});

function factsOf(given: typeof scenario extends fc.Arbitrary<infer T> ? T : never): AccountFacts {
  const rents = given.rents.map(
    (amount, n): ReplayCharge => ({
      chargeId: `rent-${n}`,
      kind: 'rent',
      dueOn: dueOn(n + 1),
      amountCents: cents(amount),
    }),
  );
  const fees = rents.flatMap((rent, n) =>
    (given.standing[n] ?? []).map(
      ({ after, amount, forgiven }, part): ReplayCharge => ({
        chargeId: `fee-${n}-${part}`,
        kind: 'late_fee',
        dueOn: addDays(feeDay(rent.dueOn), after),
        amountCents: cents(amount),
        forgivenCents: cents(forgiven),
        lateFeeOf: rent.dueOn,
      }),
    ),
  );
  const others = given.other.map(
    ({ day, amount }, n): ReplayCharge => ({
      chargeId: `other-${n}`,
      kind: n % 2 === 0 ? 'utilities' : 'nsf_fee',
      dueOn: addDays(JAN_1, day),
      amountCents: cents(amount),
    }),
  );
  return {
    state: given.state,
    today: TODAY,
    charges: [...rents, ...fees, ...others],
    payments: given.payments.map(({ day, amount, as }, n) => ({
      paymentId: `pay-${n}`,
      effectiveOn: addDays(JAN_1, day),
      amountCents: cents(amount),
      ...(as === 'installment' ? { firstTo: PLANNED } : {}),
      ...(as === 'beside' ? { lastTo: PLANNED } : {}),
    })),
    lateFees: rents.map((rent, n) => ({
      dueOn: rent.dueOn,
      firstChargeableOn: feeDay(rent.dueOn),
      settled: given.settled[n] === true,
      feeFor: (pastDueRentCents: Cents, on: PlainDateString) => {
        const daysLate = Math.max(0, daysInclusive(rent.dueOn, on) - 1);
        return feeByFormula(given.formula, { monthlyRentCents: rent.amountCents, pastDueRentCents, daysLate });
      },
    })),
  };
}

const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 40) };

test('counting anew equals living every day once, whatever the facts', () => {
  fc.assert(
    fc.property(scenario, (given) => {
      const facts = factsOf(given);
      const replayed = replayAccount(facts);
      const model = naive(facts);
      expect(replayed.missingFees.map((fee) => `${missingFeeId(fee)} ${fee.amountCents}`).sort()).toEqual(
        [...model.missing].sort(),
      );
      expect([...replayed.wrongFees].sort()).toEqual([...model.wrong].sort());
      for (const { paymentId } of facts.payments) {
        const got = Object.fromEntries(
          (replayed.allocations.get(paymentId) ?? []).map((p) => [p.chargeId, p.amountCents]),
        );
        expect(got).toEqual(Object.fromEntries(model.paid.get(paymentId) ?? []));
      }
    }),
    runs,
  );
});

test('the order in which facts were learned changes nothing, and no money is made or lost', () => {
  fc.assert(
    fc.property(scenario, fc.infiniteStream(fc.nat()), (given, noise) => {
      const facts = factsOf(given);
      const keys = new Map(facts.payments.map((one) => [one.paymentId, noise.next().value ?? 0]));
      const shuffled = [...facts.payments].sort((a, b) => (keys.get(a.paymentId) ?? 0) - (keys.get(b.paymentId) ?? 0));
      const first = replayAccount(facts);
      const second = replayAccount({ ...facts, payments: shuffled, charges: [...facts.charges].reverse() });
      const plain = (one: typeof first) =>
        [...one.allocations]
          .map(([id, parts]) => [id, [...parts].sort((a, b) => (a.chargeId < b.chargeId ? -1 : 1))])
          .sort();
      expect(plain(second)).toEqual(plain(first));
      for (const one of facts.payments) {
        expect(
          sumCents((first.allocations.get(one.paymentId) ?? []).map((part) => part.amountCents)),
        ).toBeLessThanOrEqual(one.amountCents);
      }
    }),
    runs,
  );
});
