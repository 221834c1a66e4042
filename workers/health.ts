import { createServer } from 'node:http';
import type { Registry } from 'prom-client';

export type HealthOptions = {
  port: number;
  host: string;
  registry: Registry;
  /** Whether the process does its work: workers poll, the database answers. */
  isReady(): Promise<boolean> | boolean;
  /** More metrics in Prometheus' text form: the SDK's own. */
  moreMetrics?: (() => Promise<string>) | undefined;
};

/** Serves /healthz (alive), /readyz (at work) and /metrics. @returns how to stop */
export async function serveHealth(options: HealthOptions): Promise<() => Promise<void>> {
  const { registry, isReady, moreMetrics } = options;
  const answer = async (path: string): Promise<{ status: number; type: string; body: string }> => {
    const json = (status: number, word: string) => ({
      status,
      type: 'application/json',
      body: JSON.stringify({ status: word }),
    });
    if (path === '/healthz') return json(200, 'ok');
    if (path === '/readyz') return (await isReady()) ? json(200, 'ready') : json(503, 'starting');
    if (path !== '/metrics') return json(404, 'not_found');
    const own = await registry.metrics();
    const more = moreMetrics ? await moreMetrics().catch(() => '') : '';
    return { status: 200, type: registry.contentType, body: `${own}\n${more}` };
  };
  const server = createServer((request, response) => {
    answer((request.url ?? '').split('?')[0] ?? '').then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
