import type { Database } from '../database';
import { newId } from '../new-id';

/** One verified event of a vendor; `eventRef` names it once and for all. */
export type ReceivedWebhook = { vendor: string; eventRef: string; type: string; payload: object };

/** Puts events into the inbox, each once: the same event again changes nothing. @returns how many were new */
export async function storeWebhooks(database: Database, webhooks: readonly ReceivedWebhook[]): Promise<number> {
  const { rowCount } = await database.pool.query(
    `insert into webhook_inbox (id, vendor, event_ref, type, payload)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[])
     on conflict (vendor, event_ref) do nothing`,
    [
      webhooks.map(() => newId('webhook')),
      webhooks.map(({ vendor }) => vendor),
      webhooks.map(({ eventRef }) => eventRef),
      webhooks.map(({ type }) => type),
      webhooks.map(({ payload }) => JSON.stringify(payload)),
    ],
  );
  return rowCount ?? 0;
}
