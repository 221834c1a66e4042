import { later } from '../core/later';
import { newId } from '../core/new-id';
import type { Sandbox } from '../core/sandbox';
import { createScope, type StripeScope } from './scope';

/** Something Stripe does by itself some time after a request. */
export interface Job {
  readonly id: string;
  readonly account: string;
  readonly kind: 'settle_debit' | 'dispute_charge' | 'finish_refund' | 'expire_session';
  /** The object it is about. */
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
}

export type JobRunners = { readonly [K in Job['kind']]: (scope: StripeScope, subject: string) => void };

const runnersOf = new WeakMap<Sandbox, JobRunners>();

/** Registers what the jobs do, and takes up those a previous process left. */
export function resumeJobs(sandbox: Sandbox, runners: JobRunners): void {
  runnersOf.set(sandbox, runners);
  for (const job of jobsOf(sandbox).list()) arm(sandbox, job);
}

/** Does `kind` to `subject` in `ms` milliseconds, even if the sandbox restarts in between. */
export function schedule(scope: StripeScope, kind: Job['kind'], subject: string, ms: number): void {
  const dueAt = scope.sandbox.now().getTime() + ms;
  const job: Job = { id: newId('job_', 16), account: scope.account, kind, subject, dueAt };
  jobsOf(scope.sandbox).put(job.id, job);
  arm(scope.sandbox, job);
}

function arm(sandbox: Sandbox, job: Job): void {
  later(sandbox, job.dueAt - sandbox.now().getTime(), () => {
    // A reset in between has forgotten the job and what it was about.
    if (jobsOf(sandbox).get(job.id) === undefined) return;
    jobsOf(sandbox).delete(job.id);
    runnersOf.get(sandbox)?.[job.kind](createScope(sandbox, job.account), job.subject);
  });
}

function jobsOf(sandbox: Sandbox) {
  return sandbox.store.collection<Job>('stripe.jobs');
}
