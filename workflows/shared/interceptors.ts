import { defaultPayloadConverter } from '@temporalio/common';
import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { currentWaiting } from './describe';

/** Local activities know the machine's time only; tests whose time jumps read the workflow's from here. */
export const WORKFLOW_TIME_HEADER = 'workflow-time';

/**
 * Gives every activity and timer a summary in words where its caller gave none: `postCharges` reads "Post charges",
 * a timer says what the workflow waits for. Applied to all workflows by the bundle.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity: (input, next) =>
        next({ ...input, options: { ...input.options, summary: input.options.summary ?? words(input.activityType) } }),
      scheduleLocalActivity: (input, next) =>
        next({
          ...input,
          options: { ...input.options, summary: input.options.summary ?? words(input.activityType) },
          headers: { ...input.headers, [WORKFLOW_TIME_HEADER]: defaultPayloadConverter.toPayload(Date.now()) },
        }),
      startTimer: (input, next) =>
        next({ ...input, options: { ...input.options, summary: timerSummary(input.options) } }),
    },
  ],
});

function timerSummary(options: { summary?: string } | undefined): string {
  const waiting = currentWaiting();
  return options?.summary ?? (waiting === null ? 'Pause' : `Waits for ${waiting.waitsFor}`);
}

function words(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
