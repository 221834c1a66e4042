import { addDays, type PlainDateString } from './calendar';
import { type ChargeKind, isFee } from './charge-kinds';
import { type Cents, subtractCents, sumCents, ZERO_CENTS } from './money';
import { type Allocation, allocatePayment, type OpenCharge } from './payment-order';

/** Rent and what recurs is posted this many days before it is due, and may be paid from then on. */
export const POSTED_AHEAD_DAYS = 5;

/** A charge that stands. `lateFeeOf` is the due date of the rent that a late fee is for. */
export type ReplayCharge = {
  chargeId: string;
  kind: ChargeKind;
  dueOn: PlainDateString;
  amountCents: Cents;
  lateFeeOf?: PlainDateString | undefined;
  /** What a person forgave of it. */
  forgivenCents?: Cents | undefined;
};

/** What stands of a payment, as of the day it counts from. */
export type ReplayPayment = {
  paymentId: string;
  effectiveOn: PlainDateString;
  amountCents: Cents;
  /** Charges that it goes to before any other: those of the payment plan that it was made for. */
  firstTo?: readonly string[] | undefined;
  /** On its day after whatever else was due: charges of a running payment plan, for autopay of the rent beside it. */
  lastTo?: readonly string[] | undefined;
};

/** A rent's due date that may bear a late fee, from a day on. */
export type LateFeeQuestion = {
  dueOn: PlainDateString;
  firstChargeableOn: PlainDateString;
  /** A person forgave it, or a plan pauses it: what stands stays, none is added. */
  settled: boolean;
  /** Where no fee stands, none is added: the lease has none any more. */
  addsNone?: boolean | undefined;
  /** The whole fee to date for so much rent past due on a day: it may grow from day to day, and never shrinks. */
  feeFor(pastDueRentCents: Cents, on: PlainDateString): Cents;
};

export type AccountFacts = {
  state: string;
  today: PlainDateString;
  charges: readonly ReplayCharge[];
  payments: readonly ReplayPayment[];
  lateFees: readonly LateFeeQuestion[];
};

/** A late fee that should stand: of which rent, and how much beside what of it stands rightly. */
export type MissingFee = {
  dueOn: PlainDateString;
  firstChargeableOn: PlainDateString;
  /** From when it counts: the first chargeable day, or that of the one that it stands for instead. */
  chargedOn: PlainDateString;
  amountCents: Cents;
  /** What it was computed from: the day, the rent past due on it, and what stood of the fee before. */
  on: PlainDateString;
  pastDueRentCents: Cents;
  beforeCents: Cents;
  /** It stands for one that was too high. */
  replaces: boolean;
};

/** Who pays what, and which late fees follow. */
export type Replayed = {
  allocations: ReadonlyMap<string, readonly Allocation[]>;
  /** Late fees that stand and should not: less rent was late on their day, or none, than they were computed from. */
  wrongFees: readonly string[];
  /** Late fees that should stand and do not. */
  missingFees: readonly MissingFee[];
};

/** The first day on which a payment may go to a charge: fees and refunds that came twice are there when they are due. */
export function payableFrom(charge: Pick<ReplayCharge, 'kind' | 'dueOn'>): PlainDateString {
  return isFee(charge.kind) || charge.kind === 'double_refund'
    ? charge.dueOn
    : addDays(charge.dueOn, -POSTED_AHEAD_DAYS);
}

/**
 * Gives a payment first to what may be paid on its day, by the state's order, then to what is posted already though
 * due later. What is left over is credit.
 */
export function allocateByDate(
  amount: Cents,
  open: readonly OpenCharge[],
  state: string,
  on: PlainDateString,
): { allocations: Allocation[]; creditCents: Cents } {
  const isPayable = (charge: OpenCharge) => payableFrom(charge) <= on;
  const first = allocatePayment(amount, open.filter(isPayable), state, on);
  if (first.creditCents === ZERO_CENTS) return first;
  const later = open.filter((charge) => !isPayable(charge));
  const rest = allocatePayment(first.creditCents, later, state, on);
  return { allocations: [...first.allocations, ...rest.allocations], creditCents: rest.creditCents };
}

/**
 * Counts a lease's money anew from its facts, day by day as things took effect, whenever they came into the books:
 * on each day what is paid ahead goes to charges that became payable, then late fees of that day are decided, then the
 * day's payments are given out. The same facts give the same answer in whatever order they were learned.
 */
