import type { PlainDateString } from './calendar';
import { isInForce, type LegalRule, legalRule } from './jurisdictions/legal-rule';
import { type Cents, cents, minCents } from './money';

/** The most that a state lets a landlord take for an application. */
export type ApplicationFeeRule = LegalRule & { state: string; mostCents: Cents; orActualCost: boolean; text: string };

export const APPLICATION_FEE_RULES: readonly ApplicationFeeRule[] = [
  {
    state: 'NY',
    mostCents: cents(2000),
    orActualCost: true,
    text: 'No application fee; background and credit checks at no more than their actual cost or $20, whichever is less, per applicant',
    ...legalRule('N.Y. Real Prop. Law 238-a(1)(b)', 'quoted', { from: '2019-06-14', verifiedOn: '2026-11-23' }),
  },
];

export type ApplicationFee = {
  amountCents: Cents;
  /** Whether the landlord's wish was above the limit. */
  capped: boolean;
  rule: { text: string; source: string; confidence: LegalRule['confidence'] } | null;
};

/**
 * The application fee that may be asked.
 * @param wantedCents what the landlord would ask
 * @param actualCostCents what the checks cost the landlord, where known
 */
export function applicationFeeFor(
  state: string,
  on: PlainDateString,
  wantedCents: Cents,
  actualCostCents?: Cents,
): ApplicationFee {
  const law = APPLICATION_FEE_RULES.find((rule) => rule.state === state && isInForce(rule, on));
  if (!law) return { amountCents: wantedCents, capped: false, rule: null };
  const costCap = law.orActualCost && actualCostCents !== undefined ? actualCostCents : law.mostCents;
  const amountCents = minCents(wantedCents, minCents(law.mostCents, costCap));
  const rule = { text: law.text, source: law.cite, confidence: law.confidence };
  return { amountCents, capped: amountCents < wantedCents, rule };
}
