import { type Database, inOrganization, sqlInOrganization } from '../database';
import { insertEvent } from '../events/append-event';
import { newId } from '../new-id';
import { overPg } from '../sql-runner';
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

type DeliveryRow = { status: Delivery['status']; at: Date };

/** Begins a channel's delivery, or tells how far it has come. @returns `begun` true for the caller who may send now */
export function beginDelivery(
  database: Database,
  message: QueuedMessage,
  channel: Channel,
): Promise<Delivery & { begun: boolean }> {
  const { id: messageId, organizationId } = message;
  return sqlInOrganization(database, organizationId, async (client) => {
    // A delivery that rested because the vendor was away begins anew: nothing was sent.
    const { rows: begun } = await client.query<DeliveryRow>(
      `insert into delivery_attempts as d (id, organization_id, message_id, channel, status, at)
       values ($1, $2, $3, $4, 'sending', $5)
       on conflict (message_id, channel) do update set status = 'sending', at = excluded.at where d.status = 'waiting'
       returning status, at`,
      [newId('attempt'), organizationId, messageId, channel, new Date()],
    );
    if (begun[0] !== undefined) return { ...begun[0], begun: true };
    const { rows } = await client.query<DeliveryRow>(
      'select status, at from delivery_attempts where message_id = $1 and channel = $2',
      [messageId, channel],
    );
    if (rows[0] === undefined) throw new Error(`message ${messageId} has no delivery by ${channel}`);
    return { ...rows[0], begun: false };
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
  await sqlInOrganization(database, organizationId, async (client) => {
    const run = overPg(client);
    const vendorRef = outcome.status === 'sent' ? outcome.vendorRef : null;
    const error = outcome.status === 'sent' ? null : outcome.error;
    const moved = await run(
      `update delivery_attempts set status = $3, error = $4, vendor_ref = coalesce($5, vendor_ref)
       where message_id = $1 and channel = $2 and status in ('sending', 'unknown', 'waiting') returning id`,
      [messageId, channel, outcome.status, error, vendorRef],
    );
    if (moved.length === 0) {
      // Its report was faster; the reference is what later reports are found by.
      if (vendorRef === null) return;
      const reference =
        'update delivery_attempts set vendor_ref = $3 where message_id = $1 and channel = $2 and vendor_ref is null';
      return void (await run(reference, [messageId, channel, vendorRef]));
    }
    if (outcome.status === 'opted_out' && toId !== null) {
      await run('update tenants set sms_opted_out_at = $2 where id = $1 and sms_opted_out_at is null', [
        toId,
        new Date(),
      ]);
    }
    const event = { organizationId, subjectId: messageId, alsoAbout: [subjectId, toId] };
    const payload = { channel, kind, toName };
    if (outcome.status === 'sent') await insertEvent(run, { ...event, type: 'message.sent', payload });
    if (outcome.status === 'failed') {
      await insertEvent(run, { ...event, type: 'message.failed', payload: { ...payload, reason: outcome.error } });
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