export function replayAccount(facts: AccountFacts): Replayed {
  return new Replay(facts).run();
}

type Credit = { paymentId: string; leftCents: Cents };
/** The highest that a rent's late fee came to so far, on which day and for how much, and what of it stands rightly. */
type FeeSoFar = { mostCents: Cents; on: PlainDateString; pastDueRentCents: Cents; keptCents: Cents };

class Replay {
  private readonly open = new Map<string, OpenCharge>();
  private readonly credits: Credit[] = [];
  private readonly given = new Map<string, Allocation[]>();
  private readonly wrong = new Set<string>();
  private readonly missing: MissingFee[] = [];
  private readonly undecided: Set<string>;
  private readonly fees = new Map<PlainDateString, FeeSoFar>();

  constructor(private readonly facts: AccountFacts) {
    const asked = new Set(facts.lateFees.map((question) => question.dueOn));
    // A late fee is there once its rent was late on its first day; nobody asks about others.
    this.undecided = new Set(
      facts.charges.filter((one) => one.lateFeeOf !== undefined && asked.has(one.lateFeeOf)).map((one) => one.chargeId),
    );
  }

  run(): Replayed {
    for (const day of this.days()) {
      this.admit((charge) => payableFrom(charge) <= day);
      this.spendCredit(day);
      for (const question of this.facts.lateFees) if (question.firstChargeableOn <= day) this.decide(question, day);
      this.admit((charge) => payableFrom(charge) <= day);
      this.spendCredit(day);
      for (const payment of this.paymentsOf(day)) this.pay(payment, day);
    }
    // Posted though not yet payable: money is never idle while something is open.
    this.undecided.clear();
    this.admit(() => true);
    this.spendCredit(this.facts.today);
    return { allocations: this.given, wrongFees: [...this.wrong], missingFees: this.missing };
  }

  private days(): PlainDateString[] {
    const { charges, payments, lateFees, today } = this.facts;
    const all = [
      ...charges.map(payableFrom),
      ...payments.map((payment) => payment.effectiveOn),
      ...lateFees.map((question) => question.firstChargeableOn),
    ];
    return [...new Set(all)].filter((day) => day <= today).sort();
  }

  private admit(isThere: (charge: ReplayCharge) => boolean): void {
    for (const charge of this.facts.charges) {
      const { chargeId, kind, dueOn, amountCents } = charge;
      if (this.undecided.has(chargeId) || this.wrong.has(chargeId) || this.open.has(chargeId)) continue;
      if (isThere(charge)) this.open.set(chargeId, { chargeId, kind, dueOn, openCents: amountCents });
    }
  }

  /** Before a day's payments: the rent is as late as it was all day. A fee is judged on the day from which it counts. */
  private decide(question: LateFeeQuestion, day: PlainDateString): void {
    const { dueOn, firstChargeableOn, settled, addsNone = false } = question;
    const fee = this.soFar(question, day);
    const standing = this.facts.charges.filter((one) => one.lateFeeOf === dueOn);
    let isTooHigh = false;
    for (const one of standing.filter((charge) => charge.dueOn <= day).sort(byDay)) {
      if (!this.undecided.delete(one.chargeId)) continue;
      const whole = sumCents([one.amountCents, one.forgivenCents ?? ZERO_CENTS]);
      if (settled || fee.keptCents + whole <= fee.mostCents) fee.keptCents = sumCents([fee.keptCents, whole]);
      else {
        this.wrong.add(one.chargeId);
        isTooHigh = true;
        fee.keptCents = sumCents([fee.keptCents, one.forgivenCents ?? ZERO_CENTS]);
      }
    }
    const isFirst = day === firstChargeableOn && standing.length === 0 && !addsNone;
    if (settled || !(isFirst || isTooHigh) || fee.mostCents <= fee.keptCents) return;
    this.add(question, fee, { chargedOn: day, replaces: isTooHigh });
  }

