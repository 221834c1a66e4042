import { z } from 'zod';
import { CHARGE_WORDS, type ChargeWords, type Say } from './charge-words';
import type { Locale } from './locales';
import { cents, formatMoney } from './money';
import { PRORATION_CONVENTIONS } from './proration';

/** One line of a computation; an amount where the line is one. */
export type ExplainedStep = { text: string; amountCents: number | null };

/** The rule that an amount was held against, as stored with it. */
export type RuleRead = {
  name: string;
  text: string;
  cite: string | null;
  confidence: string;
  effective_from: string | null;
  verified_on: string | null;
};

/** A charge's amount in plain words. */
export type ChargeExplanation = {
  steps: ExplainedStep[];
  rule: RuleRead | null;
  inputs: Record<string, unknown> | null;
};

const money = z.int();
const monthSchema = z.object({
  from: z.string(),
  to: z.string(),
  days: z.int(),
  days_in_month: z.int(),
  convention: z.enum(PRORATION_CONVENTIONS),
  parts: z.array(z.object({ monthly_cents: money, days: z.int() })).min(1),
  gross_cents: money,
  reductions: z.array(z.object({ kind: z.enum(['concession', 'credit']), label: z.string(), amount_cents: money })),
  due_on: z.string(),
  due_moved_from: z.string().nullable(),
});

/** A late fee's formula as it is stored with the fee. */
export const formulaSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flat'), amountCents: money.transform(cents) }),
  z.object({ kind: z.literal('percent'), basisPoints: z.number(), of: z.enum(['monthly_rent', 'past_due_rent']) }),
  z.object({
    kind: z.literal('daily'),
    firstCents: money.transform(cents),
    perDayCents: money.transform(cents),
    maxCents: money.transform(cents),
  }),
  z.object({
    kind: z.literal('tiered'),
    tiers: z.array(z.object({ fromDaysLate: z.int(), amountCents: money.transform(cents) })),
  }),
]);

const lateFeeSchema = z.object({
  state: z.string(),
  due_on: z.string(),
  first_chargeable_on: z.string(),
  days_late: z.int(),
  grace_days: z.int(),
  formula: formulaSchema,
  past_due_rent_cents: money,
  wanted_cents: money,
  cap_cents: money.nullable(),
  posted_before_cents: money.default(0),
});

const nsfSchema = z.object({ state: z.string(), code: z.string(), wanted_cents: money, cap_cents: money.nullable() });

const doubleRefundSchema = z.object({ refunded_cents: money, taken_cents: money });

const ruleSchema = z.object({
  name: z.string(),
  text: z.string(),
  cite: z.string().nullish(),
  source: z.string().optional(),
  confidence: z.string().optional(),
  effective_from: z.string().nullish(),
  verified_on: z.string().nullish(),
  inputs: z.record(z.string(), z.unknown()).optional(),
});

/**
 * Reads out how a charge's amount came about, from the rule and the inputs stored with it, in a person's language. A
 * charge from before inputs were stored is read out by its rule's own sentence.
 */
export function explainCharge(
  charge: { amountCents: number; rule: unknown; currency?: string },
  locale: Locale,
): ChargeExplanation {
  const parsed = ruleSchema.safeParse(charge.rule);
  if (!parsed.success) return { steps: [], rule: null, inputs: null };
  const rule = parsed.data;
  const words = CHARGE_WORDS[locale];
  const say = sayIn(locale, charge.currency ?? 'USD');
  const own = stepsOf(rule.name, rule.inputs, words, say) ?? [{ text: rule.text, amountCents: charge.amountCents }];
  const cite = rule.cite ?? (rule.source === 'the lease' ? null : (rule.source ?? null));
  const isEnforced = rule.confidence === 'text read' || rule.confidence === 'quoted';
  const source = cite === null ? [] : [{ text: words.source(cite, isEnforced), amountCents: null }];
  return {
    steps: [...own, ...source],
    rule: {
      name: rule.name,
      text: rule.text,
      cite,
      confidence: rule.confidence ?? 'lease',
      effective_from: rule.effective_from ?? null,
      verified_on: rule.verified_on ?? null,
    },
    inputs: rule.inputs ?? null,
  };
}

