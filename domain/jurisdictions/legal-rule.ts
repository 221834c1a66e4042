import type { Confidence } from '../ach-returns';
import { type PlainDateString, parsePlainDate } from '../calendar';
import { TenureError } from '../errors';

/** What every rule of law on file says about itself. Dates of force are inclusive; null means still in force. */
export type LegalRule = {
  cite: string;
  confidence: Confidence;
  effectiveFrom: PlainDateString;
  effectiveTo: PlainDateString | null;
  /** When somebody last held the row against its source; null if nobody has. Without it nothing is enforced. */
  verifiedOn: PlainDateString | null;
};

/** Where the start of a rule isn't on file: it is taken as always in force. */
const SINCE_BEFORE_RECORDS = parsePlainDate('1900-01-01');

/** How far a rule must have been checked to be enforced. */
type Checked = Extract<Confidence, 'text read' | 'quoted'>;
type InForce = { from?: string; to?: string };

/**
 * The part of a row that every rule has. Dates of force where they are on file. Who says that the law was read says
 * when, too.
 */
export function legalRule(cite: string, confidence: Checked, dates: InForce & { verifiedOn: string }): LegalRule;
export function legalRule(cite: string, confidence: Exclude<Confidence, Checked>, dates?: InForce): LegalRule;
export function legalRule(
  cite: string,
  confidence: Confidence,
  dates: InForce & { verifiedOn?: string } = {},
): LegalRule {
  return {
    cite,
    confidence,
    effectiveFrom: dates.from === undefined ? SINCE_BEFORE_RECORDS : parsePlainDate(dates.from),
    effectiveTo: dates.to === undefined ? null : parsePlainDate(dates.to),
    verifiedOn: dates.verifiedOn === undefined ? null : parsePlainDate(dates.verifiedOn),
  };
}

/** A rule as it is stored with a charge and shown to people: `source` and `cite` are the same words. */
export type RuleView = {
  name: string;
  text: string;
  source: string;
  cite: string;
  confidence: Confidence;
  /** Null where the start is not on file. */
  effective_from: string | null;
  verified_on: string | null;
};

/** The first day of a rule; null where it is not on file. */
export function startOnFile({ effectiveFrom }: LegalRule): PlainDateString | null {
  return effectiveFrom === SINCE_BEFORE_RECORDS ? null : effectiveFrom;
}

/** A rule under the name and words by which people know it. */
export function ruleView(name: string, text: string, rule: LegalRule): RuleView {
  return {
    name,
    text,
    source: rule.cite,
    cite: rule.cite,
    confidence: rule.confidence,
    effective_from: startOnFile(rule),
    verified_on: rule.verifiedOn,
  };
}

/** What a rule has against something. An enforceable one refuses it; any other only warns. */
export type Finding = { field: string; message: string; rule: RuleView; enforced: boolean };

/** A finding of a rule, in words for the person who asked. */
export function finding(field: string, message: string, view: RuleView, rule: LegalRule): Finding {
  const enforced = isEnforceable(rule);
  return { field, message: enforced ? message : `${message} ${unverifiedWarning(rule)}`, rule: view, enforced };
}

/**
 * Refuses what an enforceable rule forbids. @returns the warnings that are left
 * @throws TenureError rule_forbids with the first rule that does
 */
export function refuseForbidden(findings: readonly Finding[]): Finding[] {
  const refusals = findings.filter(({ enforced }) => enforced);
  const [first] = refusals;
  if (first === undefined) return [...findings];
  const params = refusals.map(({ field, message }) => ({ name: field, reason: message }));
  throw new TenureError('rule_forbids', first.message, { params, rule: first.rule });
}

/** The rule of a table that was in force in a state on a date. */
export function ruleInForce<R extends LegalRule & { state: string }>(
  rules: readonly R[],
  state: string,
  on: PlainDateString,
): R | undefined {
  return rules.find((rule) => rule.state === state && isInForce(rule, on));
}

/** Whether a rule was in force on the date that the event happened. */
export function isInForce(rule: LegalRule, on: PlainDateString): boolean {
  return rule.effectiveFrom <= on && (rule.effectiveTo === null || on <= rule.effectiveTo);
}

/**
 * Whether a rule was checked well enough, on a day that is known, to be enforced; the others are shown as a warning with
 * their source.
 */
export function isEnforceable({ confidence, verifiedOn }: LegalRule): boolean {
  return (confidence === 'text read' || confidence === 'quoted') && verifiedOn !== null;
}

const BASIS: Readonly<Record<Confidence, string>> = {
  'text read': 'a reading of which no day is on file',
  quoted: 'a quotation of which no day is on file',
  secondary: 'a secondary source',
  unchecked: 'common knowledge',
};

/** The warning shown where a rule rests on a chart or on common knowledge. */
export function unverifiedWarning(rule: LegalRule): string {
  const basis = BASIS[rule.confidence];
  return `This rule rests on ${basis} (${rule.cite}) and was not checked against the law: confirm it before relying on it.`;
}
