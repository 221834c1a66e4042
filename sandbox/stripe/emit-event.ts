import { createHmac } from 'node:crypto';
import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import type { Sandbox } from '../core/sandbox';
import type { Table } from './table';

/** The API version this stand-in speaks: that of the SDK it is typed by. */
export const apiVersion: typeof Stripe.API_VERSION = '2026-10-28.endive';

/** Stripe keeps events for 30 days; this many are plenty here. */
const eventsKept = 20_000;

/** What of an account an event needs. */
interface EventSource {
  readonly sandbox: Sandbox;
  readonly account: string;
  readonly request: Stripe.EventBase['request'];
  readonly events: Table<Stripe.EventBase>;
  now(): number;
}

/** Records an event with a snapshot of the object and queues its webhook. */
export function emitEvent(source: EventSource, type: Stripe.Event.Type, object: object, previous?: object): void {
  const event: Stripe.EventBase = {
    id: newId('evt_'),
    object: 'event',
    ...(source.account === '' ? {} : { account: source.account }),
    api_version: apiVersion,
    created: source.now(),
    // A copy: the object goes on changing, the event tells how it was.
    data: structuredClone({ object, ...(previous === undefined ? {} : { previous_attributes: previous }) }),
    livemode: false,
    pending_webhooks: source.sandbox.config.webhookBase === undefined ? 0 : 1,
    request: source.request,
    type,
  };
  source.events.save(event);
  forgetOldest(source);
  source.sandbox.webhooks.send({
    vendor: 'stripe',
    url: source.sandbox.webhooks.url('stripe'),
    body: JSON.stringify(event, null, 2),
    contentType: 'application/json; charset=utf-8',
  });
}

function forgetOldest(source: EventSource): void {
  if (source.events.size <= eventsKept + 1_000) return;
  for (const { id } of source.events.list().slice(eventsKept)) source.events.remove(id);
}

/** Signs every Stripe webhook anew at each attempt: `t=…,v1=` hex HMAC-SHA256 of `t.body`. */
export function signStripeWebhooks(sandbox: Sandbox): void {
  const { webhookSecret } = sandbox.config.accounts.stripe;
  sandbox.webhooks.signedBy('stripe', ({ body }, now) => {
    const t = Math.floor(now.getTime() / 1000);
    const v1 = createHmac('sha256', webhookSecret).update(`${t}.${body}`).digest('hex');
    return { 'stripe-signature': `t=${t},v1=${v1}`, 'user-agent': 'Stripe/1.0 (sandbox)' };
  });
}
