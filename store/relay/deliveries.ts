import { type Database, inOrganization } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import type { Channel, QueuedMessage } from './messages';

/**
 * One channel's one delivery of a message. `sending` is written before the vendor is called; where it still stands
 * later, the sender died or the answer was lost (`unknown`), and the vendor is asked before anything is sent again.
 */
export type Delivery = {
  status: 'sending' | 'unknown' | 'waiting' | 'sent' | 'delivered' | 'failed' | 'opted_out';
  /** When it was first handed to the vendor. */
  at: Date;
};

/** Begins a channel's delivery, or tells how far it has come. @returns `begun` true for the caller who may send now */
export function beginDelivery(
  database: Database,
  message: QueuedMessage,
  channel: Channel,
): Promise<Delivery & { begun: boolean }> {
  const { id: messageId, organizationId } = message;
  return inOrganization(database, organizationId, async (tx) => {
    const { count: made } = await tx.deliveryAttempt.createMany({
      data: [{ id: newId('attempt'), organizationId, messageId, channel, status: 'sending', at: new Date() }],
      skipDuplicates: true,
    });
    const where = { messageId_channel: { messageId, channel } };
    // A delivery that rested because the vendor was away begins anew: nothing was sent.
    const { count: woken } = await tx.deliveryAttempt.updateMany({
      where: { messageId, channel, status: 'waiting' },
      data: { status: 'sending', at: new Date() },
    });
    const { status, at } = await tx.deliveryAttempt.findUniqueOrThrow({ where, select: { status: true, at: true } });
    return { status: status as Delivery['status'], at, begun: made + woken > 0 };
  });
}

export type DeliveryOutcome =
  | { status: 'sent'; vendorRef: string }
  | { status: 'waiting' | 'unknown'; error: string }
  | { status: 'failed' | 'opted_out'; error: string };

/** Writes down how a delivery went, with its event where it is final. A report that came first is left as it is. */
export async function settleDelivery(
  database: Database,
  message: QueuedMessage,
  channel: Channel,
  outcome: DeliveryOutcome,
): Promise<void> {
  const { id: messageId, organizationId, kind, toName, subjectId, toId } = message;
  await inOrganization(database, organizationId, async (tx) => {
    const vendorRef = outcome.status === 'sent' ? outcome.vendorRef : undefined;
    const error = outcome.status === 'sent' ? null : outcome.error;
    const { count } = await tx.deliveryAttempt.updateMany({
      where: { messageId, channel, status: { in: ['sending', 'unknown', 'waiting'] } },
      data: { status: outcome.status, error, ...(vendorRef !== undefined && { vendorRef }) },
    });
    if (count === 0) {
      // Its report was faster; the reference is what later reports are found by.
      if (vendorRef === undefined) return;
      const data = { vendorRef };
      return void (await tx.deliveryAttempt.updateMany({ where: { messageId, channel, vendorRef: null }, data }));
    }
    if (outcome.status === 'opted_out' && toId !== null) {
      const data = { smsOptedOutAt: new Date() };
      await tx.tenant.updateMany({ where: { id: toId, smsOptedOutAt: null }, data });
    }
    const event = { organizationId, subjectId: messageId, alsoAbout: [subjectId, toId] };
    const payload = { channel, kind, toName };
    if (outcome.status === 'sent') await appendEvent(tx, { ...event, type: 'message.sent', payload });
    if (outcome.status === 'failed') {
      await appendEvent(tx, { ...event, type: 'message.failed', payload: { ...payload, reason: outcome.error } });
    }
  });
}

/** Whether the person has asked for no more text messages. */
export async function hasOptedOut(database: Database, message: QueuedMessage): Promise<boolean> {
  const { toId, organizationId } = message;
  if (toId === null) return false;
  const tenant = await inOrganization(database, organizationId, (tx) =>
    tx.tenant.findUnique({ where: { id: toId }, select: { smsOptedOutAt: true } }),
  );
  return tenant !== null && tenant.smsOptedOutAt !== null;
}
