import { addDays, addMonths, type PlainDateString } from './calendar';
import { type InvalidParam, TenureError } from './errors';
import { type Cents, cents, maxCents, minCents, splitEvenly, subtractCents, sumCents, ZERO_CENTS } from './money';
import { type Allocation, allocatePayment, type OpenCharge } from './payment-order';

/** Bounds of a plan: it is for catching up, not a loan. */
export const PLAN_LIMITS = { months: 12, installments: 26, graceDays: 30, acceptDays: 30 } as const;
/** Days after an installment's date in which it still keeps the plan, where nobody says. */
export const DEFAULT_PLAN_GRACE_DAYS = 5;
/** Days that an offer stands, where nobody says. */
export const DEFAULT_ACCEPT_DAYS = 7;
/** Reminded this long before an installment's date. */
export const REMIND_DAYS = 3;

export const PLAN_STEPS = ['week', 'two_weeks', 'month'] as const;
export type PlanStep = (typeof PLAN_STEPS)[number];

export type PlannedInstallment = { dueOn: PlainDateString; amountCents: Cents };
export type Installment = PlannedInstallment & { number: number };

export type PlanSplit = {
  coveredCents: Cents;
  /** Paid when the plan is accepted, as its first installment; zero for none. */
  downPaymentCents: Cents;
  downPaymentOn: PlainDateString;
  /** Installments beside the down payment. */
  count: number;
  every: PlanStep;
  firstDueOn: PlainDateString;
};

/** Splits what is covered into even installments, the odd cents first: they always sum to the whole. */
export function splitPlan(split: PlanSplit): PlannedInstallment[] {
  const { coveredCents, downPaymentCents, count, every, firstDueOn } = split;
  const rest = subtractCents(coveredCents, minCents(downPaymentCents, coveredCents));
  const down = downPaymentCents > 0 ? [{ dueOn: split.downPaymentOn, amountCents: downPaymentCents }] : [];
  const parts = splitEvenly(rest, count).map((amountCents, index) => ({
    dueOn: stepOf(firstDueOn, every, index),
    amountCents,
  }));
  return [...down, ...parts];
}

function stepOf(first: PlainDateString, every: PlanStep, index: number): PlainDateString {
  if (every === 'month') return addMonths(first, index);
  return addDays(first, index * (every === 'week' ? 7 : 14));
}

export type PlanTerms = {
  coveredCents: Cents;
  installments: readonly PlannedInstallment[];
  acceptBy: PlainDateString;
  /** The date at the property. */
  today: PlainDateString;
  /** Whether the installments were split from a sum: then their dates follow from the first alone. */
  isSplit?: boolean;
};

/**
 * Holds a plan to its law: the installments sum to what is covered, to the cent; their dates rise, none before today,
 * the last within a year; the offer ends before its second installment falls due.
 * @throws TenureError invalid_request, naming each wrong field as who asks for the plan gave it
 */
export function assertPlan({ coveredCents, installments, acceptBy, today, isSplit = false }: PlanTerms): void {
  const params: InvalidParam[] = [];
  const wrong = (given: string, reason: string) => {
    const name = isSplit && given.endsWith('.due_on') ? 'schedule.first_due_on' : given;
    if (!params.some((known) => known.name === name && known.reason === reason)) params.push({ name, reason });
  };
  const sum = installments.reduce((total, one) => total + one.amountCents, 0);
  const lastAllowed = addMonths(today, PLAN_LIMITS.months);
  if (installments.length === 0 || installments.length > PLAN_LIMITS.installments) {
    wrong('schedule.installments', `must be 1 to ${PLAN_LIMITS.installments}`);
  }
  for (const [index, one] of installments.entries()) {
    const before = installments[index - 1];
    const name = `schedule.installments.${index}`;
    if (one.amountCents <= 0) wrong(`${name}.amount_cents`, 'must be above zero');
    if (one.dueOn < today) wrong(`${name}.due_on`, 'must not be before today');
    if (before !== undefined && one.dueOn <= before.dueOn) wrong(`${name}.due_on`, 'must be after the one before');
    if (one.dueOn > lastAllowed) wrong(`${name}.due_on`, `must be within ${PLAN_LIMITS.months} months`);
  }
  if (sum !== coveredCents) {
    wrong('schedule.installments', `must sum to the ${coveredCents} cents that the plan covers; they sum to ${sum}`);
  }
  if (acceptBy < today) wrong('accept_by', 'must not be before today');
  if (acceptBy > addDays(today, PLAN_LIMITS.acceptDays))
    wrong('accept_by', `must be within ${PLAN_LIMITS.acceptDays} days`);
  const first = installments[0];
  if (first !== undefined && first.dueOn < acceptBy)
    wrong('accept_by', 'must not be after the first installment is due');
  if (params.length > 0) throw new TenureError('invalid_request', 'This plan does not add up.', { params });
}

