import type { Logger } from 'pino';
import { backoffSeconds } from './backoff';

export type LoopOptions = {
  name: string;
  /** Does one batch. @returns true where more may be waiting, so that it is called again at once */
  work(): Promise<boolean>;
  /** Looks again after this long even if nothing woke it. */
  pollMs: number;
  /** However often it is woken, batches begin this far apart at least, so that busy times fill them; none when left out. */
  restMs?: number;
  log: Logger;
};

export type Loop = {
  /** Looks soon. */
  wake(): void;
  /** Ends after the batch under way. */
  stop(): Promise<void>;
};

/** Runs `work` whenever it is woken or its time is up, never twice at once; its failures are logged and waited out. */
export function startLoop({ name, work, pollMs, restMs = 0, log }: LoopOptions): Loop {
  let isStopped = false;
  let isWoken = false;
  let rouse = (): void => {};
  let failures = 0;

  const pause = (ms: number, isDeaf: boolean): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        if (isDeaf && !isStopped) return;
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!isStopped) {
      isWoken = false;
      const restUntil = performance.now() + restMs;
      try {
        const more = await work();
        failures = 0;
        if (!more && !isWoken && !isStopped) await pause(pollMs, false);
        const restLeft = restUntil - performance.now();
        if (!more && restLeft > 0 && !isStopped) await pause(restLeft, true);
      } catch (error) {
        failures += 1;
        log.warn({ loop: name, failures, error: reasonOf(error) }, 'a loop of the relay failed and will try again');
        // A wake must not turn an outage into a storm.
        if (!isStopped) await pause(backoffSeconds(failures, { first: 0.5, most: 15 }) * 1_000, true);
      }
    }
  };

  const ended = run();
  return {
    wake() {
      isWoken = true;
      rouse();
    },
    async stop() {
      isStopped = true;
      rouse();
      await ended;
    },
  };
}

/** An error in words for logs and the queues' `error` column: no stack, at most 500 characters. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 500);
}