  /** Takes a day into what a rent's late fee has come to at most. */
  private soFar({ dueOn, feeFor }: LateFeeQuestion, day: PlainDateString): FeeSoFar {
    const none = { mostCents: ZERO_CENTS, on: day, pastDueRentCents: ZERO_CENTS, keptCents: ZERO_CENTS };
    const fee = this.fees.get(dueOn) ?? none;
    this.fees.set(dueOn, fee);
    const rent = [...this.open.values()].filter((one) => one.kind === 'rent' && one.dueOn === dueOn);
    const pastDueRentCents = sumCents(rent.map((one) => one.openCents));
    const todayCents = pastDueRentCents > 0 ? feeFor(pastDueRentCents, day) : ZERO_CENTS;
    return todayCents > fee.mostCents ? Object.assign(fee, { mostCents: todayCents, on: day, pastDueRentCents }) : fee;
  }

  private add(
    { dueOn, firstChargeableOn }: LateFeeQuestion,
    fee: FeeSoFar,
    how: { chargedOn: PlainDateString; replaces: boolean },
  ): void {
    const { mostCents, keptCents: beforeCents, on, pastDueRentCents } = fee;
    const amountCents = subtractCents(mostCents, beforeCents);
    const missing = { dueOn, firstChargeableOn, ...how, amountCents, on, pastDueRentCents, beforeCents };
    this.missing.push(missing);
    fee.keptCents = mostCents;
    const chargeId = missingFeeId(missing);
    this.open.set(chargeId, { chargeId, kind: 'late_fee', dueOn: how.chargedOn, openCents: amountCents });
  }

  private paymentsOf(day: PlainDateString): ReplayPayment[] {
    return this.facts.payments
      .filter((payment) => payment.effectiveOn === day && payment.amountCents > 0)
      .sort((a, b) => (a.paymentId < b.paymentId ? -1 : 1));
  }

  private pay(payment: ReplayPayment, day: PlainDateString): void {
    const leftCents = this.give(payment.paymentId, payment.amountCents, day, stepOf(payment, day));
    if (leftCents > 0) this.credits.push({ paymentId: payment.paymentId, leftCents });
  }

  private spendCredit(day: PlainDateString): void {
    for (const credit of this.credits) {
      const payment = this.facts.payments.find((one) => one.paymentId === credit.paymentId);
      if (credit.leftCents <= 0 || payment === undefined) continue;
      const step = stepOf({ ...payment, lastTo: undefined }, day);
      credit.leftCents = this.give(credit.paymentId, credit.leftCents, day, step);
    }
  }

  /** @returns what no open charge took */
  private give(paymentId: string, amount: Cents, day: PlainDateString, step: (charge: OpenCharge) => number): Cents {
    const open = [...this.open.values()].filter((charge) => charge.openCents > 0);
    let left = amount;
    const given = [...(this.given.get(paymentId) ?? [])];
    for (const number of STEPS) {
      const charges = open.filter((charge) => step(charge) === number);
      const { allocations, creditCents } = allocatePayment(left, charges, this.facts.state, day);
      given.push(...allocations);
      left = creditCents;
      for (const part of allocations) {
        const charge = this.open.get(part.chargeId);
        if (charge !== undefined) charge.openCents = subtractCents(charge.openCents, part.amountCents);
      }
    }
    this.given.set(paymentId, joined(given));
    return left;
  }
}

function byDay(a: ReplayCharge, b: ReplayCharge): number {
  return `${a.dueOn}${a.chargeId}` < `${b.dueOn}${b.chargeId}` ? -1 : 1;
}

const STEPS = [1, 2, 3, 4];

/** In which step a payment goes to a charge: its own first; within each step the state's order holds. */
function stepOf({ firstTo, lastTo }: ReplayPayment, day: PlainDateString): (charge: OpenCharge) => number {
  return ({ chargeId, dueOn }) => {
    if (firstTo?.includes(chargeId)) return 1;
    if (lastTo?.includes(chargeId)) return 3;
    return lastTo !== undefined && dueOn > day ? 4 : 2;
  };
}

/** Stands in the allocations for a fee that is not posted yet. */
export function missingFeeId({ dueOn, chargedOn }: Pick<MissingFee, 'dueOn' | 'chargedOn'>): string {
  return `missing/${dueOn}/${chargedOn}`;
}

/** One allocation for each charge. */
function joined(parts: readonly Allocation[]): Allocation[] {
  const byCharge = new Map<string, Allocation>();
  for (const part of parts) {
    const known = byCharge.get(part.chargeId);
    const amountCents = known === undefined ? part.amountCents : sumCents([known.amountCents, part.amountCents]);
    byCharge.set(part.chargeId, { ...part, amountCents });
  }
  return [...byCharge.values()];
}
