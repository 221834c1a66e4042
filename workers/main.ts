import { pino } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createActivities } from '../activities';
import { loadEnvironment } from '../config';
import { cents } from '../domain/money';
import { openDatabase } from '../store/database';
import { databaseState } from '../store/database-state';
import { linkKeyFrom } from '../store/links/link-key';
import { zonesWithLeases } from '../store/relay/lease-zones';
import { zonesOfOrganizations } from '../store/relay/organization-zones';
import { zonesWithOwners } from '../store/relay/owner-zones';
import { openClient } from '../temporal/client';
import { createDataConverter } from '../temporal/data-converter';
import { createVendors } from '../vendors';
import { loadWorkflowBundle } from './bundle';
import { startCrew } from './crew';
import { serveHealth } from './health';
import { startRelay } from './relay';
import { startLoop } from './relay/loop';
import { createRelayMetrics } from './relay/metrics';
import { reconcileSchedules } from './schedules';
import { installRuntime } from './sdk-runtime';

const SCHEDULES_EVERY_MS = 3_600_000;
/** While developing, a restart should not wait for whatever runs; in production, work under way may end. */
const GRACE_MS = { development: 1_500, test: 1_500, production: 20_000 } as const;

/** Starts workers, relay and schedules in one process and stops them in order when asked. */
async function main(): Promise<void> {
  const environment = loadEnvironment();
  const { mode, temporal, api, web, fieldKey } = environment;
  const platformFee = { ...environment.platformFee, fixedCents: cents(environment.platformFee.fixedCents) };
  const log = pino({ level: environment.logLevel, base: { part: 'worker' } });
  const sdkMetrics = await installRuntime(log);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const database = openDatabase(environment.database.url, environment.database.poolSize);
  const vendors = createVendors(environment.vendors);
  const linkKey = linkKeyFrom(fieldKey);
  const now = () => new Date();
  const urls = { api: api.url, web: web.url, temporalUi: temporal.uiUrl };
  const { client, close: closeClient } = openClient(temporal);

  const crew = startCrew({
    temporal,
    client,
    dataConverter: createDataConverter(temporal.payloadKeys),
    activities: createActivities({ database, vendors, linkKey, fieldKey, urls, platformFee, now }),
    bundle: await loadWorkflowBundle(),
    version: { buildId: temporal.buildId, when: mode === 'production' ? 'if_none' : 'always' },
    graceMs: GRACE_MS[mode],
    log,
  });
  const metrics = createRelayMetrics(registry);
  const relay = startRelay({ database, client, vendors, linkKey, apiUrl: api.url, log, metrics, now });
  const schedules = startLoop({
    name: 'schedules',
    pollMs: SCHEDULES_EVERY_MS,
    log,
    work: async () => {
      await reconcileSchedules(
        client,
        await zonesWithLeases(database),
        await zonesWithOwners(database),
        await zonesOfOrganizations(database),
      );
      return false;
    },
  });
  const isReady = async () => crew.isAtWork() && (await databaseState(database)).migrated;
  const closeHealth =
    environment.metricsPort === undefined
      ? async () => {}
      : await serveHealth({
          port: environment.metricsPort,
          host: api.host,
          registry,
          isReady,
          moreMetrics: sdkMetrics,
        });
  log.info('workers and relay run');

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info('the worker process stops');
    await Promise.allSettled([relay.stop(), schedules.stop(), crew.stop()]);
    await Promise.allSettled([closeClient(), closeHealth(), database.close()]);
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
