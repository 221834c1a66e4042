import { notFound } from '../../domain/errors';
import { type Database, queryInOrganization, sqlInOrganization } from '../database';
import { insertEvent } from '../events/append-event';
import { overPg } from '../sql-runner';
import { together } from '../together';

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

type GoodNews = Pick<DeliveryReport, 'messageId' | 'channel' | 'vendorRef'>;

/** In one order, so that two relays with the same reports wait for each other instead of crossing. */
const MOVE_ALL = `
  with reported as (
    select d.id, max(r.vendor_ref) as vendor_ref
    from unnest($1, $2, $3) as r (message_id, channel, vendor_ref)
      join delivery_attempts d on d.message_id = r.message_id and d.channel = r.channel
    group by d.id
  ), mine as (
    select d.id, r.vendor_ref from delivery_attempts d join reported r on r.id = d.id
    where d.status = any($5) order by d.id for update of d
  )
  update delivery_attempts d set status = $4, error = null, vendor_ref = coalesce(nullif(m.vendor_ref, ''), d.vendor_ref)
  from mine m where d.id = m.id returning d.message_id, d.channel`;

function moving(outcome: 'accepted' | 'delivered') {
  const { from, to } = MAY_BECOME[outcome];
  return together<GoodNews, boolean>(async (database, organizationId, news) => {
    const moved = await queryInOrganization<{ message_id: string; channel: string }>(
      database,
      organizationId,
      MOVE_ALL,
      [
        news.map((one) => one.messageId),
        news.map((one) => one.channel),
        news.map((one) => one.vendorRef ?? ''),
        to,
        from,
      ],
    );
    const keys = new Set(moved.map((row) => `${row.message_id} ${row.channel}`));
    return news.map(({ messageId, channel }) => keys.has(`${messageId} ${channel}`));
  });
}

/** Almost all reports: each page of them is written down at once. */
const MOVED = { accepted: moving('accepted'), delivered: moving('delivered') };

/**
 * Writes down what became of a message. A failure is an event that people see; a report of what is known already, or
 * of a message we don't have, changes nothing. @returns whether anything changed
 */
export async function recordDeliveryReport(database: Database, report: DeliveryReport): Promise<boolean> {
  const { organizationId, messageId, channel, outcome, vendorRef, reason } = report;
  if (outcome !== 'failed') return MOVED[outcome](database, organizationId, { messageId, channel, vendorRef });
  const { from, to } = MAY_BECOME[outcome];
  const values = [messageId, channel, to, reason ?? null, vendorRef, from];
  return sqlInOrganization(database, organizationId, async (client) => {
    const run = overPg(client);
    const moved = await run(MOVE, values);
    if (moved.length === 0) return false;
    const [message] = await run<{ kind: string; to_name: string; subject_id: string | null }>(
      'select kind, to_name, subject_id from messages where id = $1',
      [messageId],
    );
    if (message === undefined) throw notFound('message');
    const payload = { channel, kind: message.kind, toName: message.to_name, reason: reason ?? 'not delivered' };
    const alsoAbout = [message.subject_id];
    await insertEvent(run, { organizationId, type: 'message.failed', subjectId: messageId, alsoAbout, payload });
    return true;
  });
}

const MOVE = `
  update delivery_attempts set status = $3, error = $4, vendor_ref = coalesce($5, vendor_ref)
  where message_id = $1 and channel = $2 and status = any($6) returning id`;

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
