import type { Transaction } from '../database';
import { newId } from '../new-id';
import { insertRow } from '../rows';
import { overPrisma } from '../sql-runner';

/** The workflows that may be started or told something through the outbox. */
export type WorkflowType =
  | 'application'
  | 'screening'
  | 'signing'
  | 'lease'
  | 'rentRun'
  | 'rentCollection'
  | 'payment'
  | 'paymentReversal'
  | 'autopay'
  | 'methodRemoval'
  | 'dispute'
  | 'disputeWatch'
  | 'paymentPlan'
  | 'refund'
  | 'depositReturn'
  | 'maintenance'
  | 'ownerStatement'
  | 'ownerPayout'
  | 'connectAccount'
  | 'reconciliation';

export type NewCommand = {
  organizationId: string;
  workflowType: WorkflowType;
  workflowId: string;
} & (
  | { kind: 'start'; input: Record<string, unknown>; restart?: boolean }
  | {
      kind: 'signal';
      signal: string;
      input?: Record<string, unknown>;
      /** Nobody need hear it: where there is no such workflow, it is done. Otherwise it is waited for. */
      ifThere?: boolean;
    }
  | {
      kind: 'signal_with_start';
      signal: string;
      signalInput?: Record<string, unknown>;
      input: Record<string, unknown>;
      restart?: boolean;
    }
);

/**
 * Records that a workflow must be started or signaled, in the same transaction as the fact that asks for it. The
 * relay carries it out within moments, or when Temporal is back. Inputs hold ids only, no personal data.
 * A start of a workflow that runs already, or ended already, changes nothing; with `restart` one that ended starts
 * again (a lease sent for signature a second time).
 */
export async function enqueueCommand(tx: Transaction, command: NewCommand): Promise<void> {
  const { organizationId, workflowType, workflowId, kind, ...payload } = command;
  const id = newId('command');
  const now = new Date();
  await insertRow(overPrisma(tx), 'commands', {
    ...{ id, organizationId, workflowType, workflowId, kind, payload: JSON.stringify(payload) },
    ...{ nextTryAt: now, createdAt: now },
  });
}
