import {
  MAINTENANCE_CATEGORIES,
  type MaintenanceCategory,
  type SafetyTextKey,
  type Severity,
  TRIAGE_RULES,
  type Trade,
  type TriageRule,
} from './triage-rules';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What the tenant said: their words, the category they picked, and their answers to the safety questions. */
export type TriageInput = {
  description: string;
  category?: string | null | undefined;
  answers?: Readonly<Record<string, unknown>> | undefined;
};

export type Triage = {
  category: MaintenanceCategory;
  trade: Trade;
  severity: Severity;
  safetyText: SafetyTextKey | null;
  /** What decided, in the tenant's own words where words did. */
  because: string;
};

/** A question on the report page. Yes means the category beside it, whatever the words say. */
export type SafetyQuestion = { key: string; category: MaintenanceCategory; en: string; es: string };

/** Most dangerous first. */
export const SAFETY_QUESTIONS: readonly SafetyQuestion[] = [
  { key: 'smells_gas', category: 'gas', en: 'Do you smell gas?', es: '¿Huele a gas?' },
  {
    key: 'co_alarm',
    category: 'carbon_monoxide',
    en: 'Is a carbon monoxide alarm sounding?',
    es: '¿Suena una alarma de monóxido de carbono?',
  },
  { key: 'fire_or_smoke', category: 'fire', en: 'Is there fire or smoke?', es: '¿Hay fuego o humo?' },
  {
    key: 'sparks',
    category: 'electrical_hazard',
    en: 'Do you see sparks or smell burning?',
    es: '¿Ve chispas o huele a quemado?',
  },
  {
    key: 'water_flowing',
    category: 'flood',
    en: 'Is water flowing that you cannot stop?',
    es: '¿Sale agua que no puede detener?',
  },
  { key: 'sewage', category: 'sewage', en: 'Is sewage coming up?', es: '¿Están saliendo aguas negras?' },
  { key: 'no_heat', category: 'no_heat', en: 'Is your heat completely out?', es: '¿Está sin calefacción?' },
  { key: 'no_water', category: 'no_water', en: 'Is there no water at all?', es: '¿Está totalmente sin agua?' },
  { key: 'locked_out', category: 'lockout', en: 'Are you locked out?', es: '¿Se quedó fuera sin poder entrar?' },
];

/** Which category, trade and severity a report has. Answers decide before words; danger decides before comfort. */
export function triage(input: TriageInput): Triage {
  const answered = SAFETY_QUESTIONS.find((question) => isYes(input.answers?.[question.key]));
  const words = normalizeWords(input.description);
  const matched = TRIAGE_RULES.map((rule) => ({ rule, text: matchOf(rule, words) })).find(({ text }) => text !== null);
  const candidates: Triage[] = [];
  if (answered) candidates.push(ofCategory(answered.category, `answered yes: ${answered.en}`));
  if (matched) candidates.push(ofRule(matched.rule, `said: ${matched.text ?? ''}`));
  if (isCategory(input.category)) candidates.push(ofCategory(input.category, `picked: ${input.category}`));
  const [first, ...others] = candidates;
  if (!first)
    return {
      category: 'general',
      trade: 'general',
      severity: 'routine',
      safetyText: null,
      because: 'nothing pressing was said',
    };
  // A picked category may raise how pressing the words are, never lower it; at the same level the words are more exact.
  return others.reduce((worst, next) => (RANK[next.severity] < RANK[worst.severity] ? next : worst), first);
}

/** How a repair of a severity is offered to vendors and closed. Times in milliseconds. */
export type DispatchPolicy = {
  /** How long a vendor may be silent before the next is asked. */
  offerTimeoutMs: number;
  /** How many vendors are asked at once; the first to accept wins. */
  parallelOffers: number;
  /** How long after "done" the tenant is asked again, or, without a reminder, the repair is closed. */
  confirmWithinMs: number;
  /** After this the repair is closed without the tenant's word. */
  autoResolveAfterMs: number;
  /** By how much the vendors' service radius is widened, round by round, before the landlord is asked. */
  radiusFactors: readonly number[];
};

/** Dispatch by severity. */
export const DISPATCH_POLICIES: Readonly<Record<Severity, DispatchPolicy>> = {
  emergency: {
    offerTimeoutMs: 15 * MINUTE_MS,
    parallelOffers: 3,
    confirmWithinMs: 2 * HOUR_MS,
    autoResolveAfterMs: 24 * HOUR_MS,
    radiusFactors: [1, 2],
  },
  urgent: {
    offerTimeoutMs: 4 * HOUR_MS,
    parallelOffers: 1,
    confirmWithinMs: 24 * HOUR_MS,
    autoResolveAfterMs: 48 * HOUR_MS,
    radiusFactors: [1, 1.5],
  },
  routine: {
    offerTimeoutMs: 24 * HOUR_MS,
    parallelOffers: 1,
    confirmWithinMs: 24 * HOUR_MS,
    autoResolveAfterMs: 48 * HOUR_MS,
    radiusFactors: [1, 1.5],
  },
};

/** The dispatch policy of a severity. */
export function dispatchPolicyOf(severity: Severity): DispatchPolicy {
  return DISPATCH_POLICIES[severity];
}

/** Lower case, without accents, apostrophes and punctuation, so that English and Spanish rules can read it. */
export function normalizeWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const RANK: Readonly<Record<Severity, number>> = { emergency: 0, urgent: 1, routine: 2 };

function matchOf(rule: TriageRule, words: string): string | null {
  const rest = rule.harmless ? words.replace(rule.harmless, ' ') : words;
  return rule.words.exec(rest)?.[0] ?? null;
}

function ofCategory(category: MaintenanceCategory, because: string): Triage {
  const rule = TRIAGE_RULES.find((each) => each.category === category);
  if (!rule) return { category, trade: 'general', severity: 'routine', safetyText: null, because };
  return ofRule(rule, because);
}

function ofRule({ category, trade, severity, safetyText }: TriageRule, because: string): Triage {
  return { category, trade, severity, safetyText, because };
}

function isYes(answer: unknown): boolean {
  return answer === true || (typeof answer === 'string' && /^(yes|y|true|on|si|sí)$/i.test(answer.trim()));
}

function isCategory(category: string | null | undefined): category is MaintenanceCategory {
  return MAINTENANCE_CATEGORIES.some((known) => known === category);
}
