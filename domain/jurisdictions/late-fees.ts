import { type Cents, cents } from '../money';
import { type LegalRule, legalRule } from './legal-rule';

/** What a percentage is taken of. */
export type FeeBase = 'monthly_rent' | 'past_due_rent';

/** The most that a late fee may be. */
export type LateFeeCap =
  | { kind: 'none' }
  /** The statute has a limit that isn't on file. */
  | { kind: 'unknown' }
  | { kind: 'percent'; basisPoints: number; base: FeeBase }
  | { kind: 'lesser_of'; flatCents: Cents; basisPoints: number; base: FeeBase }
  | { kind: 'greater_of'; flatCents: Cents; basisPoints: number; base: FeeBase }
  | { kind: 'by_building_size'; upToUnits: number; smallBasisPoints: number; largeBasisPoints: number }
  /** One of: a reasonable flat amount once; a daily fee; so much for each five days. They grow until the rental period ends. */
  | { kind: 'choice'; dailyBasisPointsOfFlat: number; basisPointsPerFiveDays: number };

/**
 * A state's rule on late fees. `firstChargeableAfterDays` counts from the due date: 6 means that rent due on the 1st
 * may bear a fee from the 7th. Null: no grace on file. Systems disagree on how to count grace, so the date is what
 * counts; where the source leaves room, the later date is taken.
 */
export type LateFeeRule = LegalRule & {
  state: string;
  firstChargeableAfterDays: number | null;
  daysAre: 'calendar' | 'business';
  graceText: string;
  cap: LateFeeCap;
  capText: string;
};

const percent = (basisPoints: number, base: FeeBase): LateFeeCap => ({ kind: 'percent', basisPoints, base });

export const LATE_FEE_RULES: readonly LateFeeRule[] = [
  {
    state: 'TX',
    firstChargeableAfterDays: 3,
    daysAre: 'calendar',
    graceText: 'two full days after the due date',
    cap: { kind: 'by_building_size', upToUnits: 4, smallBasisPoints: 1200, largeBasisPoints: 1000 },
    capText: 'reasonable; safe harbor 12% of rent in a building of 4 units or fewer, 10% above',
    ...legalRule('Tex. Prop. Code 92.019', 'text read', { from: '2019-09-01', verifiedOn: '2026-11-23' }),
  },
  {
    state: 'NY',
    firstChargeableAfterDays: 6,
    daysAre: 'calendar',
    graceText: 'not within five days of the due date',
    cap: { kind: 'lesser_of', flatCents: cents(5000), basisPoints: 500, base: 'monthly_rent' },
    capText: 'the lesser of $50 and 5% of the monthly rent',
    ...legalRule('N.Y. Real Prop. Law 238-a', 'quoted', { from: '2019-06-14', verifiedOn: '2026-11-23' }),
  },
  {
    state: 'OR',
    firstChargeableAfterDays: 4,
    daysAre: 'calendar',
    graceText: 'after the fourth day of the rental period',
    cap: { kind: 'choice', dailyBasisPointsOfFlat: 600, basisPointsPerFiveDays: 500 },
    capText:
      'a reasonable flat amount once; or daily up to 6% of that amount; or 5% of rent for each five days from the fifth; through that rental period only',
    ...legalRule('ORS 90.260', 'text read', { verifiedOn: '2026-11-23' }),
  },
  {
    state: 'WA',
    firstChargeableAfterDays: 6,
    daysAre: 'calendar',
    graceText: 'not unless more than five days late',
    cap: { kind: 'none' },
    capText: 'no statewide cap (Seattle: $10 a month)',
    ...legalRule('RCW 59.18.170', 'secondary'),
  },
  {
    state: 'CO',
    firstChargeableAfterDays: 8,
    daysAre: 'calendar',
    graceText: 'seven days',
    cap: { kind: 'greater_of', flatCents: cents(5000), basisPoints: 500, base: 'past_due_rent' },
    capText:
      'the greater of $50 and 5% of the past-due rent; no interest; notice within 180 days; never taken out of rent; no eviction for late fees alone',
    ...legalRule('C.R.S. 38-12-105', 'secondary'),
  },
  {
    state: 'NC',
    firstChargeableAfterDays: 6,
    daysAre: 'calendar',
    graceText: 'five days',
    cap: { kind: 'greater_of', flatCents: cents(1500), basisPoints: 500, base: 'monthly_rent' },
    capText: 'the greater of $15 and 5% of rent',
    ...legalRule('N.C.G.S. 42-46', 'secondary'),
  },
  {
    state: 'ME',
    firstChargeableAfterDays: 16,
    daysAre: 'calendar',
    graceText: 'fifteen days',
    cap: percent(400, 'monthly_rent'),
    capText: "4% of one month's rent",
    ...legalRule('14 M.R.S. 6028', 'secondary'),
  },
  {
    state: 'MA',
    firstChargeableAfterDays: 31,
    daysAre: 'calendar',
    graceText: 'thirty days',
    cap: { kind: 'none' },
    capText: 'none in the statute',
    ...legalRule('M.G.L. c.186 s.15B', 'secondary'),
  },
  {
    state: 'CT',
    firstChargeableAfterDays: 10,
    daysAre: 'calendar',
    graceText: 'nine days',
    cap: { kind: 'unknown' },
    capText: 'see the statute',
    ...legalRule('C.G.S. 47a-15a', 'secondary'),
  },
  {
    state: 'DE',
    firstChargeableAfterDays: 6,
    daysAre: 'calendar',
    graceText: 'five days (eight where the landlord has no office in the county)',
    cap: percent(500, 'monthly_rent'),
    capText: '5% of the monthly rent',
    ...legalRule('25 Del. C. 5501', 'secondary'),
  },
  {
    state: 'NJ',
    firstChargeableAfterDays: 6,
    daysAre: 'business',
    graceText: 'five business days',
    cap: { kind: 'none' },
    capText: 'none statewide',
    ...legalRule('N.J.S.A. 2A:42-6.1', 'secondary'),
  },
  {
    state: 'TN',
    firstChargeableAfterDays: 6,
    daysAre: 'calendar',
    graceText: 'five days',
    cap: percent(1000, 'past_due_rent'),
    capText: '10% of the past-due rent',
    ...legalRule('T.C.A. 66-28-201', 'unchecked'),
  },
  {
    state: 'VA',
    firstChargeableAfterDays: 6,
    daysAre: 'calendar',
    graceText: 'five days',
    cap: percent(1000, 'monthly_rent'),
    capText: '10% of rent or of the balance',
    ...legalRule('Va. Code 55.1-1204', 'unchecked'),
  },
  {
    state: 'MD',
    firstChargeableAfterDays: null,
    daysAre: 'calendar',
    graceText: 'none on file',
    cap: percent(500, 'monthly_rent'),
    capText: '5% of the rent due',
    ...legalRule('Md. Real Prop. 8-208', 'unchecked'),
  },
  {
    state: 'MN',
    firstChargeableAfterDays: null,
    daysAre: 'calendar',
    graceText: 'none on file',
    cap: percent(800, 'past_due_rent'),
    capText: '8% of the overdue rent',
    ...legalRule('Minn. Stat. 504B.177', 'unchecked'),
  },
  {
    state: 'NV',
    firstChargeableAfterDays: null,
    daysAre: 'calendar',
    graceText: 'none on file',
    cap: percent(500, 'monthly_rent'),
    capText: '5% of the periodic rent',
    ...legalRule('NRS 118A.210', 'unchecked'),
  },
];
