import { notFound } from '../../domain/errors';
import type { Locale } from '../../domain/locales';
import { addCents, type Cents, cents } from '../../domain/money';
import { RECEIPT_WORDS, type ReceiptOnPaper, type ReceiptStanding, receiptTable } from '../../papers/receipt';
import { receiptPdf } from '../../papers/receipt-pdf';
import { reportCsv } from '../../papers/report-csv';
import type { Transaction } from '../../store/database';
import { readOrganization } from '../../store/organizations/read-organization';
import { paidBy } from '../../store/payments/method-label';
import { type Receipt, readReceipts } from '../../store/payments/read-receipts';
import type { FileAnswer } from '../http/file-answer';
import { chargeIn } from '../links/pay/say';
import { PAY } from '../links/pay/words';
import { csvAnswer, pdfAnswer } from '../reports/answer-report';
import type { FileFormat } from '../reports/bounds';

/** What a payment was used for, line by line: it sums to what was paid, with a card's fee. */
export function receiptLines(receipt: Receipt, locale: Locale): { label: string; amountCents: Cents }[] {
  const { paid, amountCents, refundedCents, feeCents, status } = receipt;
  const used = paid.reduce((sum, part) => sum + part.amountCents, 0) + refundedCents;
  const ahead = status === 'succeeded' || status === 'processing' ? cents(amountCents - used) : cents(0);
  const more = [
    { label: PAY.paidAhead[locale], amountCents: ahead },
    { label: PAY.wentBack[locale], amountCents: refundedCents },
    { label: PAY.cardFee[locale], amountCents: feeCents },
  ];
  return [
    ...paid.map((part) => ({ label: chargeIn(part, locale), amountCents: part.amountCents })),
    ...more.filter((line) => line.amountCents > 0),
  ];
}

type Wanted = { organizationId: string; leaseId: string; paymentId: string; locale: Locale; now: Date };

/** The receipt of one of a lease's payments, to be made into a file. @throws TenureError not_found */
export async function loadReceipt(tx: Transaction, wanted: Wanted): Promise<ReceiptOnPaper> {
  const { organizationId, leaseId, paymentId, locale, now } = wanted;
  const [receipt] = await readReceipts(tx, { leaseId, paymentId, limit: 1 });
  if (receipt === undefined) throw notFound('payment');
  const { name, email, phone } = await readOrganization(tx, organizationId);
  return {
    paymentId,
    locale,
    createdAt: now,
    landlord: { name, contact: [email, phone].filter(Boolean).join(' · ') },
    payer: receipt.payer,
    home: receipt.home,
    place: receipt.place,
    paidOn: receipt.paidOn,
    method: paidBy(receipt, locale),
    standing: standingOf(receipt),
    lines: receiptLines(receipt, locale),
    totalCents: addCents(receipt.amountCents, receipt.feeCents),
  };
}

/** The file of it. */
export async function receiptFile(
  receipt: ReceiptOnPaper,
  { format, bom }: { format: FileFormat; bom: boolean },
): Promise<FileAnswer> {
  const reference = `${RECEIPT_WORDS[receipt.locale].number} ${receipt.paidOn} ${receipt.paymentId.slice(-6)}`;
  if (format === 'csv') return csvAnswer(reference, reportCsv(receiptTable(receipt), bom));
  return pdfAnswer(reference, await receiptPdf(receipt));
}

function standingOf({ status, voided }: Receipt): ReceiptStanding {
  switch (status) {
    case 'processing':
      return 'in_transit';
    case 'succeeded':
      return 'received';
    case 'refunded':
      return 'given_back';
    case 'reversed':
      return voided ? 'taken_out' : 'came_back';
  }
}
