import { type Locale, localeOf } from '../locales';
import { ENGLISH_DEPOSITS } from './english-deposits';
import { ENGLISH_LEASING } from './english-leasing';
import { ENGLISH_MONEY } from './english-money';
import { ENGLISH_OWNERS } from './english-owners';
import { ENGLISH_PLANS } from './english-plans';
import { ENGLISH_REPAIRS } from './english-repairs';
import type { MessageClass, MessageKind, MessageVariables, RenderedMessage } from './kinds';
import { type Catalog, sayIn, type Words } from './say';
import { SPANISH_DEPOSITS } from './spanish-deposits';
import { SPANISH_LEASING } from './spanish-leasing';
import { SPANISH_MONEY } from './spanish-money';
import { SPANISH_OWNERS } from './spanish-owners';
import { SPANISH_PLANS } from './spanish-plans';
import { SPANISH_REPAIRS } from './spanish-repairs';

/** A text message is at most two segments long, with its link. */
export const SMS_MAX_LENGTH = 300;

const CATALOGS: Readonly<Record<Locale, Catalog>> = {
  en: {
    ...ENGLISH_LEASING,
    ...ENGLISH_MONEY,
    ...ENGLISH_PLANS,
    ...ENGLISH_REPAIRS,
    ...ENGLISH_OWNERS,
    ...ENGLISH_DEPOSITS,
  },
  es: {
    ...SPANISH_LEASING,
    ...SPANISH_MONEY,
    ...SPANISH_PLANS,
    ...SPANISH_REPAIRS,
    ...SPANISH_OWNERS,
    ...SPANISH_DEPOSITS,
  },
};
const GREETINGS: Readonly<Record<Locale, (name: string) => string>> = {
  en: (name) => `Hello ${name},`,
  es: (name) => `Hola, ${name}:`,
};

/** Puts a message in words: the email's subject and text, and the text message. */
export function renderMessage<K extends MessageKind>(
  kind: K,
  locale: Locale,
  variables: MessageVariables[K],
): RenderedMessage {
  const template: Catalog[K] = CATALOGS[locale][kind];
  const words = template(variables, sayIn(locale));
  const link = 'link' in variables && typeof variables.link === 'string' ? variables.link : null;
  return {
    subject: oneLine(words.subject),
    text: emailText(kind, locale, variables, words, link),
    sms: smsText(variables.org, words, link),
  };
}

/**
 * Renders a message as the store keeps it: variables that went through JSON, the link made just now.
 * @param variables written under the same kind's type when the message was queued
 */
export function renderStoredMessage(
  kind: MessageKind,
  locale: string,
  variables: object,
  link: string | null,
): RenderedMessage {
  // The queue takes typed variables only, so what it gives back under this kind has this kind's shape.
  const stored = { ...variables, ...(link === null ? {} : { link }) } as MessageVariables[typeof kind];
  return renderMessage(kind, localeOf(locale), stored);
}

/** When a message may go out. Danger never waits for morning, nor does an answer. */
export function messageClassOf(kind: MessageKind, variables: object): MessageClass {
  if (kind === 'sms_stop_confirmed' || kind === 'sms_help') return 'reply';
  const isEmergency = 'severity' in variables && variables.severity === 'emergency';
  const isSafety = 'safetyText' in variables && typeof variables.safetyText === 'string';
  return isEmergency || isSafety ? 'safety' : 'service';
}

function emailText(
  kind: MessageKind,
  locale: Locale,
  variables: { name: string; org: string },
  words: Words,
  link: string | null,
): string {
  // The adverse-action notice is a letter with its own salutation.
  const greeting = kind === 'adverse_action' ? [] : [GREETINGS[locale](variables.name)];
  const call = link === null ? [] : [words.button ? `${words.button}:\n${link}` : link];
  const also = words.also === undefined ? [] : [`${words.also.button}:\n${words.also.link}`];
  return [...greeting, ...words.lines, ...call, ...also, variables.org].join('\n\n');
}

/** `Harbor & Pine: words… link`, with the words cut where it would be too long; links are always whole. */
function smsText(org: string, { sms, also }: Words, link: string | null): string {
  const second = also === undefined ? '' : ` ${also.sms} ${also.link}`;
  const ending = link === null ? second : ` ${link}${second}`;
  const body = link === null ? sms.replace(/:$/, '.') : sms;
  const sentence = oneLine(`${clip(org, 40)}: ${body}`);
  return `${clip(sentence, SMS_MAX_LENGTH - ending.length)}${ending}`;
}

function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  // Never leaves half of a surrogate pair behind.
  return `${text
    .slice(0, Math.max(0, length - 1))
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
