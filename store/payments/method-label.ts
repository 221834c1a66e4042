import type { Locale } from '../../domain/locales';

const WORDS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    card: 'card',
    us_bank_account: 'bank account',
    cash: 'cash',
    check: 'check',
    money_order: 'money order',
    transfer: 'transfer',
    deposit: 'the deposit',
  },
  es: {
    card: 'tarjeta',
    us_bank_account: 'cuenta de banco',
    cash: 'efectivo',
    check: 'cheque',
    money_order: 'giro postal',
    transfer: 'transferencia',
    deposit: 'el depósito',
  },
};

/** A stored method as its owner knows it: `Visa ••4242`. */
export function methodLabel(
  method: { brand: string | null; kind: string; last4: string },
  locale: Locale = 'en',
): string {
  const kind = method.kind === 'card' ? WORDS[locale].card : WORDS[locale].us_bank_account;
  const name = method.brand ?? kind ?? method.kind;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ••${method.last4}`;
}

/** How a payment was made, in words: its stored method, else its kind. */
export function paidBy(
  payment: { method: string | null; paymentMethod: Parameters<typeof methodLabel>[0] | null },
  locale: Locale,
): string {
  if (payment.paymentMethod !== null) return methodLabel(payment.paymentMethod, locale);
  return WORDS[locale][payment.method ?? ''] ?? payment.method ?? '';
}
