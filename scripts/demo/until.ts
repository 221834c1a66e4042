import { setTimeout as pause } from 'node:timers/promises';
import { CannotGoOn } from '../servers/project';

const EVERY_MS = 300;

/**
 * Asks until the answer is neither false, null nor undefined, and returns it.
 * @param what completes "Waited in vain for …"
 * @throws CannotGoOn after `limitMs`
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined>,
  limitMs = 60_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > end) throw new CannotGoOn(`Waited ${limitMs / 1000} seconds in vain for ${what}.`);
    await pause(EVERY_MS);
  }
}
