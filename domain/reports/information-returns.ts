import { addDays, type PlainDateString, parsePlainDate } from '../calendar';
import { type LegalRule, legalRule, type RuleView, ruleView } from '../jurisdictions/legal-rule';
import { type Cents, cents, formatMoney } from '../money';

/** What a year's payments to one payee must reach before a 1099-NEC or 1099-MISC (rents) is filed. */
export type ReportingThreshold = LegalRule & { amountCents: Cents; isIndexed: boolean };

const NAME = '1099 reporting threshold';

/** By the day of payment. The amounts after 2026 follow the cost of living and are not on file before they are published. */
export const REPORTING_THRESHOLDS: readonly ReportingThreshold[] = [
  {
    amountCents: cents(60_000),
    isIndexed: false,
    ...legalRule('26 U.S.C. 6041(a), before Pub. L. 119-21', 'secondary', { to: '2025-12-31' }),
  },
  {
    amountCents: cents(200_000),
    isIndexed: false,
    ...legalRule('26 U.S.C. 6041(a), Pub. L. 119-21 sec. 70433', 'secondary', { from: '2026-01-01', to: '2026-12-31' }),
  },
  {
    amountCents: cents(200_000),
    isIndexed: true,
    ...legalRule('26 U.S.C. 6041(a) and (h), Pub. L. 119-21 sec. 70433', 'secondary', { from: '2027-01-01' }),
  },
];

/** The threshold for payments of a calendar year; the last day of the year decides. */
export function thresholdOf(year: number): ReportingThreshold {
  const on = lastDayOfYear(year);
  const found = REPORTING_THRESHOLDS.find(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo),
  );
  if (found === undefined) throw new RangeError(`No threshold is on file for ${year}`);
  return found;
}

/** The threshold in words, with its source and how far it was checked. */
export function thresholdView(year: number): RuleView {
  const rule = thresholdOf(year);
  const amount = formatMoney(rule.amountCents);
  const text = rule.isIndexed
    ? `Payments of ${amount} or more in a year are reported. From 2027 the amount follows the cost of living: ${amount} is the last that is on file for ${year}; look up the one that was published.`
    : `Payments of ${amount} or more in ${year} are reported.`;
  return ruleView(NAME, text, rule);
}

function lastDayOfYear(year: number): PlainDateString {
  return addDays(parsePlainDate(`${year + 1}-01-01`), -1);
}

/** What bills are for services of somebody who is not an employee: those count for a 1099-NEC. */
export const SERVICE_CATEGORIES = ['repairs', 'cleaning', 'landscaping', 'legal', 'other'] as const;
