import { type EventType, isEventType } from './events';
import { DEPOSIT_WORDS } from './timeline-words/deposit-words';
import { type EventWords, factsOf, type Tone } from './timeline-words/facts';
import { LEASING_WORDS } from './timeline-words/leasing-words';
import { MONEY_WORDS } from './timeline-words/money-words';
import { OWNER_WORDS } from './timeline-words/owner-words';
import { PLAN_WORDS } from './timeline-words/plan-words';
import { RECONCILIATION_WORDS } from './timeline-words/reconciliation-words';
import { REPAIR_WORDS } from './timeline-words/repair-words';

export type { Tone } from './timeline-words/facts';

/** One happening of a timeline: past (`ok`, `bad`), going on (`now`) or to come (`next`). `at` is RFC 3339 or words. */
export type TimelineItem = { at: string; tone: Tone; title: string; detail: string };

/** Why a process stands still: what it waits for, until when, and what happens then. Words for a landlord. */
export type Waiting = { waitsFor: string; until: string | null; then: string };

/** What a type of event means, without its time. */
export type EventDescription = Omit<TimelineItem, 'at'>;

const WORDS: Readonly<Record<EventType, EventWords>> = {
  ...DEPOSIT_WORDS,
  ...LEASING_WORDS,
  ...MONEY_WORDS,
  ...OWNER_WORDS,
  ...PLAN_WORDS,
  ...RECONCILIATION_WORDS,
  ...REPAIR_WORDS,
};

/** Says an event of the log in plain words. A type from another version of Tenure is said by its name. */
export function describeEvent(type: string, payload: Readonly<Record<string, unknown>>): EventDescription {
  if (!isEventType(type)) return { tone: 'ok', title: capitalized(type.replaceAll(/[._]/g, ' ')), detail: '' };
  const words = WORDS[type];
  const facts = factsOf(payload);
  const tone = typeof words.tone === 'function' ? words.tone(facts) : words.tone;
  return { tone, title: capitalized(words.title(facts)), detail: capitalized(words.detail?.(facts) ?? '') };
}

const MARKS: Readonly<Record<Tone, string>> = { ok: '✓', bad: '✗', now: '…', next: '○' };

/**
 * The same timeline as markdown, for the workflow's current details in Temporal.
 * @param items at most the last twelve are shown; personal data does not belong in them
 */
export function detailsMarkdown(waiting: Waiting | null, items: readonly TimelineItem[]): string {
  const head = waiting
    ? [
        `**Waits for** ${plain(waiting.waitsFor)}`,
        ...(waiting.until === null ? [] : [`**Until** ${plain(waiting.until)}`]),
        `**Then** ${plain(waiting.then)}`,
        '',
      ]
    : [];
  const rows = items.slice(-12).map((item) => {
    const detail = item.detail === '' ? '' : `: ${plain(item.detail)}`;
    return `- ${MARKS[item.tone]} ${plain(item.at)} **${plain(item.title)}**${detail}`;
  });
  return [...head.map((line) => (line === '' ? '' : `${line}  `)), ...rows].join('\n');
}

/** Keeps words from being read as markdown. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>]/g, '\\$&');
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
