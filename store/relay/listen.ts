import type pg from 'pg';
import type { Database } from '../database';

/** What the database tells about: new rows of the event log and of each queue. */
export type WakeChannel = 'events' | 'commands' | 'webhooks' | 'messages';

const RECONNECT_MS = 1_000;

/**
 * Calls `onWake` soon after a commit that wrote to one of the channels, over one connection that is made again
 * whenever it breaks. A wake may be missed meanwhile, so `onWake` is called for all channels after every connect.
 * @returns how to stop
 */
export function listenForWork(
  database: Database,
  channels: readonly WakeChannel[],
  onWake: (channel: WakeChannel) => void,
): () => Promise<void> {
  let client: pg.PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const connect = async (): Promise<void> => {
    try {
      const fresh = await database.pool.connect();
      if (isStopped) return fresh.release(true);
      client = fresh;
      fresh.on('error', again);
      fresh.on('end', again);
      fresh.on('notification', ({ channel }) => {
        const found = channels.find((one) => `tenure_${one}` === channel);
        if (found) onWake(found);
      });
      for (const channel of channels) await fresh.query(`listen tenure_${channel}`);
      for (const channel of channels) onWake(channel);
    } catch {
      again(); // the database is away: the queues are polled meanwhile
    }
  };
  const again = (): void => {
    drop(client);
    client = undefined;
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void connect(), RECONNECT_MS);
  };

  void connect();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    drop(client);
  };
}

function drop(client: pg.PoolClient | undefined): void {
  if (client === undefined) return;
  client.removeAllListeners('notification');
  client.removeAllListeners('end');
  client.removeAllListeners('error');
  client.on('error', () => {});
  client.release(true);
}
