import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Workers that die: so many of the next activities do their work and never answer. */
export type Deaths = { left: number; struck: number; interceptor: ActivityInterceptorsFactory };

/**
 * The server that jumps in time gives work to pollers that are gone, so whole workers can't be killed on it
 * (tests/chaos does that, on a real one). Here the answer is lost as a death would lose it: what may be repeated is
 * repeated, and of what is tried once nobody knows the outcome.
 */
export function createDeaths(): Deaths {
  const deaths: Deaths = {
    left: 0,
    struck: 0,
    interceptor: ({ info }) => ({
      inbound: {
        execute: async (input, next) => {
          const answer = await next(input);
          if (deaths.left <= 0) return answer;
          deaths.left -= 1;
          deaths.struck += 1;
          const message = 'The worker died once its work was done';
          if (info.retryPolicy?.maximumAttempts !== 1) throw new Error(message);
          throw ApplicationFailure.create({ type: 'unknown_outcome', message, nonRetryable: true });
        },
      },
    }),
  };
  return deaths;
}
