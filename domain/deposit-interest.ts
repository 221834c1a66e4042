import { addDays, addMonths, daysInclusive, type PlainDateString } from './calendar';
import {
  DEPOSIT_INTEREST_RULES,
  type DepositInterestRule,
  depositInterestText,
} from './jurisdictions/deposit-interest';
import { type RuleView, ruleInForce, ruleView, unverifiedWarning } from './jurisdictions/legal-rule';
import { type Cents, roundHalfUp, ZERO_CENTS } from './money';

/** What was held from the end of a day on, until the next one. */
export type HeldSince = { on: PlainDateString; heldCents: Cents };

/** So many days at so much. */
export type InterestSpan = { from: PlainDateString; to: PlainDateString; days: number; heldCents: Cents };

const DAYS_OF_YEAR = 365n;
const BASIS = 10_000n;

/**
 * Simple interest by the day, on what was held at the end of each, over a year of 365 days. Rounded once, half up, at
 * the end: never by the day.
 * @param history ascending by date; what was held before the first is nothing
 * @param through the last day that bears interest
 */
export function simpleInterest(
  history: readonly HeldSince[],
  basisPoints: number,
  from: PlainDateString,
  through: PlainDateString,
): { amountCents: Cents; spans: InterestSpan[] } {
  if (!Number.isSafeInteger(basisPoints) || basisPoints < 0)
    throw new RangeError('A rate is a whole number of basis points');
  const spans = spansOf(history, from, through);
  const centDays = spans.reduce((sum, span) => sum + BigInt(span.heldCents) * BigInt(span.days), 0n);
  return { amountCents: roundHalfUp(centDays * BigInt(basisPoints), DAYS_OF_YEAR * BASIS), spans };
}

function spansOf(history: readonly HeldSince[], from: PlainDateString, through: PlainDateString): InterestSpan[] {
  const spans: InterestSpan[] = [];
  history.forEach(({ on, heldCents }, index) => {
    const next = history[index + 1];
    const start = on < from ? from : on;
    const end = next === undefined || addDays(next.on, -1) > through ? through : addDays(next.on, -1);
    if (start <= end && heldCents > 0) {
      spans.push({ from: start, to: end, days: daysInclusive(start, end), heldCents });
    }
  });
  return spans;
}

export type InterestAsked = {
  state: string;
  /** What the lease agrees, in basis points a year; undefined where it says nothing. */
  agreedBasisPoints: number | undefined;
  rentCents: Cents;
  history: readonly HeldSince[];
  /** The first day that bore no interest yet; the first day held where none was credited before. */
  from: PlainDateString;
  through: PlainDateString;
};

export type InterestDue = {
  amountCents: Cents;
  basisPoints: number;
  /** `lease` where the lease agrees a rate, `state` where the law's own is taken, `none` where nothing is due. */
  basis: 'lease' | 'state' | 'none';
  spans: InterestSpan[];
  rule: RuleView | null;
  warnings: string[];
};

/**
 * The interest due on a deposit for a stretch of days: by the rate of the lease; else by the rate that the state's law
 * names, where it names one. A rule that was not checked against the law only warns.
 * @param rules a test may hold its own against it
 */
export function depositInterest(
  asked: InterestAsked,
  rules: readonly DepositInterestRule[] = DEPOSIT_INTEREST_RULES,
): InterestDue {
  const law = ruleInForce(rules, asked.state, asked.through);
  const rule = law === undefined ? null : ruleView('deposit_interest', depositInterestText(law), law);
  const warnings = law === undefined ? [] : [`${depositInterestText(law)}. ${unverifiedWarning(law)}`];
  const { agreedBasisPoints, history, from, through } = asked;
  if (agreedBasisPoints !== undefined) {
    const due = simpleInterest(history, agreedBasisPoints, from, through);
    return { ...due, basisPoints: agreedBasisPoints, basis: 'lease', rule, warnings };
  }
  const none: InterestDue = { amountCents: ZERO_CENTS, basisPoints: 0, basis: 'none', spans: [], rule, warnings };
  if (law === undefined || law.basisPoints === null || !isLongEnough(law, asked)) return none;
  const due = simpleInterest(bearing(law, asked), law.basisPoints, from, through);
  return { ...due, basisPoints: law.basisPoints, basis: 'state', rule, warnings };
}

function isLongEnough({ afterMonths }: DepositInterestRule, { history, through }: InterestAsked): boolean {
  const since = history.find(({ heldCents }) => heldCents > 0)?.on;
  return since !== undefined && addMonths(since, afterMonths) <= addDays(through, 1);
}

/** In Ohio only what is above $50 or a month's rent bears interest. */
function bearing({ state }: DepositInterestRule, { history, rentCents }: InterestAsked): readonly HeldSince[] {
  if (state !== 'OH') return history;
  const free = Math.max(5_000, rentCents);
  return history.map((one) => ({ ...one, heldCents: Math.max(0, one.heldCents - free) as Cents }));
}
