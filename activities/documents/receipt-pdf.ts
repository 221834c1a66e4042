import type { PlainDateString } from '../../domain/calendar';
import { type Cents, formatMoney, negateCents, sumCents } from '../../domain/money';
import { createPaper, type Row } from '../../papers/paper';
import { addressInLine, longDate, type PremisesOnPaper } from '../../papers/words';

export interface ReceiptOnPaper {
  paymentId: string;
  createdAt: Date;
  landlord: { name: string; address: string };
  payerName: string;
  premises: PremisesOnPaper;
  /** The date it counts from. */
  paidOn: PlainDateString;
  /** `Visa ending 4242`, `Check 1042`, `Cash`. */
  method: string;
  /** A bank debit can still be returned for some days; the receipt says so. */
  inTransit: boolean;
  /** What it was applied to; credit for the future is a line too. */
  lines: readonly { label: string; detail?: string | undefined; amountCents: Cents }[];
  totalCents: Cents;
  /** What is still owed afterwards; negative is credit. Left out where absent. */
  balanceAfterCents?: Cents | undefined;
}

/**
 * The receipt of one payment as a PDF. Same input, same bytes.
 * @throws RangeError where the lines don't add up to the total: a receipt must equal the ledger
 */
export async function receiptPdf(receipt: ReceiptOnPaper): Promise<Buffer> {
  if (sumCents(receipt.lines.map(({ amountCents }) => amountCents)) !== receipt.totalCents) {
    throw new RangeError("A receipt's lines add up to its total.");
  }
  const { landlord, payerName, premises, paidOn, method } = receipt;
  const paper = createPaper({
    title: `Receipt ${receipt.paymentId}`,
    author: landlord.name,
    createdAt: receipt.createdAt,
    reference: `Receipt · ${receipt.paymentId}`,
  });
  paper.title(receipt.inTransit ? 'Payment on its way' : 'Receipt', `${landlord.name} · ${landlord.address}`);
  paper.rows([
    { label: 'Received from', value: payerName },
    { label: 'For', value: addressInLine(premises) },
    { label: 'Date', value: longDate(paidOn) },
    { label: 'Paid by', value: method },
  ]);
  paper.heading('Applied to');
  paper.rows([
    ...receipt.lines.map(({ label, detail, amountCents }) => ({ label, detail, value: formatMoney(amountCents) })),
    { label: 'Total', value: formatMoney(receipt.totalCents), strong: true },
  ]);
  const balance = receipt.balanceAfterCents;
  if (balance !== undefined) paper.rows([balanceRow(balance)]);
  if (receipt.inTransit) {
    paper.note(
      'The bank has not settled this payment yet and may still return it. If it does, the amount is owed again.',
    );
  }
  return paper.finish();
}

function balanceRow(balance: Cents): Row {
  if (balance < 0) return { label: 'Credit for later', value: formatMoney(negateCents(balance)) };
  return { label: 'Still owed', value: formatMoney(balance) };
}
