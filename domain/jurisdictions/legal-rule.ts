import type { Confidence } from '../ach-returns';
import { type PlainDateString, parsePlainDate } from '../calendar';

/** What every rule of law on file says about itself. Dates of force are inclusive; null means still in force. */
export type LegalRule = {
  cite: string;
  confidence: Confidence;
  effectiveFrom: PlainDateString;
  effectiveTo: PlainDateString | null;
  /** When somebody last held the row against its source; null if nobody has. */
  verifiedOn: PlainDateString | null;
};

/** Where the start of a rule isn't on file: it is taken as always in force. */
export const SINCE_BEFORE_RECORDS = parsePlainDate('1900-01-01');

/** The part of a row that is the same wherever only the source is known. */
export function legalRule(cite: string, confidence: Confidence): LegalRule {
  return { cite, confidence, effectiveFrom: SINCE_BEFORE_RECORDS, effectiveTo: null, verifiedOn: null };
}

/** Whether a rule was in force on the date that the event happened. */
export function isInForce(rule: LegalRule, on: PlainDateString): boolean {
  return rule.effectiveFrom <= on && (rule.effectiveTo === null || on <= rule.effectiveTo);
}

/** Whether a rule was checked well enough to be enforced; the others are shown as a warning with their source. */
export function isEnforceable(rule: LegalRule): boolean {
  return rule.confidence === 'text read' || rule.confidence === 'quoted';
}

/** The warning shown where a rule rests on a chart or on common knowledge. */
export function unverifiedWarning(rule: LegalRule): string {
  const basis = rule.confidence === 'secondary' ? 'a secondary source' : 'common knowledge';
  return `This rule rests on ${basis} (${rule.cite}) and was not checked against the law: confirm it before relying on it.`;
}
