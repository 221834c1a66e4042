import type pg from 'pg';
import type { Database } from '../database';

/** How long after a broken connection the next try comes, in milliseconds. */
const RETRY_MS = 1_000;

/**
 * Calls `onWake` whenever events were committed, over one connection of the pool; reconnects by itself and wakes once
 * more then, since something may have been missed. A wake says only: look.
 */
export function listenForEvents(database: Database, onWake: () => void): { close(): Promise<void> } {
  let closed = false;
  let current: pg.PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;

  const retry = (client?: pg.PoolClient): void => {
    client?.release(true);
    current = undefined;
    if (!closed) timer = setTimeout(connect, RETRY_MS);
  };

  const connect = (): void => {
    database.pool
      .connect()
      .then(async (client) => {
        if (closed) {
          client.release();
          return;
        }
        current = client;
        client.once('error', () => retry(client));
        client.on('notification', onWake);
        await client.query('listen tenure_events');
        onWake();
      })
      .catch(() => {
        // A connection that ended has said so by its error event already.
        if (current === undefined) retry();
      });
  };

  connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const client = current;
      current = undefined;
      client?.removeAllListeners('error');
      client?.on('error', () => {});
      client?.release(true);
    },
  };
}
