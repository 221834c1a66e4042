import type { Locale } from '../domain/locales';
import { cents, formatMoney } from '../domain/money';
import { cellOf, type ReportRow } from '../domain/reports/report';
import { createPaper, type Row } from './paper';
import { RECEIPT_WORDS, type ReceiptOnPaper, receiptTable } from './receipt';
import { longDateIn } from './words';

/**
 * The receipt of one payment as a PDF, in the reader's language. Same input, same bytes.
 * @throws RangeError where the lines don't add up to the total: a receipt must equal the ledger
 */
export async function receiptPdf(receipt: ReceiptOnPaper): Promise<Buffer> {
  const { landlord, paymentId, locale, standing } = receipt;
  const { rows, totals } = receiptTable(receipt);
  const say = RECEIPT_WORDS[locale];
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
  if (rows.length > 0) paper.heading(say.applied);
  paper.rows([...rows, totals].map((row) => lineOf(row, locale)));
  const note = say.notes[standing];
  if (note !== '') paper.note(note);
  return paper.finish();
}

function lineOf(row: ReportRow, locale: Locale): Row {
  const value = formatMoney(cents(Number(cellOf(row, 'amount'))), 'USD', locale === 'es' ? 'es-US' : 'en-US');
  return { label: String(cellOf(row, 'what')), value, strong: row.isSum === true };
}
