import type { PlainDateString } from './calendar';
import { isEnforceable, isInForce, type LegalRule, unverifiedWarning } from './jurisdictions/legal-rule';
import { REPAIR_RULES, type RepairRule } from './jurisdictions/repairs';
import type { MaintenanceCategory, Severity } from './triage-rules';

const HOUR_MS = 3_600_000;

/** Our own target, in hours, beside or without a law. An organization may set its own. */
export const REPAIR_TARGET_HOURS: Readonly<Record<Severity, number>> = { emergency: 24, urgent: 72, routine: 240 };

export type RepairNotice = {
  state: string;
  category: MaintenanceCategory;
  severity: Severity;
  noticeAtMs: number;
  /** The property's local date of the notice, which picks the rule in force. */
  noticeOn: PlainDateString;
  targetHours?: number | undefined;
};

/** The clock of a repair: by when what must be done, when to warn, and on whose word. */
export type RepairClock = {
  dueAtMs: number;
  warnAtMs: number;
  mustDo: 'start' | 'finish';
  basis: 'law' | 'target';
  rule: { text: string; source: string; confidence: LegalRule['confidence'] | 'own target' };
  warnings: string[];
};

/**
 * The clock that a report starts: the state's where one is on file and is the earlier, else our own target.
 * A rule that nobody held against the law is used as a deadline all the same, and says so.
 */
export function repairClockFor(notice: RepairNotice): RepairClock {
  const law = REPAIR_RULES.find((rule) => applies(rule, notice));
  const targetHours = notice.targetHours ?? REPAIR_TARGET_HOURS[notice.severity];
  if (!law || targetHours < law.hours) {
    const text = `Our target for ${notice.severity} repairs: ${hoursText(targetHours)}`;
    const rule = { text, source: 'Tenure target', confidence: 'own target' as const };
    return { ...deadline(notice, targetHours), mustDo: 'start', basis: 'target', rule, warnings: [] };
  }
  const rule = { text: law.text, source: law.cite, confidence: law.confidence };
  const warnings = isEnforceable(law) ? [] : [unverifiedWarning(law)];
  return { ...deadline(notice, law.hours), mustDo: law.mustDo, basis: 'law', rule, warnings };
}

/** The warning comes when three quarters of the time are gone. */
function deadline({ noticeAtMs }: RepairNotice, hours: number): { dueAtMs: number; warnAtMs: number } {
  return { dueAtMs: noticeAtMs + hours * HOUR_MS, warnAtMs: noticeAtMs + hours * HOUR_MS * 0.75 };
}

function applies(rule: RepairRule, notice: RepairNotice): boolean {
  if (rule.state !== notice.state || !isInForce(rule, notice.noticeOn)) return false;
  if (rule.applies === 'everything_else') return true;
  if ('categories' in rule.applies) return rule.applies.categories.includes(notice.category);
  return rule.applies.severities.includes(notice.severity);
}

function hoursText(hours: number): string {
  return hours < 96 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