/** An installment with what of it is paid. `missed`: its grace days are over. */
export type InstallmentState = Installment & {
  paidCents: Cents;
  leftCents: Cents;
  status: 'paid' | 'due' | 'missed' | 'upcoming';
};

export type PlanProgress = {
  paidCents: Cents;
  leftCents: Cents;
  /** What should have come by now and has not. */
  dueCents: Cents;
  installments: InstallmentState[];
  /** The first that is not paid in full; null once all are. */
  next: InstallmentState | null;
};

/** A charge that a plan covers: as much of it as it covers, what was paid as the plan's, and what is open of it now. */
export type CoveredCharge = { chargeId: string; coveredCents: Cents; planPaidCents: Cents; openCents: Cents };

/** The last day on which an installment still keeps the plan. */
export function graceUntil(dueOn: PlainDateString, graceDays: number): PlainDateString {
  return addDays(dueOn, graceDays);
}

/**
 * How far a plan is. Nothing is kept beside the charges: what has been paid of them as the plan's, by whatever way,
 * fills the installments in their order, and what comes back of it empties them again. What was paid before the plan
 * and comes back is none of it.
 */
export function planProgress(
  plan: { installments: readonly Installment[]; graceDays: number },
  covered: readonly CoveredCharge[],
  today: PlainDateString,
): PlanProgress {
  const leftCents = sumCents(covered.map((charge) => stillCovered(charge)));
  const total = sumCents(covered.map((charge) => charge.coveredCents));
  const paidCents = subtractCents(total, leftCents);
  let pot = paidCents;
  const installments = [...plan.installments]
    .sort((a, b) => a.number - b.number)
    .map((one): InstallmentState => {
      const paid = minCents(pot, one.amountCents);
      pot = subtractCents(pot, paid);
      const left = subtractCents(one.amountCents, paid);
      return { ...one, paidCents: paid, leftCents: left, status: statusOf(one, left, plan.graceDays, today) };
    });
  const dueCents = sumCents(installments.filter((one) => one.dueOn <= today).map((one) => one.leftCents));
  return { paidCents, leftCents, dueCents, installments, next: installments.find((one) => one.leftCents > 0) ?? null };
}

/**
 * What of a covered charge is still to be paid by the plan. More may be open of it: that is not the plan's. Less may
 * be, too, where it was forgiven, or money from before the plan was found later.
 */
export function stillCovered({ coveredCents, planPaidCents, openCents }: Omit<CoveredCharge, 'chargeId'>): Cents {
  const unpaid = cents(coveredCents - planPaidCents);
  return maxCents(minCents(openCents, unpaid), ZERO_CENTS);
}

function statusOf(
  one: Installment,
  left: Cents,
  graceDays: number,
  today: PlainDateString,
): InstallmentState['status'] {
  if (left <= 0) return 'paid';
  if (one.dueOn > today) return 'upcoming';
  return today > graceUntil(one.dueOn, graceDays) ? 'missed' : 'due';
}

/** What a payment is for, where a plan runs: its installments, the rent beside it, or whatever is owed. */
export type PaymentPurpose = 'plan' | 'rent' | 'any';

/** What a payment pays of a charge, and how much of that is the plan's. */
export type PlanAllocation = Allocation & { planCents: Cents };

/** A running plan as an allocation sees it. */
export type PlanInForce = {
  /** By charge, what of it is still to be paid by the plan. */
  covered: ReadonlyMap<string, Cents>;
  /** What should have come by the payment's date and has not. */
  dueCents: Cents;
};

