import type { Client } from '@temporalio/client';
import {
  QueryNotRegisteredError,
  QueryRejectedError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure, type Workflow, WorkflowNotFoundError } from '@temporalio/common';
import { ERRORS, type ErrorCode, TenureError } from '../../domain/errors';
import { openClient, type TemporalConfig } from '../../temporal/client';
import { describeStart } from '../../workflows/shared/starting';
import { TASK_QUEUES } from '../../workflows/shared/task-queues';

/** A workflow as the timeline shows it. */
export type WorkflowSummary = {
  workflowId: string;
  runId: string;
  type: string;
  /** `running`, `completed`, `failed`, `canceled`, `terminated`, `continued_as_new`, `timed_out`. */
  status: string;
  startedAt: Date;
  closedAt: Date | null;
};

/** A workflow to be started, with the same id and input that its start in the outbox has. */
export type StartOf = { workflowType: string; workflowId: string; input: Record<string, unknown> };

/** What the API asks of Temporal. Every method fails with `unavailable` while Temporal is away. */
export type TemporalPort = {
  /**
   * Sends an update and waits for its answer.
   * @throws TenureError the workflow's refusal by its code; illegal_transition where the workflow has ended or not begun
   */
  executeUpdate<R>(workflowId: string, update: string, args: readonly unknown[], updateId?: string): Promise<R>;
  /**
   * The same for a workflow that may not have begun yet: starts it where needed, in one call.
   * @throws TenureError as executeUpdate does
   */
  startAndUpdate<R>(start: StartOf, update: string, argument: unknown): Promise<R>;
  /** Asks a workflow without changing it; null where it is not there or does not answer. */
  query<R>(workflowId: string, query: string, args?: readonly unknown[]): Promise<R | null>;
  /** The latest run of a workflow; null where it never ran. */
  describe(workflowId: string): Promise<WorkflowSummary | null>;
  /** Workflows by a visibility query, the newest first, at most `limit`. */
  list(query: string, limit: number): Promise<WorkflowSummary[]>;
  /** Whether the server answers. */
  reachable(): Promise<boolean>;
  close(): Promise<void>;
};

/** Nobody waits longer for Temporal, in milliseconds: an update's answer, and anything else. */
const UPDATE_TIMEOUT_MS = 20_000;
const ASK_TIMEOUT_MS = 4_000;

/** Speaks with Temporal; connects at the first call, so the API starts and serves while Temporal is away. */
export function createTemporal(config: TemporalConfig): TemporalPort {
  const { client, close } = openClient(config);
  const within = <T>(ms: number, work: () => Promise<T>) => client.withDeadline(Date.now() + ms, work);
  return {
    executeUpdate: <R>(workflowId: string, update: string, args: readonly unknown[], updateId?: string) =>
      within(UPDATE_TIMEOUT_MS, () => sendUpdate<R>(client, workflowId, update, args, updateId)).catch(explain),
    startAndUpdate: <R>(start: StartOf, update: string, argument: unknown) =>
      within(UPDATE_TIMEOUT_MS, () => startAndUpdate<R>(client, start, update, argument)).catch(explain),
    query: <R>(workflowId: string, query: string, args: readonly unknown[] = []) =>
      within(ASK_TIMEOUT_MS, () => ask<R>(client, workflowId, query, args)).catch((error: unknown) =>
        hasNoAnswer(error) ? null : explain(error),
      ),
    describe: (workflowId) =>
      within(ASK_TIMEOUT_MS, () => client.workflow.getHandle(workflowId).describe())
        .then(summarize)
        .catch((error: unknown) => (error instanceof WorkflowNotFoundError ? null : explain(error))),
    list: (query, limit) => within(ASK_TIMEOUT_MS, () => listed(client, query, limit)).catch(explain),
    reachable: () =>
      within(ASK_TIMEOUT_MS, () => client.workflowService.getSystemInfo({})).then(
        () => true,
        () => false,
      ),
    close,
  };
}

async function sendUpdate<R>(
  client: Client,
  workflowId: string,
  update: string,
  args: readonly unknown[],
  updateId?: string,
): Promise<R> {
  const handle = client.workflow.getHandle(workflowId);
  const options = updateId === undefined ? {} : { updateId };
  const [first, ...rest] = args;
  if (args.length === 0) return handle.executeUpdate<R, []>(update, options);
  return handle.executeUpdate<R, [unknown, ...unknown[]]>(update, { ...options, args: [first, ...rest] });
}

async function startAndUpdate<R>(
  client: Client,
  { workflowType, workflowId, input }: StartOf,
  update: string,
  argument: unknown,
): Promise<R> {
  const startWorkflowOperation = new WithStartWorkflowOperation(workflowType, {
    workflowId,
    taskQueue: TASK_QUEUES.leases,
    args: [input],
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    ...describeStart(workflowType, workflowId, input),
  });
  return client.workflow.executeUpdateWithStart<Workflow, R, [unknown]>(update, {
    args: [argument],
    startWorkflowOperation,
  });
}

async function ask<R>(client: Client, workflowId: string, query: string, args: readonly unknown[]): Promise<R> {
  return client.workflow.getHandle(workflowId).query<R, unknown[]>(query, ...args);
}

async function listed(client: Client, query: string, limit: number): Promise<WorkflowSummary[]> {
  const found: WorkflowSummary[] = [];
  for await (const run of client.workflow.list({ query, pageSize: limit })) {
    found.push(summarize(run));
    if (found.length >= limit) break;
  }
  return found;
}

type Described = {
  workflowId: string;
  runId: string;
  type: string;
  status: { name: string };
  startTime: Date;
  closeTime?: Date | undefined;
};

function summarize(run: Described): WorkflowSummary {
  return {
    workflowId: run.workflowId,
    runId: run.runId,
    type: run.type,
    status: run.status.name.toLowerCase(),
    startedAt: run.startTime,
    closedAt: run.closeTime ?? null,
  };
}

function hasNoAnswer(error: unknown): boolean {
  return (
    error instanceof WorkflowNotFoundError ||
    error instanceof QueryNotRegisteredError ||
    error instanceof QueryRejectedError
  );
}

/** A workflow's refusal keeps its code and its words; that a workflow is not there is said as a state; the rest is `unavailable`. */
function explain(error: unknown): never {
  const refusal = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (refusal instanceof ApplicationFailure) throw fromFailure(refusal);
  if (error instanceof WorkflowUpdateFailedError) {
    throw new TenureError('illegal_transition', 'This was ended while it was being decided.', { cause: error });
  }
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError) {
    throw new TenureError('illegal_transition', 'This has ended, or has not begun yet. Look at it again.', {
      cause: error,
    });
  }
  throw new TenureError(
    'unavailable',
    'The part that carries this out is away. Nothing was changed; try again shortly.',
    {
      cause: error,
    },
  );
}

function fromFailure(failure: ApplicationFailure): TenureError {
  const code = codeOf(failure.type);
  if (code !== undefined) return new TenureError(code, failure.message, { cause: failure });
  return new TenureError('not_possible', failure.message || 'This was refused.', { cause: failure });
}

function codeOf(type: string | null | undefined): ErrorCode | undefined {
  return (Object.keys(ERRORS) as ErrorCode[]).find((code) => code === type);
}
