import type { Database } from '../database';
import { newId } from '../new-id';

/** Whose webhooks come in. */
export const WEBHOOK_VENDORS = ['stripe', 'docusign', 'twilio', 'sendgrid', 'checkr'] as const;
export type WebhookVendor = (typeof WEBHOOK_VENDORS)[number];

/**
 * A webhook whose signature was checked, as the vendor sent it:
 * - stripe, checkr: the event; `eventRef` its id, `type` its type
 * - docusign: the Connect message; `eventRef` `envelope/event/recipient or -/generatedDateTime`
 * - sendgrid: one event of the batch; `eventRef` its sg_event_id, `type` its event
 * - twilio: the form's fields; `eventRef` `sid/status`, or the sid alone for an inbound text; `type` `status` or `inbound`
 */
export type IncomingWebhook = {
  vendor: WebhookVendor;
  eventRef: string;
  type: string;
  payload: object;
};

/**
 * Puts verified webhooks into the inbox, each once by (vendor, event): vendors repeat themselves. Answer 2xx when it
 * returns; the relay hands them on.
 * @returns how many were new
 */
export async function storeWebhooks(database: Database, webhooks: readonly IncomingWebhook[]): Promise<number> {
  if (webhooks.length === 0) return 0;
  const { count } = await database.prisma.webhookInbox.createMany({
    data: webhooks.map((webhook) => ({ id: newId('webhook'), ...webhook })),
    skipDuplicates: true,
  });
  return count;
}
