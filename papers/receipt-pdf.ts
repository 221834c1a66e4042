import type { PlainDateString } from '../domain/calendar';
import type { Locale } from '../domain/locales';
import { type Cents, formatMoney, sumCents } from '../domain/money';
import { createPaper } from './paper';
import { longDateIn } from './words';

/** What became of a payment: on its way between banks, here, given back, or taken out again by a bank or the landlord. */
export type ReceiptStanding = 'in_transit' | 'received' | 'given_back' | 'came_back' | 'taken_out';

export interface ReceiptOnPaper {
  paymentId: string;
  locale: Locale;
  createdAt: Date;
  landlord: { name: string; contact: string };
  payer: string;
  home: string;
  /** City, state and ZIP code. */
  place: string;
  /** The date it counts from. */
  paidOn: PlainDateString;
  /** `Visa ••4242`, `check`, `cash`, in the reader's language. */
  method: string;
  standing: ReceiptStanding;
  /** What it was applied to; credit for the future and the fee of a card are lines too. */
  lines: readonly { label: string; amountCents: Cents }[];
  totalCents: Cents;
}

const WORDS = {
  en: {
    titles: {
      in_transit: 'Payment on its way',
      received: 'Receipt',
      given_back: 'Payment given back',
      came_back: 'Payment that came back',
      taken_out: 'Payment that was recorded wrong',
    },
    from: 'Received from',
    for: 'For',
    date: 'Date',
    method: 'Paid by',
    applied: 'Applied to',
    total: 'Total',
    number: 'Receipt',
    notes: {
      in_transit:
        'The bank has not settled this payment yet and may still return it. If it does, the amount is owed again.',
      received: '',
      given_back: 'This payment was given back, in whole or in part.',
      came_back: 'The bank returned this payment. What it had paid is owed again.',
      taken_out: 'This payment was taken out of the books. What it had paid is owed again.',
    },
  },
  es: {
    titles: {
      in_transit: 'Pago en camino',
      received: 'Recibo',
      given_back: 'Pago devuelto a usted',
      came_back: 'Pago devuelto por el banco',
      taken_out: 'Pago anotado por error',
    },
    from: 'Recibido de',
    for: 'Por',
    date: 'Fecha',
    method: 'Pagado con',
    applied: 'Se aplicó a',
    total: 'Total',
    number: 'Recibo',
    notes: {
      in_transit:
        'El banco aún no ha liquidado este pago y todavía puede devolverlo. Si lo hace, el monto se debe de nuevo.',
      received: '',
      given_back: 'Este pago se devolvió, entero o en parte.',
      came_back: 'El banco devolvió este pago. Lo que había pagado se debe de nuevo.',
      taken_out: 'Este pago se retiró de los libros. Lo que había pagado se debe de nuevo.',
    },
  },
} as const;

/**
 * The receipt of one payment as a PDF, in the reader's language. Same input, same bytes.
 * @throws RangeError where the lines don't add up to the total: a receipt must equal the ledger
 */
export async function receiptPdf(receipt: ReceiptOnPaper): Promise<Buffer> {
  const { landlord, paymentId, locale, standing, lines, totalCents } = receipt;
  const stands = standing === 'received' || standing === 'in_transit';
  if (stands && sumCents(lines.map(({ amountCents }) => amountCents)) !== totalCents) {
    throw new RangeError("A receipt's lines add up to its total.");
  }
  const say = WORDS[locale];
  const money = (amount: Cents) => formatMoney(amount, 'USD', locale === 'es' ? 'es-US' : 'en-US');
  const paper = createPaper({
    title: `${say.number} ${paymentId}`,
    author: landlord.name,
    createdAt: receipt.createdAt,
    reference: `${say.number} · ${paymentId}`,
    language: locale === 'es' ? 'es-US' : 'en-US',
  });
  paper.title(say.titles[standing], `${landlord.name} · ${landlord.contact}`);
  paper.rows([
    { label: say.from, value: receipt.payer },
    { label: say.for, value: receipt.home, detail: receipt.place },
    { label: say.date, value: longDateIn(receipt.paidOn, locale) },
    { label: say.method, value: receipt.method },
  ]);
  if (lines.length > 0) paper.heading(say.applied);
  paper.rows([
    ...lines.map(({ label, amountCents }) => ({ label, value: money(amountCents) })),
    { label: say.total, value: money(totalCents), strong: true },
  ]);
  const note = say.notes[standing];
  if (note !== '') paper.note(note);
  return paper.finish();
}
