import { ACH_RETURNS, type ReturnCategory } from './ach-returns';

/** What share of bank debits may come back over 60 days, by the network's rules. */
export const RETURN_CEILINGS = {
  unauthorized: { basisPoints: 50, what: 'Returns that the payer never authorized' },
  administrative: { basisPoints: 300, what: 'Returns for wrong or closed accounts' },
  overall: { basisPoints: 1_500, what: 'All returns together' },
} as const;
export type Ceiling = keyof typeof RETURN_CEILINGS;
export const CEILINGS = Object.keys(RETURN_CEILINGS) as readonly Ceiling[];

/** Over how many days rates are counted. */
export const RETURN_WINDOW_DAYS = 60;
/** The landlord is told at these shares of a ceiling, in percent of it. */
export const ALARM_LEVELS = [80, 100] as const;
/** One debit that came back is no pattern: told from the second on. */
export const FEWEST_RETURNS_TO_TELL = 2;

export const RETURN_CEILINGS_SOURCE = 'Nacha Operating Rules, return rate levels';

/** Debits presented and returned in the window. */
export type ReturnCounts = { debits: number; returns: Readonly<Record<ReturnCategory, number>> };

export type ReturnRate = {
  ceiling: Ceiling;
  returns: number;
  debits: number;
  /** Rounded up, so that a rate shown as the ceiling is not below it. */
  basisPoints: number;
  ceilingBasisPoints: number;
  /** Told as near from 80% of the ceiling, as over from all of it; fewer than two returns are no pattern. */
  standing: 'well' | 'near' | 'over';
};

/** The rates of an organization beside their ceilings. */
export function returnRates({ debits, returns }: ReturnCounts): ReturnRate[] {
  const counted = {
    unauthorized: returns.unauthorized,
    administrative: returns.administrative,
    overall: returns.unauthorized + returns.administrative + returns.other,
  };
  return CEILINGS.map((ceiling) => {
    const count = counted[ceiling];
    const { basisPoints: ceilingBasisPoints } = RETURN_CEILINGS[ceiling];
    // A debit presented before the window may return within it: never more than all of them.
    const basisPoints = count === 0 ? 0 : Math.min(10_000, Math.ceil((count * 10_000) / Math.max(debits, 1)));
    const isTold = count >= FEWEST_RETURNS_TO_TELL;
    const percent = (basisPoints * 100) / ceilingBasisPoints;
    const standing = !isTold || percent < ALARM_LEVELS[0] ? 'well' : percent < ALARM_LEVELS[1] ? 'near' : 'over';
    return { ceiling, returns: count, debits, basisPoints, ceilingBasisPoints, standing };
  });
}

/** Which ceiling a return counts against; what has no known code counts among all alone. */
export function returnCategory(code: string): ReturnCategory {
  return ACH_RETURNS.get(code)?.category ?? 'other';
}

/** A share in words: `0.52%`. */
export function percentText(basisPoints: number): string {
  return `${(basisPoints / 100).toFixed(2).replace(/\.?0+$/, '')}%`;
}
