import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../../store/database';
import { listenForWork, type WakeChannel } from '../../store/relay/listen';
import type { Vendors } from '../../vendors';
import { emailChannel } from './channels/email';
import { smsChannel } from './channels/sms';
import { relayGeocoding } from './geocoding';
import { type Loop, startLoop } from './loop';
import type { RelayMetrics } from './metrics';
import { relayNotifications } from './notifications';
import { relayCommands } from './relay-commands';
import { relayMessages } from './relay-messages';
import { relayWebhooks } from './relay-webhooks';
import { Strikes } from './strikes';
import { createTemporalPort } from './temporal-port';
import { VendorPause } from './vendor-pause';

export type RelayOptions = {
  database: Database;
  client: Client;
  vendors: Pick<Vendors, 'texts' | 'email' | 'geocoder'>;
  linkKey: Buffer;
  /** Public address of the API and the link pages. */
  apiUrl: string;
  log: Logger;
  metrics: RelayMetrics;
  now(): Date;
  /** How often a queue is looked at though nothing woke it; one second when left out. */
  pollMs?: number;
};

export type Relay = { stop(): Promise<void> };

/**
 * Carries what the database holds to where it goes: commands and webhooks to workflows, messages to people, events to
 * their consumers. Several may run; each row is carried by one of them, and by another where that one dies.
 */
export function startRelay(options: RelayOptions): Relay {
  const { database, log, pollMs = 1_000 } = options;
  const works = listWorks(options);
  const loops = works.map(({ name, channel, work, restMs }) => ({
    channel,
    loop: startLoop({ name, work, pollMs, restMs, log }),
  }));
  const stopListening = listenForWork(database, ['events', 'commands', 'webhooks', 'messages'], (woken) => {
    for (const { channel, loop } of loops) if (channel === woken) loop.wake();
  });
  return {
    async stop() {
      await stopListening();
      await Promise.all(loops.map(({ loop }: { loop: Loop }) => loop.stop()));
    },
  };
}

type Work = { name: string; channel: WakeChannel; restMs: number; work(): Promise<boolean> };

/** What somebody waits for comes at once, or in the next batch so soon after; what nobody waits for in larger ones. */
const REST_MS = { commands: 20, queue: 50, events: 250 } as const;

function listWorks(options: RelayOptions): Work[] {
  const { database, client, vendors, linkKey, apiUrl, log, metrics, now } = options;
  const temporal = createTemporalPort(client);
  const commands = { database, temporal, strikes: new Strikes(), log, count: metrics.command };
  const webhooks = { database, temporal, strikes: new Strikes(), log, now, count: metrics.webhook };
  const channels = [emailChannel(vendors.email), smsChannel(vendors.texts, apiUrl)].map((sender) => ({
    sender,
    pause: new VendorPause(),
  }));
  const geocoding = { database, geocoder: vendors.geocoder, log, count: metrics.event };
  const notifications = { database, count: metrics.event };
  const messages = { database, channels, linkKey, apiUrl, log, count: metrics.message };
  return [
    { name: 'commands', channel: 'commands', restMs: REST_MS.commands, work: () => relayCommands(commands) },
    { name: 'webhooks', channel: 'webhooks', restMs: REST_MS.queue, work: () => relayWebhooks(webhooks) },
    { name: 'messages', channel: 'messages', restMs: REST_MS.queue, work: () => relayMessages(messages) },
    { name: 'notifications', channel: 'events', restMs: REST_MS.events, work: () => relayNotifications(notifications) },
    { name: 'geocoding', channel: 'events', restMs: REST_MS.events, work: () => relayGeocoding(geocoding) },
  ];
}
