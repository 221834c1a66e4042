import type { Locale } from '../locales';
import { monthIn } from '../messages';

/** How the books begin their own lines, as an owner reads it in Spanish. */
const BEGINNINGS_ES = [
  [/^Rent, /, 'Renta, '],
  [/^Management fee, /, 'Honorarios de administración, '],
  [/^Went back: /, 'Devuelto: '],
  [/^Voided: /, 'Anulado: '],
] as const;

/** A line of the books in the reader's words: `Rent, 2B, 2026-10` → `Rent, 2B, October 2026`. */
export function statementLineIn(label: string, locale: Locale): string {
  const told = label.replace(/\b\d{4}-(0[1-9]|1[0-2])$/, (period) => monthIn(locale, period));
  if (locale === 'en') return told;
  return BEGINNINGS_ES.reduce((text, [begins, words]) => text.replace(begins, words), told);
}
