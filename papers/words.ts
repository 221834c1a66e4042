import type { PlainDateString } from '../domain/calendar';
import type { Locale } from '../domain/locales';

/** A date as papers write it: `March 1, 2027`. */
export function longDate(date: PlainDateString): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** An instant as papers write it, in universal time: `March 1, 2027, 17:04:09 UTC`. */
export function longInstant(instant: Date): string {
  const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(instant);
  return `${date}, ${instant.toISOString().slice(11, 19)} UTC`;
}

/** A day of the month: `1st`, `22nd`, `13th`. */
export function ordinal(day: number): string {
  const teens = day % 100 >= 11 && day % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

/** Names in a sentence: `Ana`, `Ana and Bo`, `Ana, Bo and Cy`. */
export function namesInSentence(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export interface PremisesOnPaper {
  line1: string;
  line2?: string | undefined;
  city: string;
  state: string;
  postalCode: string;
}

/** An address in one line. */
export function addressInLine({ line1, line2, city, state, postalCode }: PremisesOnPaper): string {
  return `${line1}${line2 ? `, ${line2}` : ''}, ${city}, ${state} ${postalCode}`;
}

/** A date in the reader's language: `March 1, 2027`, `1 de marzo de 2027`. */
export function longDateIn(date: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'es' ? 'es-US' : 'en-US', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}
