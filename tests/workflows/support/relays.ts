import type { Client } from '@temporalio/client';
import pino from 'pino';
import { Registry } from 'prom-client';
import type { ActivityDependencies } from '../../../activities/dependencies';
import { type Relay, startRelay } from '../../../workers/relay';
import { createRelayMetrics } from '../../../workers/relay/metrics';

/** The relays of a world: none at first, and as many as are started. */
export function createRelays({ database, vendors, linkKey, urls, now }: ActivityDependencies, client: Client) {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  let running: Relay[] = [];
  return {
    areRunning: () => running.length > 0,
    start(): Relay {
      const metrics = createRelayMetrics(new Registry());
      const about = { database, client, vendors, linkKey, apiUrl: urls.api, log, metrics, now };
      const relay = startRelay({ ...about, pollMs: 200 });
      running.push(relay);
      return relay;
    },
    async stop(): Promise<void> {
      const all = running;
      running = [];
      await Promise.all(all.map((relay) => relay.stop()));
    },
  };
}