function stepsOf(name: string, inputs: unknown, words: ChargeWords, say: Say): ExplainedStep[] | null {
  if (name === 'deposit') return [{ text: words.deposit, amountCents: null }];
  if (name === 'one_off') return [{ text: words.oneOff, amountCents: null }];
  if (name.startsWith('late_fee')) return lateFeeSteps(lateFeeSchema.safeParse(inputs).data, words, say);
  if (name === 'double_refund') {
    const told = doubleRefundSchema.safeParse(inputs).data;
    if (told === undefined) return null;
    return [
      { text: words.doubleRefund(say.money(told.refunded_cents), say.money(told.taken_cents)), amountCents: null },
    ];
  }
  if (name.startsWith('nsf_fee')) return nsfSteps(nsfSchema.safeParse(inputs).data, words, say);
  return monthSteps(monthSchema.safeParse(inputs).data, words, say);
}

type Month = z.output<typeof monthSchema>;

function monthSteps(month: Month | undefined, words: ChargeWords, say: Say): ExplainedStep[] | null {
  if (month === undefined) return null;
  const less = month.reductions.map(({ kind, label, amount_cents }) => ({
    text: words.less(kind, label),
    amountCents: -amount_cents,
  }));
  const on = say.date(month.due_on);
  const due = month.due_moved_from === null ? words.due(on) : words.dueMoved(on, say.date(month.due_moved_from));
  return [...grossSteps(month, words, say), ...less, { text: due, amountCents: null }];
}

/** What the days of a month cost before anything is taken off. */
function grossSteps(month: Month, words: ChargeWords, say: Say): ExplainedStep[] {
  const { parts, days, days_in_month: daysInMonth, convention, gross_cents: amountCents } = month;
  const [only, ...others] = parts;
  if (only === undefined || others.length > 0) {
    const steps = parts.map((part) => words.stepPart(say.money(part.monthly_cents), part.days));
    return [...steps.map((text) => ({ text, amountCents: null })), { text: words.together, amountCents }];
  }
  const monthly = say.money(only.monthly_cents);
  if (days === daysInMonth) return [{ text: words.wholeMonth(monthly), amountCents }];
  const part = { days, daysInMonth, monthly, convention };
  return [{ text: words.partOfMonth(part, say.date(month.from), say.date(month.to)), amountCents }];
}

function lateFeeSteps(fee: z.output<typeof lateFeeSchema> | undefined, words: ChargeWords, say: Say) {
  if (fee === undefined) return null;
  const before = fee.posted_before_cents;
  const isCapped = fee.cap_cents !== null && fee.cap_cents < fee.wanted_cents;
  return [
    {
      text: words.rentLate(say.money(fee.past_due_rent_cents), say.date(fee.due_on), fee.days_late),
      amountCents: null,
    },
    { text: words.byLease(words.formula(fee.formula, say)), amountCents: fee.wanted_cents },
    ...(isCapped && fee.cap_cents !== null
      ? [{ text: words.limit(fee.state, say.money(fee.cap_cents)), amountCents: fee.cap_cents - fee.wanted_cents }]
      : []),
    ...(before > 0 ? [{ text: words.before(say.money(before)), amountCents: -before }] : []),
    { text: words.mayBeCharged(say.date(fee.first_chargeable_on), fee.grace_days), amountCents: null },
  ];
}

function nsfSteps(fee: z.output<typeof nsfSchema> | undefined, words: ChargeWords, say: Say) {
  if (fee === undefined) return null;
  const isCapped = fee.cap_cents !== null && fee.cap_cents < fee.wanted_cents;
  return [
    { text: words.nsf(/^R\d\d$/.test(fee.code) ? fee.code : null), amountCents: null },
    { text: words.byLease(say.money(fee.wanted_cents)), amountCents: fee.wanted_cents },
    ...(isCapped && fee.cap_cents !== null
      ? [{ text: words.limit(fee.state, say.money(fee.cap_cents)), amountCents: fee.cap_cents - fee.wanted_cents }]
      : []),
  ];
}

function sayIn(locale: Locale, currency: string): Say {
  const tag = locale === 'es' ? 'es-US' : 'en-US';
  const format = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    money: (amount) => formatMoney(cents(amount), currency, tag),
    date: (date) => format.format(new Date(`${date}T00:00:00Z`)),
  };
}
