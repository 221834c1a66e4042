import type { Logger } from 'pino';
import type { Database } from '../../../store/database';
import type { Webhook } from '../../../store/webhooks/deliver-webhooks';
import type { SignalRequest } from '../temporal-port';

/** What handlers work with. */
export type WebhookContext = {
  database: Database;
  /** Tells a workflow; one that ended or is not there hears nothing, which is no error. Throws while Temporal is away. */
  signal(request: SignalRequest): Promise<'signaled' | 'ended' | 'unknown'>;
  log: Logger;
  now(): Date;
};

/**
 * Does what one webhook asks for: writes to the store, signals a workflow, or both. It may be called again with the
 * same webhook, and webhooks come doubled and in any order: read the present facts, never trust the order.
 * @returns `ignored` where it is of no concern to us
 * @throws NotYetKnown where it is about something our store will know in a moment; anything else is tried again too
 */
export type WebhookHandler = (context: WebhookContext, webhook: Webhook) => Promise<'handled' | 'ignored'>;

/** The webhook was faster than our own transaction. */
export class NotYetKnown extends Error {
  override name = 'NotYetKnown';
}
