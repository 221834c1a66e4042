import { formatMoney, parseMoney } from '../../../format/money';

/** What a payment as it is typed leads to, said before the button is pressed; empty without an amount. */
export function afterPayment({ balance_cents, currency }: Owed, text: string): string {
  const amount = parseMoney(text);
  if (amount === null || amount === 0) return '';
  const left = balance_cents - amount;
  if (left === 0) return 'Settles the balance.';
  if (left > 0) return `${formatMoney(left, currency)} will still be owed.`;
  const more = amount - Math.max(balance_cents, 0);
  return `${formatMoney(more, currency)} more than is owed: kept as credit for the next rent.`;
}

type Owed = { balance_cents: number; currency: string };
