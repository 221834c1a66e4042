import { type Database, inOrganization, queryInOrganization, sqlInOrganization } from '../database';
import { EVENT_VALUES, eventValues, INSERT_EVENT, insertEvent } from '../events/append-event';
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
export async function beginDelivery(
  database: Database,
  message: QueuedMessage,
  channel: Channel,
): Promise<Delivery & { begun: boolean }> {
  const { id: messageId, organizationId } = message;
  // A delivery that rested because the vendor was away begins anew: nothing was sent.
  const [begun] = await queryInOrganization<DeliveryRow>(
    database,
    organizationId,
    `insert into delivery_attempts as d (id, organization_id, message_id, channel, status, at)
     values ($1, $2, $3, $4, 'sending', $5)
     on conflict (message_id, channel) do update set status = 'sending', at = excluded.at where d.status = 'waiting'
     returning status, at`,
    [newId('attempt'), organizationId, messageId, channel, new Date()],
  );
  if (begun !== undefined) return { ...begun, begun: true };
  const [known] = await queryInOrganization<DeliveryRow>(
    database,
    organizationId,
    'select status, at from delivery_attempts where message_id = $1 and channel = $2',
    [messageId, channel],
  );
  if (known === undefined) throw new Error(`message ${messageId} has no delivery by ${channel}`);
  return { ...known, begun: false };
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
  if (outcome.status === 'sent') return settleSent(database, message, channel, outcome.vendorRef);
  await sqlInOrganization(database, organizationId, async (client) => {
    const run = overPg(client);
    const moved = await run(
      `update delivery_attempts set status = $3, error = $4
       where message_id = $1 and channel = $2 and status in ('sending', 'unknown', 'waiting') returning id`,
      [messageId, channel, outcome.status, outcome.error],
    );
    if (moved.length === 0) return;
    if (outcome.status === 'opted_out' && toId !== null) {
      const sql = 'update tenants set sms_opted_out_at = $2 where id = $1 and sms_opted_out_at is null';
      await run(sql, [toId, new Date()]);
    }
    if (outcome.status === 'failed') {
      const payload = { channel, kind, toName, reason: outcome.error };
      const about = { organizationId, subjectId: messageId, alsoAbout: [subjectId, toId] };
      await insertEvent(run, { ...about, type: 'message.failed', payload });
    }
  });
}

/** What almost every delivery comes to: with its event in one statement, in one way to the server. */
async function settleSent(
  database: Database,
  message: QueuedMessage,
  channel: Channel,
  vendorRef: string,
): Promise<void> {
  const { id: messageId, organizationId, kind, toName, subjectId, toId } = message;
  const event = { organizationId, type: 'message.sent', subjectId: messageId, alsoAbout: [subjectId, toId] } as const;
  const moved = await queryInOrganization(
    database,
    organizationId,
    `with moved as (
       update delivery_attempts set status = 'sent', error = null, vendor_ref = $10
       where message_id = $4 and channel = $9 and status in ('sending', 'unknown', 'waiting') returning id
     ), told as (${INSERT_EVENT} select ${EVENT_VALUES} from moved returning id)
     select id from moved`,
    [...eventValues({ ...event, payload: { channel, kind, toName } }), channel, vendorRef],
  );
  if (moved.length > 0) return;
  // Its report was faster; the reference is what later reports are found by.
  const sql =
    'update delivery_attempts set vendor_ref = $3 where message_id = $1 and channel = $2 and vendor_ref is null';
  await queryInOrganization(database, organizationId, sql, [messageId, channel, vendorRef]);
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
