import {
  ActivityFailure,
  condition,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  startChild,
} from '@temporalio/workflow';
import { describe } from '../../../workflows/shared/describe';
import { failureTypeOf, isOutcomeUnknown } from '../../../workflows/shared/failures';
import type { FixtureActivities } from './fixture-activities';
import { nudge } from './fixture-messages';

const local = proxyLocalActivities<FixtureActivities>({ startToCloseTimeout: '10 seconds' });
const remote = proxyActivities<FixtureActivities>({
  taskQueue: 'payments',
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '100 milliseconds', maximumAttempts: 3 },
});

/** Looks at the clock every ten days, from the workflow and from both kinds of activities. */
export async function watchTheClock(): Promise<{ workflow: number; local: number; remote: number }[]> {
  const account = describe({ stage: 'watching' });
  const seen = [];
  for (let round = 0; round < 3; round += 1) {
    account.setWaiting({ waitsFor: 'the tenth day', until: Date.now() + 864_000_000, then: 'the clocks are read' });
    await sleep('10 days');
    seen.push({ workflow: Date.now(), local: await local.readClock(), remote: await remote.readClock() });
    account.add('Clocks read');
  }
  account.set({ stage: 'done', waiting: null });
  return seen;
}

/** Waits for a nudge. */
export async function waitForNudge(input: { organizationId: string; leaseId?: string }): Promise<string> {
  const account = describe({ stage: 'waiting' });
  let nudges = 0;
  setHandler(nudge, () => {
    nudges += 1;
  });
  account.setWaiting({ waitsFor: 'a nudge', until: null, then: 'it ends' });
  await condition(() => nudges > 0);
  return `${input.organizationId} nudged`;
}

/** Hears of a nudge only once the time in which it waited for it is over, and goes on from there. */
export async function hearLate(): Promise<string> {
  const account = describe({ stage: 'waiting' });
  let heard = false;
  setHandler(nudge, async () => {
    await local.takeLong();
    heard = true;
  });
  account.setWaiting({ waitsFor: 'a nudge', until: Date.now() + 500, then: 'it ends' });
  const inTime = await condition(() => heard, 500);
  await sleep('1 minute');
  return inTime ? 'heard' : 'missed';
}

/** Ends while what it asked for is still to be done, as a workflow may that was canceled. */
export async function leaveWorkBehind(): Promise<void> {
  describe({ stage: 'leaving' });
  void remote.readClock();
}

/** Ends while three that it began live on. */
export async function leaveChildrenBehind(): Promise<void> {
  describe({ stage: 'leaving' });
  for (const child of ['first', 'second', 'third']) {
    await startChild(sleepTwoDays, { workflowId: child, parentClosePolicy: 'ABANDON' });
  }
}

/** Ends after two days. */
export async function sleepTwoDays(): Promise<void> {
  describe({ stage: 'sleeping' });
  await sleep('2 days');
}

/** Tells how an activity's failure arrives in a workflow. */
export async function failInEveryWay(): Promise<Record<string, string>> {
  describe({ stage: 'failing' });
  const told: Record<string, string> = {};
  for (const way of ['refusal', 'rejected', 'unknown', 'away', 'bug'] as const) {
    try {
      await remote.fail(way);
    } catch (error) {
      const attempts = await local.tries(way);
      const retry = error instanceof ActivityFailure ? error.retryState : 'none';
      told[way] = [failureTypeOf(error) ?? 'none', retry, attempts, isOutcomeUnknown(error) ? 'ask first' : ''].join(
        ' ',
      );
    }
  }
  return told;
}
