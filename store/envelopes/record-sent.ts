import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutLease } from '../leases/lock-lease';
import { lockEnvelope, moveEnvelope } from './lock-envelope';
import { sendSigningLinks } from './send-signing-links';

/** Keeps that the signature service has the papers, and sends the tenants their links. Twice changes nothing. */
export async function recordSent(
  tx: Transaction,
  linkKey: Buffer,
  sent: { leaseId: string; envelopeId: string; vendorRef: string; now: Date },
): Promise<void> {
  const { lease, envelope } = await lockEnvelope(tx, sent);
  if (envelope.status !== 'created') return;
  await moveEnvelope(tx, envelope, 'sent', { vendorRef: sent.vendorRef, sentAt: sent.now });
  await tx.signer.updateMany({ where: { envelopeId: envelope.id }, data: { status: 'sent' } });
  await appendEvent(tx, {
    organizationId: lease.organizationId,
    type: 'envelope.sent',
    subjectId: envelope.id,
    alsoAbout: [lease.id, ...aboutLease(lease)],
  });
  await sendSigningLinks(tx, linkKey, { lease, envelope, kind: 'signing_invited', occasion: envelope.id });
}
