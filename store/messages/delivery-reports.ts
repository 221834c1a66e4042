import type { Database } from '../database';
import { inOrganization } from '../database';
import { appendEvent } from '../events/append-event';

/** What a vendor reports of a message's way. */
export type DeliveryReport = {
  organizationId: string;
  messageId: string;
  channel: 'email' | 'sms';
  /** `delivered`: it arrived; `accepted`: it is on its way; `failed`: it never will. */
  outcome: 'accepted' | 'delivered' | 'failed';
  vendorRef: string | null;
  /** Why it failed, in the vendor's code; no personal data. */
  reason?: string | undefined;
};

/** From which states a report may move a delivery: reports come late, doubled and in any order. */
const MAY_BECOME: Readonly<Record<DeliveryReport['outcome'], { from: string[]; to: string }>> = {
  accepted: { from: ['sending', 'unknown'], to: 'sent' },
  delivered: { from: ['sending', 'unknown', 'sent'], to: 'delivered' },
  failed: { from: ['sending', 'unknown', 'sent'], to: 'failed' },
};

/**
 * Writes down what became of a message. A failure is an event that people see; a report of what is known already, or
 * of a message we don't have, changes nothing. @returns whether anything changed
 */
export function recordDeliveryReport(database: Database, report: DeliveryReport): Promise<boolean> {
  const { organizationId, messageId, channel, outcome, vendorRef, reason } = report;
  return inOrganization(database, organizationId, async (tx) => {
    const { from, to } = MAY_BECOME[outcome];
    const { count } = await tx.deliveryAttempt.updateMany({
      where: { messageId, channel, status: { in: from } },
      data: { status: to, error: reason ?? null, ...(vendorRef !== null && { vendorRef }) },
    });
    if (count === 0 || outcome !== 'failed') return count > 0;
    const message = await tx.message.findUniqueOrThrow({
      where: { id: messageId },
      select: { kind: true, toName: true, subjectId: true },
    });
    const payload = { channel, kind: message.kind, toName: message.toName, reason: reason ?? 'not delivered' };
    const alsoAbout = [message.subjectId];
    await appendEvent(tx, { organizationId, type: 'message.failed', subjectId: messageId, alsoAbout, payload });
    return true;
  });
}

/** Whose message a vendor's reference is; null where it is none of ours, or not known yet. */
export async function messageOfVendorRef(
  database: Database,
  vendorRef: string,
): Promise<{ organizationId: string; messageId: string } | null> {
  const { rows } = await database.pool.query<{ organization_id: string; subject_id: string }>(
    "select organization_id, subject_id from organization_of_vendor_ref('delivery', $1)",
    [vendorRef],
  );
  const row = rows[0];
  return row ? { organizationId: row.organization_id, messageId: row.subject_id } : null;
}
