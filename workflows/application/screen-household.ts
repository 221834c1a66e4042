import { CancellationScope, condition, executeChild, isCancellation } from '@temporalio/workflow';
import { workflowIds } from '../../domain/workflow-ids';
import type { screening } from '../screening';
import { describeStart } from '../shared/starting';
import type { ApplicationInput } from './messages';

type Household = {
  input: ApplicationInput;
  /** Whether reports that are in already are looked at again. */
  recheck: boolean;
  hasNews(): boolean;
  /** Looks at the application anew. */
  look(): Promise<{ isOver: boolean }>;
};

/** Runs the screening; leaves it where the application ends meanwhile. @returns whether it ran to its end */
export async function screenHousehold({ input, recheck, hasNews, look }: Household): Promise<boolean> {
  const scope = new CancellationScope();
  let isDone = false;
  const child = scope
    .run(() => runScreening(input, recheck))
    .then(() => {
      isDone = true;
    })
    .catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
  const leave = async (): Promise<void> => {
    for (;;) {
      await condition(() => hasNews() || isDone);
      if (isDone || (await look()).isOver) return;
    }
  };
  await Promise.race([child, leave()]);
  if (!isDone) scope.cancel();
  await child;
  return isDone;
}

async function runScreening(application: ApplicationInput, recheck: boolean): Promise<void> {
  const workflowId = workflowIds.screening(application.applicationId);
  const input = { ...application, recheck };
  await executeChild<typeof screening>('screening', {
    workflowId,
    args: [input],
    parentClosePolicy: 'REQUEST_CANCEL',
    ...describeStart('screening', workflowId, input),
  });
}
