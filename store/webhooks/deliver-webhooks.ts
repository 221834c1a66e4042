import type { Database } from '../database';

/** Whose webhooks come in. */
const WEBHOOK_VENDORS = ['stripe', 'docusign', 'twilio', 'sendgrid', 'checkr'] as const;
export type WebhookVendor = (typeof WEBHOOK_VENDORS)[number];

/**
 * A webhook that waits to be handed on. Its payload is what the vendor sent: the event, one event of SendGrid's batch, or
 * the fields of Twilio's form (type `message.inbound`, or `message.` and the state).
 */
export type Webhook = {
  id: string;
  vendor: WebhookVendor;
  eventRef: string;
  type: string;
  payload: unknown;
  /** This try included. */
  tries: number;
  receivedAt: Date;
};

type Row = {
  id: string;
  vendor: string;
  event_ref: string;
  type: string;
  payload: unknown;
  tries: number;
  received_at: Date;
};

/** Takes webhooks that are due and hides them for a while: whoever dies with them leaves them to the next. */
export async function claimWebhooks(
  database: Database,
  { page, hideSeconds }: { page: number; hideSeconds: number },
): Promise<Webhook[]> {
  const { rows } = await database.pool.query<Row>('select * from claim_webhooks($1, $2)', [page, hideSeconds]);
  return rows.flatMap(toWebhook).sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
}

/** Ends webhooks, all in one statement: handed on, or of no concern to us. */
export async function completeWebhooks(
  database: Database,
  done: readonly { id: string; status: 'delivered' | 'ignored' }[],
): Promise<void> {
  if (done.length === 0) return;
  await database.pool.query(
    `update webhook_inbox w set status = d.status, delivered_at = now(), error = null
     from unnest($1::text[], $2::text[]) as d (id, status) where w.id = d.id`,
    [done.map(({ id }) => id), done.map(({ status }) => status)],
  );
}

/** A webhook that has to wait, and why. */
export type PostponedWebhook = { id: string; problem: string; seconds: number };

/** Puts webhooks back for another try, all in one statement. */
export async function postponeWebhooks(database: Database, postponed: readonly PostponedWebhook[]): Promise<void> {
  if (postponed.length === 0) return;
  await database.pool.query(
    `update webhook_inbox w set error = p.problem, next_try_at = now() + make_interval(secs => p.seconds)
     from unnest($1::text[], $2::text[], $3::float8[]) as p (id, problem, seconds) where w.id = p.id`,
    [postponed.map(({ id }) => id), postponed.map(({ problem }) => problem), postponed.map(({ seconds }) => seconds)],
  );
}

/** Gives a webhook up; it stays in the inbox with its problem, to be looked at and set to `pending` again. */
export async function failWebhook(database: Database, id: string, problem: string): Promise<void> {
  await database.pool.query("update webhook_inbox set status = 'failed', error = $2 where id = $1", [id, problem]);
}

function toWebhook(row: Row): Webhook[] {
  const vendor = WEBHOOK_VENDORS.find((known) => known === row.vendor);
  if (vendor === undefined) return [];
  const { id, type, payload, tries } = row;
  return [{ id, vendor, eventRef: row.event_ref, type, payload, tries, receivedAt: row.received_at }];
}
