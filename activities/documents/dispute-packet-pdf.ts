import type { PlainDateString } from '../../domain/calendar';
import { type Cents, formatMoney } from '../../domain/money';
import { createPaper } from '../../papers/paper';
import { longDate, longInstant } from '../../papers/words';

/** Everything that a landlord can show about one disputed payment. */
export interface DisputePacket {
  disputeId: string;
  createdAt: Date;
  landlordName: string;
  tenantNames: readonly string[];
  address: string;
  payment: { id: string; amountCents: Cents; paidOn: PlainDateString; method: string };
  disputedCents: Cents;
  /** What the payer's bank says, as a sentence's end. */
  meaning: string;
  openedOn: PlainDateString;
  /** The landlord's own words. */
  statement: string | null;
  lease: { startsOn: PlainDateString; endsOn: PlainDateString | null; rentCents: Cents; signedAt: Date | null };
  /** What the payment paid. */
  paidFor: readonly { label: string; dueOn: PlainDateString; amountCents: Cents }[];
  ledger: readonly { on: PlainDateString; description: string; amountCents: Cents; balanceCents: Cents }[];
  receipts: readonly { on: PlainDateString; method: string; amountCents: Cents; paymentId: string }[];
  messages: readonly { at: Date; kind: string; subject: string; delivered: string }[];
  authorization: { text: string; at: Date; ip: string | null } | null;
  photos: readonly { bytes: Buffer; title: string }[];
}

/** The evidence of one dispute as one PDF. Same input, same bytes. */
export async function disputePacketPdf(packet: DisputePacket): Promise<Buffer> {
  const { payment, lease } = packet;
  const paper = createPaper({
    title: `Evidence in dispute ${packet.disputeId}`,
    author: packet.landlordName,
    createdAt: packet.createdAt,
    reference: `Dispute · ${packet.disputeId}`,
  });
  paper.title('Evidence for a disputed payment', `${packet.landlordName} · ${packet.address}`);
  paper.rows([
    { label: 'Payment', detail: payment.id, value: formatMoney(payment.amountCents) },
    { label: 'Paid on', value: longDate(payment.paidOn) },
    { label: 'Paid by', value: payment.method },
    { label: 'Disputed', detail: `On ${longDate(packet.openedOn)}`, value: formatMoney(packet.disputedCents) },
    { label: 'The bank’s reason', value: packet.meaning },
    { label: 'Tenants', value: packet.tenantNames.join(', ') },
  ]);
  if (packet.statement !== null) {
    paper.heading('What the landlord says');
    paper.paragraph(packet.statement);
  }
  paper.heading('What the payment was for');
  paper.rows(
    packet.paidFor.map((one) => ({
      label: one.label,
      detail: `Due on ${longDate(one.dueOn)}`,
      value: formatMoney(one.amountCents),
    })),
  );
  paper.heading('The lease');
  paper.rows([
    { label: 'From', value: longDate(lease.startsOn) },
    { label: 'To', value: lease.endsOn === null ? 'month to month' : longDate(lease.endsOn) },
    { label: 'Monthly rent', value: formatMoney(lease.rentCents) },
    { label: 'Signed by everybody', value: lease.signedAt === null ? 'on paper' : longInstant(lease.signedAt) },
  ]);
  writeAuthorization(paper, packet);
  paper.heading('Ledger of the lease');
  paper.rows(
    packet.ledger.map((line) => ({
      label: line.description,
      detail: `${longDate(line.on)} · balance ${formatMoney(line.balanceCents)}`,
      value: formatMoney(line.amountCents),
    })),
  );
  paper.heading('Receipts');
  paper.rows(
    packet.receipts.map((one) => ({
      label: `${longDate(one.on)}, by ${one.method}`,
      detail: one.paymentId,
      value: formatMoney(one.amountCents),
    })),
  );
  paper.heading('Messages to the tenants');
  paper.rows(packet.messages.map((one) => ({ label: one.subject, detail: longInstant(one.at), value: one.delivered })));
  if (packet.photos.length > 0) paper.heading('Photos', 'picture');
  for (const photo of packet.photos) paper.picture(photo.bytes, photo.title);
  return paper.finish();
}

function writeAuthorization(paper: ReturnType<typeof createPaper>, { authorization }: DisputePacket): void {
  if (authorization === null) return;
  paper.heading('Authorization of automatic payments');
  paper.paragraph(authorization.text);
  const from = authorization.ip === null ? '' : ` from the address ${authorization.ip}`;
  paper.note(`Given on ${longInstant(authorization.at)}${from}.`);
}
