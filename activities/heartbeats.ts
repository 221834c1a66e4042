import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/**
 * Beats for every activity that has a heartbeat timeout, a third of it apart, so that a worker that dies is missed
 * soon instead of at the activity's own timeout. What is done before the first beat is due costs nothing.
 */
export const beatHearts: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    execute: async (input, next) => {
      const { heartbeatTimeoutMs } = context.info;
      if (heartbeatTimeoutMs === undefined || heartbeatTimeoutMs === 0) return next(input);
      const beat = setInterval(() => context.heartbeat(), heartbeatTimeoutMs / 3);
      try {
        return await next(input);
      } finally {
        clearInterval(beat);
      }
    },
  },
});
