import type { ChargeKind } from '../../../domain/charge-kinds';
import type { Locale } from '../../../domain/locales';
import { cents, formatMoney } from '../../../domain/money';
import { CHARGES_ES } from './words';

const LOCALES = { en: 'en-US', es: 'es-US' } as const;

/** An amount in the reader's way, with a minus as wide as a digit. */
export function moneyIn(amount: number, locale: Locale): string {
  return formatMoney(cents(amount), 'USD', LOCALES[locale]).replace('-', '−');
}

/** `December 1`; with its year where asked. */
export function dateIn(date: string, locale: Locale, withYear = false): string {
  const format = new Intl.DateTimeFormat(LOCALES[locale], {
    day: 'numeric',
    month: 'long',
    ...(withYear ? { year: 'numeric' as const } : {}),
    timeZone: 'UTC',
  });
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** A period `2026-12` as `December`; with its year where asked. */
export function monthIn(period: string, locale: Locale, withYear = false): string {
  const format = new Intl.DateTimeFormat(LOCALES[locale], {
    month: 'long',
    ...(withYear ? { year: 'numeric' as const } : {}),
    timeZone: 'UTC',
  });
  return format.format(new Date(`${period}-01T00:00:00Z`));
}

/** What a charge is for: `Rent, December`. What the landlord named in their own words keeps them. */
export function chargeIn(charge: { kind: ChargeKind; label: string; period: string }, locale: Locale): string {
  const ownWords = locale === 'en' || charge.kind === 'other';
  return `${ownWords ? charge.label : CHARGES_ES[charge.kind]}, ${monthIn(charge.period, locale)}`;
}
