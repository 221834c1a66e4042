import { CancellationScope, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/**
 * For workflows on the time-skipping server: a timer that nobody waits for any more runs out unheard and is not canceled.
 * Canceled in the moment in which it fires, it costs that server the workflow: it refuses the answer and never asks
 * again (temporalio/sdk-java 2606 and 3088). A real server takes both. Time is often of that moment here, since every
 * wait of a day ends in the same second.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      startTimer: (input, next) => {
        const { cancelRequested } = CancellationScope.current();
        return new Promise<void>((resolve, reject) => {
          cancelRequested.catch(reject);
          CancellationScope.nonCancellable(() => next(input)).then(resolve, reject);
        });
      },
    },
  ],
});
