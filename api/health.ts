import type { Express } from 'express';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { databaseState } from '../store/database-state';
import type { Services } from './services';

/** /healthz: this process answers. /readyz: it can do its work. /metrics: how it does. */
export function serveHealth(app: Express, services: Services): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureRequests(app, registry);

  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', async (_req, res) => {
    const [database, temporal] = await Promise.all([databaseState(services.database), services.temporal.reachable()]);
    const ready = database.reachable && database.migrated && temporal;
    res.status(ready ? 200 : 503).json({
      status: ready ? 'ready' : 'not ready',
      database: database.reachable ? 'ok' : 'away',
      migrations: database.migrated ? 'ok' : 'missing',
      temporal: temporal ? 'ok' : 'away',
    });
  });
  app.get('/metrics', async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
}

function measureRequests(app: Express, registry: Registry): void {
  const seconds = new Histogram({
    name: 'tenure_http_request_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'tenure_http_failures_total',
    help: 'Answers of 500 and above, by route',
    labelNames: ['route'],
    registers: [registry],
  });
  app.use((req, res, next) => {
    const began = process.hrtime.bigint();
    res.once('finish', () => {
      // The pattern, never the address: ids and tokens are not labels.
      const pattern: unknown = req.route?.path;
      const route = Array.isArray(pattern) ? String(pattern[0]) : String(pattern ?? 'none');
      seconds.observe(
        { method: req.method, route, status: res.statusCode },
        Number(process.hrtime.bigint() - began) / 1e9,
      );
      if (res.statusCode >= 500) failures.inc({ route });
    });
    next();
  });
}
