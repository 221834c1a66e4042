import type { PlainDateString } from '../domain/calendar';
import type { Locale } from '../domain/locales';
import { type Cents, sumCents } from '../domain/money';
import type { Report, ReportRow } from '../domain/reports/report';

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

/** What both papers of a payment are written from. */
export type ReceiptTable = Pick<Report, 'columns' | 'rows'> & { totals: ReportRow };

/** The words of a receipt. */
export const RECEIPT_WORDS = {
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
 * A receipt's lines and their total, each with what the payment was, in the reader's language.
 * @throws RangeError where the lines don't add up to the total: a receipt must equal the ledger
 */
export function receiptTable(receipt: ReceiptOnPaper): ReceiptTable {
  const { paymentId, locale, standing, lines, totalCents } = receipt;
  const stands = standing === 'received' || standing === 'in_transit';
  if (stands && sumCents(lines.map(({ amountCents }) => amountCents)) !== totalCents) {
    throw new RangeError("A receipt's lines add up to its total.");
  }
  const say = RECEIPT_WORDS[locale];
  const payment = {
    paper: say.titles[standing],
    payment_id: paymentId,
    paid_on: receipt.paidOn,
    payer: receipt.payer,
    home: `${receipt.home}, ${receipt.place}`,
    method: receipt.method,
  };
  return {
    columns: [
      { key: 'paper', label: say.number, kind: 'text', width: 0 },
      { key: 'payment_id', label: 'Id', kind: 'text', width: 0 },
      { key: 'paid_on', label: say.date, kind: 'date', width: 0 },
      { key: 'payer', label: say.from, kind: 'text', width: 0 },
      { key: 'home', label: say.for, kind: 'text', width: 0 },
      { key: 'method', label: say.method, kind: 'text', width: 0 },
      { key: 'what', label: say.applied, kind: 'text', width: 3 },
      { key: 'amount', label: say.total, kind: 'money', width: 1 },
    ],
    rows: lines.map(({ label, amountCents }) => ({ cells: { ...payment, what: label, amount: amountCents } })),
    totals: { cells: { ...payment, what: say.total, amount: totalCents }, isSum: true },
  };
}
