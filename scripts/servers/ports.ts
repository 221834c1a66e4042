import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** True when nothing listens on that loopback port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Below the range that systems hand to outgoing connections (from 32768 on Linux, 49152 elsewhere): a port chosen here
 * is not taken by somebody's connection before its server listens.
 */
const RANGE = { from: 15_000, to: 32_000 };

/** Ports nothing listens on now, all different, drawn by chance so that runs side by side do not meet. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(RANGE.from, RANGE.to);
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

/** One port nothing listens on now. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('asked for one port, got none');
  return port;
}
