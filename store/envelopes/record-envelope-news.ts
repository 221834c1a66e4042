import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutLease } from '../leases/lock-lease';
import { lockEnvelope, moveEnvelope } from './lock-envelope';

/** The signature service's present word on an envelope still open. */
export type EnvelopeNews = {
  isDelivered: boolean;
  signers: readonly { recipientRef: string; status: SignerState; signedAt: Date | null }[];
};
export type SignerState = 'sent' | 'delivered' | 'signed' | 'declined';

/** Later states first: what is told late or twice never takes a signer back. */
const RANK: Readonly<Record<string, number>> = { created: 0, sent: 1, delivered: 2, declined: 3, signed: 3 };

/** Brings the signers to what the service says of them now, and tells of every new signature. */
export async function recordEnvelopeNews(
  tx: Transaction,
  { leaseId, envelopeId, news, now }: { leaseId: string; envelopeId: string; news: EnvelopeNews; now: Date },
): Promise<void> {
  const { lease, envelope } = await lockEnvelope(tx, { leaseId, envelopeId });
  const about = { organizationId: lease.organizationId, alsoAbout: [lease.id, ...aboutLease(lease)] };
  for (const told of news.signers) {
    const signer = envelope.signers.find(({ recipientRef }) => recipientRef === told.recipientRef);
    if (signer === undefined || (RANK[told.status] ?? 0) <= (RANK[signer.status] ?? 0)) continue;
    const isSigned = told.status === 'signed';
    await tx.signer.update({
      where: { id: signer.id },
      data: { status: told.status, ...(isSigned && { signedAt: told.signedAt ?? now }) },
      select: { id: true },
    });
    if (!isSigned) continue;
    const payload = { signer_name: signer.name, role: signer.role };
    const actor = signer.tenantId ?? 'system';
    await appendEvent(tx, { ...about, type: 'lease.signed_by', subjectId: lease.id, payload, actor });
  }
  if (!news.isDelivered || envelope.status !== 'sent') return;
  await moveEnvelope(tx, envelope, 'delivered');
  await appendEvent(tx, { ...about, type: 'envelope.delivered', subjectId: envelope.id });
}