/**
 * Gives a payment to open charges where a plan runs. Within each step the state's order holds.
 * An installment goes to what the plan covers; autopay's rent to what it does not cover; any other money to what is
 * due by now of both, then to the installments to come, then to what is due later.
 */
export function allocateBesidePlan(
  amount: Cents,
  open: readonly OpenCharge[],
  plan: PlanInForce,
  { purpose, state, effectiveOn }: { purpose: PaymentPurpose; state: string; effectiveOn: PlainDateString },
): { allocations: PlanAllocation[]; creditCents: Cents } {
  const limited = (charges: readonly OpenCharge[], limit: Cents) =>
    allocatePayment(limit, charges, state, effectiveOn).allocations;
  const covered = within(open, (charge) => plan.covered.get(charge.chargeId) ?? ZERO_CENTS);
  const dueNow = limited(covered, plan.dueCents);
  const later = without(covered, dueNow);
  const planned = within(covered, (charge) => sumOf(dueNow, charge.chargeId));
  const beside = without(
    open,
    covered.map(({ chargeId, kind, openCents }) => ({ chargeId, kind, amountCents: openCents })),
  );
  const dueBeside = beside.filter((charge) => charge.dueOn <= effectiveOn);
  const laterBeside = beside.filter((charge) => charge.dueOn > effectiveOn);
  const steps: Record<PaymentPurpose, Step[]> = {
    plan: [{ planned: covered }, { beside: dueBeside }, { beside: laterBeside }],
    rent: [{ beside: dueBeside }, { planned }, { planned: later }, { beside: laterBeside }],
    any: [{ planned, beside: dueBeside }, { planned: later }, { beside: laterBeside }],
  };
  let left = amount;
  const taken: PlanAllocation[] = [];
  for (const step of steps[purpose]) {
    const parts = limited([...(step.planned ?? []), ...(step.beside ?? [])], left);
    taken.push(...byCharge(parts).map((part) => ({ ...part, planCents: plannedPart(part, step.planned ?? []) })));
    left = subtractCents(left, sumCents(parts.map((part) => part.amountCents)));
  }
  return { allocations: byCharge(taken), creditCents: left };
}

/** Charges that are paid together: what the plan covers of them, and what is beside it. */
type Step = { planned?: readonly OpenCharge[]; beside?: readonly OpenCharge[] };

/** Of a charge that is partly the plan's, the plan's part is paid first. */
function plannedPart({ chargeId, amountCents }: Allocation, planned: readonly OpenCharge[]): Cents {
  const mine = planned.filter((charge) => charge.chargeId === chargeId).map((charge) => charge.openCents);
  return minCents(amountCents, sumCents(mine));
}

/** The charges with no more open than the limit. */
function within(charges: readonly OpenCharge[], limit: (charge: OpenCharge) => Cents): OpenCharge[] {
  return charges
    .map((charge) => ({ ...charge, openCents: minCents(charge.openCents, limit(charge)) }))
    .filter((charge) => charge.openCents > 0);
}

/** The charges with what is left open beside these parts. */
function without(charges: readonly OpenCharge[], parts: readonly Allocation[]): OpenCharge[] {
  return charges
    .map((charge) => ({ ...charge, openCents: subtractCents(charge.openCents, sumOf(parts, charge.chargeId)) }))
    .filter((charge) => charge.openCents > 0);
}

function sumOf(parts: readonly Allocation[], chargeId: string): Cents {
  return sumCents(parts.filter((part) => part.chargeId === chargeId).map((part) => part.amountCents));
}

function byCharge<A extends Allocation & { planCents?: Cents }>(parts: readonly A[]): A[] {
  const merged = new Map<string, A>();
  for (const part of parts) {
    const before = merged.get(part.chargeId);
    if (before === undefined) merged.set(part.chargeId, part);
    else merged.set(part.chargeId, { ...part, ...sumOfParts(before, part) });
  }
  return [...merged.values()];
}

function sumOfParts(a: Allocation & { planCents?: Cents }, b: Allocation & { planCents?: Cents }) {
  const amountCents = sumCents([a.amountCents, b.amountCents]);
  const planCents = sumCents([a.planCents ?? ZERO_CENTS, b.planCents ?? ZERO_CENTS]);
  return { amountCents, planCents };
}
