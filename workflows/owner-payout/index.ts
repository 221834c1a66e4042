import { condition, continueAsNew, setHandler, sleep } from '@temporalio/workflow';
import type { PayoutPlan } from '../../activities/owners/payouts';
import { irreversible, records, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { isOutcomeUnknown, mayTryAgain } from '../shared/failures';
import { isHistoryLong } from '../shared/history';
import { accountChanged, type OwnerPayoutInput, type OwnerPayoutResult } from './messages';

const DAY_MS = 86_400_000;
/** Before a second look for a transfer whose answer was lost, or a second try while the service is away; then longer. */
const LOOK_AGAIN_MS = 2_000;
const LOOK_AGAIN_MOST_MS = 10 * 60_000;

/**
 * Sends an owner their money through the payment service, in steps that each happen once: out of the organization's
 * account, then to the owner's; back again where the second is refused. While papers are missing it waits. A lost answer
 * is looked up before anything is tried again.
 */
export async function ownerPayout({ timeline, ...input }: OwnerPayoutInput): Promise<OwnerPayoutResult> {
  const about = describe(timeline ?? { stage: 'sending' });
  let news = 0;
  setHandler(accountChanged, () => {
    news += 1;
  });
  let pauseMs = LOOK_AGAIN_MS;
  for (;;) {
    if (isHistoryLong()) return continueAsNew<typeof ownerPayout>({ ...input, timeline: about.timeline() });
    const seen = news;
    const plan: PayoutPlan = await records.planPayout(input);
    if (plan.kind === 'done') {
      about.set({ stage: plan.outcome, waiting: null, needsAttention: false });
      return { outcome: plan.outcome };
    }
    if (plan.kind === 'paused') {
      about.set({
        stage: 'paused',
        needsAttention: true,
        waiting: { waitsFor: plan.reason, until: null, then: 'the payout goes on by itself' },
      });
      await condition(() => news > seen, DAY_MS);
      continue;
    }
    const isCalm = await takeStep(about, input, plan);
    pauseMs = isCalm ? LOOK_AGAIN_MS : Math.min(pauseMs * 2, LOOK_AGAIN_MOST_MS);
    if (!isCalm) await sleep(pauseMs);
  }
}

type Step = Extract<PayoutPlan, { kind: 'step' }>;

/** @returns whether to go on at once; otherwise after a pause */
async function takeStep(about: Description, input: OwnerPayoutInput, { step, isUnknown }: Step): Promise<boolean> {
  const ref = { ...input, step };
  if (isUnknown) {
    const { found } = await vendor('payments', { summary: 'Ask whether it was sent' }).findPayoutStep(ref);
    if (found) {
      about.add('The lost answer was found', SENT[step]);
      return true;
    }
  }
  try {
    await irreversible('payments', { summary: `Send it: ${step}` }).sendPayoutStep(ref);
    about.add(SENT[step]);
    return true;
  } catch (error) {
    if (isOutcomeUnknown(error)) {
      await records.markPayoutUnknown(ref);
      about.setWaiting({ waitsFor: 'word whether it was sent', until: null, then: 'it is sent once, if it was not' });
      return false;
    }
    if (mayTryAgain(error)) return false;
    await records.refusePayoutStep(ref);
    about.add('The payment service refused it', '', 'bad');
    // Money that could not be put back is a person's matter; everything else ends with the next look.
    if (step === 'give_back') await sleep(DAY_MS);
    return true;
  }
}

const SENT = {
  collect: 'Taken out of the organization’s account',
  pay: 'Sent to the owner',
  give_back: 'Put back into the organization’s account',
} as const;
