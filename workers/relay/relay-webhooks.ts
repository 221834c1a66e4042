import type { Logger } from 'pino';
import type { Database } from '../../store/database';
import {
  claimWebhooks,
  completeWebhooks,
  failWebhook,
  type PostponedWebhook,
  postponeWebhooks,
  type Webhook,
} from '../../store/webhooks/deliver-webhooks';
import { backoffSeconds } from './backoff';
import { reasonOf } from './loop';
import type { Strikes } from './strikes';
import { isTemporalAway, type TemporalPort } from './temporal-port';
import { WEBHOOK_HANDLERS } from './webhooks';
import { NotYetKnown, type WebhookContext } from './webhooks/handler';

export type WebhookRelayContext = {
  database: Database;
  temporal: TemporalPort;
  strikes: Strikes;
  log: Logger;
  now(): Date;
  count(outcome: string): void;
};

const PAGE = 50;
const HIDE_SECONDS = 60;
/** About five minutes of tries. */
export const WEBHOOK_TRIES = 10;

type Done = { id: string; status: 'delivered' | 'ignored' };

/**
 * Hands webhooks that are due to their vendor's handler; those that were taken end together, and those that have to wait
 * are put back together. Whoever dies in between
 * leaves them to be handled again, which every handler bears. @returns true where more may be waiting
 */
export async function relayWebhooks(context: WebhookRelayContext): Promise<boolean> {
  const webhooks = await claimWebhooks(context.database, { page: PAGE, hideSeconds: HIDE_SECONDS });
  const results = await Promise.all(webhooks.map((webhook) => relayOne(context, webhook)));
  const done = results.filter((result) => result !== null && 'status' in result);
  await completeWebhooks(context.database, done);
  await postponeWebhooks(
    context.database,
    results.filter((result) => result !== null && 'seconds' in result),
  );
  for (const { id } of done) context.strikes.forget(id);
  return webhooks.length === PAGE;
}

/** @returns what became of it; null where it was given up */
async function relayOne(context: WebhookRelayContext, webhook: Webhook): Promise<Done | PostponedWebhook | null> {
  const { database, temporal, log, now, count } = context;
  const forHandlers: WebhookContext = { database, log, now, signal: (request) => temporal.signal(request) };
  try {
    const handle = WEBHOOK_HANDLERS[webhook.vendor];
    const outcome = await handle(forHandlers, webhook);
    count(outcome);
    return { id: webhook.id, status: outcome === 'ignored' ? 'ignored' : 'delivered' };
  } catch (error) {
    return tryAgain(context, webhook, error);
  }
}

async function tryAgain(
  context: WebhookRelayContext,
  webhook: Webhook,
  error: unknown,
): Promise<PostponedWebhook | null> {
  const { database, log, strikes, count } = context;
  const problem = reasonOf(error);
  const isEarly = error instanceof NotYetKnown;
  const isOutage = !isEarly && isTemporalAway(error);
  if (!isOutage && strikes.add(webhook.id) >= WEBHOOK_TRIES) {
    log.error({ webhook: webhook.id, vendor: webhook.vendor, type: webhook.type, problem }, 'a webhook was given up');
    await failWebhook(database, webhook.id, problem);
    count('failed');
    return null;
  }
  if (!isOutage && !isEarly) {
    log.warn({ webhook: webhook.id, vendor: webhook.vendor, type: webhook.type, problem }, 'a webhook is tried again');
  }
  // What was faster than our own transaction is looked at again when that is surely over.
  const seconds = backoffSeconds(webhook.tries, { first: isEarly ? 1.5 : 0.5, most: isOutage ? 15 : 120 });
  count('postponed');
  return { id: webhook.id, problem, seconds };
}
