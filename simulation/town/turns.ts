import { AsyncResource } from 'node:async_hooks';
import type { Info } from '@temporalio/activity';

/** Collections of one lease that come to decide in one moment, each for its month, wait for each other here. */
export type Turns = {
  /** Does an activity's work; a collection's decision in its turn, the latest month of its lease first. */
  during<T>(info: Asking, work: () => Promise<T>): Promise<T>;
};

/** Of an activity's info: what it does, and for which workflow. */
type Asking = Pick<Info, 'activityType'> & { workflowExecution?: { workflowId: string } | undefined };
type Waiting = { workflowId: string; decide(): Promise<() => void>; fail(error: unknown): void };

const LOOK_MS = 5;
const PATIENCE_MS = 5_000;

/**
 * Several months of a lease may be collected in the same moment, as when a debit for both comes back. Whichever decides
 * first asks for the older ones as well, and which that is would be the machine's chance. So they decide one after the
 * other, and none goes on before all have.
 * @param isComing whether another collection of the lease is still on its way to where these are
 */
export function createTurns(isComing: (leaseId: string, here: readonly string[]) => Promise<boolean>): Turns {
  const waiting = new Map<string, Waiting[]>();

  const allHere = async (leaseId: string): Promise<void> => {
    const here = () => (waiting.get(leaseId) ?? []).map(({ workflowId }) => workflowId);
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until && (await isComing(leaseId, here())); ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  const serve = async (leaseId: string): Promise<void> => {
    const failed = await allHere(leaseId).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    const batch = (waiting.get(leaseId) ?? []).sort((a, b) => (a.workflowId < b.workflowId ? 1 : -1));
    waiting.delete(leaseId);
    const goOn: (() => void)[] = [];
    for (const { decide, fail } of batch) goOn.push(failed === null ? await decide() : () => fail(failed.error));
    for (const each of goOn) each();
  };

  return {
    during({ activityType, workflowExecution }, work) {
      const workflowId = workflowExecution?.workflowId ?? '';
      const [, leaseId = ''] = workflowId.split('/');
      if (activityType !== 'startCollectionPresentment') return work();
      return new Promise((resolve, reject) => {
        // In its own activity's context, though another's turn leads to it.
        const decide = AsyncResource.bind(() =>
          work().then(
            (answer) => () => resolve(answer),
            (error) => () => reject(error),
          ),
        );
        const others = waiting.get(leaseId) ?? [];
        waiting.set(leaseId, [...others, { workflowId, decide, fail: reject }]);
        if (others.length === 0) void serve(leaseId);
      });
    },
  };
}
