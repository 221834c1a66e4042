import { cents, formatMoney } from '../money';

/** How a happening looks: went well, went wrong, or is going on. */
export type Tone = 'ok' | 'bad' | 'now' | 'next';

/** Reads facts from an event's payload, whatever is missing: a timeline never fails over an old event. */
export type Facts = {
  /** The first of these keys that holds words or a number, else the fallback. */
  text: (keys: string | readonly string[], fallback?: string) => string;
  /** An amount of cents as money, else an empty text. */
  money: (key?: string) => string;
  /** A date as `1 Dec 2026`, else an empty text. */
  date: (keys: string | readonly string[]) => string;
  /** A list as words, else an empty text. */
  list: (key: string) => string;
};

/** What is said about a type of event. An empty detail says nothing more. */
export type EventWords = {
  tone: Tone | ((facts: Facts) => Tone);
  title: (facts: Facts) => string;
  detail?: (facts: Facts) => string;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Wraps a payload. Keys are looked for in camelCase and in snake_case. */
export function factsOf(payload: Readonly<Record<string, unknown>>): Facts {
  const find = (keys: string | readonly string[]): unknown =>
    (typeof keys === 'string' ? [keys] : keys)
      .flatMap((key) => [payload[key], payload[snakeCase(key)]])
      .find((value) => value !== undefined && value !== null && value !== '');
  return {
    text: (keys, fallback = '') => {
      const value = find(keys);
      return typeof value === 'string' || typeof value === 'number' ? String(value) : fallback;
    },
    money: (key = 'amountCents') => {
      const value = find(key);
      return typeof value === 'number' && Number.isSafeInteger(value) ? formatMoney(cents(value)) : '';
    },
    date: (keys) => {
      const value = find(keys);
      return typeof value === 'string' ? shortDate(value) : '';
    },
    list: (key) => {
      const value = find(key);
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(', ') : '';
    },
  };
}

/** `2026-12-01` as `1 Dec 2026`; `2026-12` as `December 2026`; anything else as it is. */
export function shortDate(date: string): string {
  const match = /^(\d{4})-(\d\d)(?:-(\d\d))?/.exec(date);
  const month = Number(match?.[2]) - 1;
  if (!match || MONTHS[month] === undefined) return date;
  const [, year = '', , day] = match;
  return day === undefined ? `${MONTH_NAMES[month]} ${year}` : `${Number(day)} ${MONTHS[month]} ${year}`;
}

/** Joins the parts that say something. */
export function sentence(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** The text with words before it, or nothing where there is no text. */
export function prefixed(words: string, text: string): string {
  return text === '' ? '' : `${words}${text}`;
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
