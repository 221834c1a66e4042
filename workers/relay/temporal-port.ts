import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { describeStart } from '../../workflows/shared/starting';
import { TASK_QUEUES } from '../../workflows/shared/task-queues';

export type StartRequest = {
  workflowType: string;
  workflowId: string;
  input: Record<string, unknown>;
  /** Starts again what has ended; otherwise an ended workflow stays ended. */
  restart?: boolean | undefined;
};
export type SignalRequest = { workflowId: string; signal: string; args?: readonly unknown[] };

/** How the relay reaches workflows. Every method throws only where trying again may help. */
export type TemporalPort = {
  /** Running already, or ended before: success either way. */
  start(request: StartRequest): Promise<'started' | 'was_there'>;
  /** `ended`: it is over, nobody listens; `unknown`: no such workflow, perhaps not yet. */
  signal(request: SignalRequest): Promise<'signaled' | 'ended' | 'unknown'>;
  signalWithStart(request: StartRequest & SignalRequest): Promise<'signaled' | 'ended'>;
};

const CALL_TIMEOUT_MS = 5_000;

/** gRPC statuses that say "not now": 1 canceled, 4 deadline, 8 exhausted, 14 unavailable. */
const PASSING = new Set([1, 4, 8, 14]);

/** Whether Temporal is away or overloaded, which is waited out for as long as it takes. */
export function isTemporalAway(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (isGrpcServiceError(cause)) return PASSING.has(cause.code);
    if (cause.name === 'TransportError' || /failed to connect|connection (dropped|refused)/i.test(cause.message))
      return true;
  }
  return false;
}

/** The port over a client. */
export function createTemporalPort(client: Client): TemporalPort {
  const options = ({ workflowType, workflowId, input, restart }: StartRequest) => ({
    workflowId,
    taskQueue: TASK_QUEUES.leases,
    args: [input],
    workflowIdReusePolicy: restart ? ('ALLOW_DUPLICATE' as const) : ('REJECT_DUPLICATE' as const),
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    ...describeStart(workflowType, workflowId, input),
  });
  // The client's own retries would go on for longer than a row stays hidden from other relays.
  const within = <T>(call: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + CALL_TIMEOUT_MS, call);
  return {
    async start(request) {
      try {
        await within(() => client.workflow.start(request.workflowType, options(request)));
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'was_there';
        throw error;
      }
    },
    async signal({ workflowId, signal, args = [] }) {
      const handle = client.workflow.getHandle(workflowId);
      try {
        await within(() => handle.signal(signal, ...args));
        return 'signaled';
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
      return (await within(() => exists(client, workflowId))) ? 'ended' : 'unknown';
    },
    async signalWithStart({ signal, args = [], ...request }) {
      try {
        await within(() =>
          client.workflow.signalWithStart(request.workflowType, { ...options(request), signal, signalArgs: [...args] }),
        );
        return 'signaled';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'ended';
        throw error;
      }
    },
  };
}

async function exists(client: Client, workflowId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
