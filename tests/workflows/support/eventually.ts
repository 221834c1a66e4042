import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks until the answer is neither false, null nor undefined, and returns it. An error counts as "not yet" and is what
 * the test sees where time runs out.
 */
export async function eventually<T>(
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  {
    what = 'the condition',
    limitMs = 90_000,
    everyMs = 25,
  }: { what?: string; limitMs?: number; everyMs?: number } = {},
): Promise<T> {
  const end = Date.now() + limitMs;
  let problem: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
      problem = undefined;
    } catch (error) {
      problem = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${limitMs} ms for ${what} in vain.`, { cause: problem });
    await pause(everyMs);
  }
}
