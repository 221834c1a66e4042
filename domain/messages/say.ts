import type { Locale } from '../locales';
import { cents, formatMoney } from '../money';
import type { MessageKind, MessageVariables } from './kinds';

const TAGS: Readonly<Record<Locale, string>> = { en: 'en-US', es: 'es-US' };

/** Says amounts and dates in the reader's language. */
export type Say = {
  /** `$1,850.00` */
  money: (amountCents: number) => string;
  /** `Tuesday, December 1` */
  date: (date: string) => string;
};

/** The words of a message before greeting, signature and link are put around them. */
export type Words = {
  subject: string;
  /** Paragraphs of the email. */
  lines: readonly string[];
  /** What the link does, in the reader's words. */
  button?: string;
  /** The text message without the sender's name and the link. */
  sms: string;
  /** A second link behind the first, with what it does: on its button, and in a text message. */
  also?: { button: string; sms: string; link: string };
};

export type Template<K extends MessageKind> = (variables: MessageVariables[K], say: Say) => Words;
export type Catalog = { [K in MessageKind]: Template<K> };

const DAY = { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
/** Made once: making one costs many times its use. */
const DATES: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat(TAGS.en, DAY),
  es: new Intl.DateTimeFormat(TAGS.es, DAY),
};

/** How amounts and dates are said in a language. */
export function sayIn(locale: Locale): Say {
  const dates = DATES[locale];
  return {
    money: (amountCents) => formatMoney(cents(amountCents), 'USD', TAGS[locale]),
    date: (date) => dates.format(new Date(`${date}T00:00:00Z`)),
  };
}

/** A month, `YYYY-MM`, in words: `November 2026`. */
export function monthIn(locale: Locale, period: string): string {
  const words = new Intl.DateTimeFormat(TAGS[locale], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return words.format(new Date(`${period}-01T00:00:00Z`));
}
