import type { Database } from '../../store/database';
import { listenForEvents } from '../../store/events/listen-for-events';

/** Tells every stream of this process that there may be something new. */
export type LiveEvents = {
  /** `onEnd` is called when the process stops. @returns stops the calls */
  onWake(listener: () => void, onEnd: () => void): () => void;
  /** How many streams are listening. */
  count(): number;
  close(): Promise<void>;
};

/** Streams look by themselves this often: a wake may be lost, and notifications are written after their event. */
const LOOK_EVERY_MS = 2_000;

/** One connection listens for the whole process, from the first stream on. */
export function createLiveEvents(database: Database): LiveEvents {
  const listeners = new Map<() => void, () => void>();
  const wakeAll = () => {
    for (const listener of listeners.keys()) listener();
  };
  let connection: { close(): Promise<void> } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  return {
    onWake(listener, onEnd) {
      // A stream that was just opening while the process stops must not begin to listen.
      if (closed) {
        onEnd();
        return () => {};
      }
      connection ??= listenForEvents(database, wakeAll);
      timer ??= setInterval(wakeAll, LOOK_EVERY_MS).unref();
      listeners.set(listener, onEnd);
      return () => listeners.delete(listener);
    },
    count: () => listeners.size,
    close: async () => {
      closed = true;
      clearInterval(timer);
      for (const onEnd of listeners.values()) onEnd();
      listeners.clear();
      await connection?.close();
    },
  };
}
