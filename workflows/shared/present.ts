import { sleep, workflowInfo } from '@temporalio/workflow';
import type { Presented, PresentmentRef } from '../../activities/payments/present';
import { irreversible, records, vendor } from './activities';
import { failedAs, isOutcomeUnknown, mayTryAgain, pauseAfter } from './failures';

const PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 30 * 60_000;
/** Asked this often, a minute apart, without finding it, the vendor surely never received it. */
const ASKS_BEFORE_GIVING_UP = 2;

/**
 * Presents a recorded presentment and returns what became of it so far. The one way money is asked for without the
 * payer present: monthly collections and one-off payments both come through here, under the same cap and key.
 * One that the vendor surely never received is given up for another with a key of its own: under the old key a
 * vendor repeats the failure it has kept.
 * @param isUnknown it was sent before and nobody knows what became of it: ask first
 */
export async function presentOnce(ref: PresentmentRef, isUnknown = false): Promise<Presented> {
  const { workflowId } = workflowInfo();
  let current = { ...ref, workflowId };
  let lost = isUnknown;
  for (let pauses = 0; ; pauses += 1) {
    const presented = lost ? await findOut(current) : await tryToPresent(current);
    if (presented === 'vendor_away') continue;
    if (presented === 'unknown') {
      lost = true;
      continue;
    }
    if (presented.status !== 'not_found') return presented;
    const { presentmentId } = await records.replaceLostPresentment(current);
    current = { ...current, presentmentId };
    lost = false;
    if (pauses > 1)
      await sleep(Math.min(PAUSE_MS * pauses, LONGEST_PAUSE_MS), { summary: 'The answer was lost again: wait' });
  }
}

type Ref = PresentmentRef & { workflowId: string };

async function tryToPresent(ref: Ref): Promise<Presented | 'unknown' | 'vendor_away'> {
  try {
    return await irreversible('payments', { summary: 'Ask the bank for the money' }).presentPayment(ref);
  } catch (error) {
    if (isOutcomeUnknown(error)) return 'unknown';
    if (failedAs(error, 'vendor_rejected', 'vendor_not_found')) return records.refusePresentment(ref);
    if (!mayTryAgain(error)) throw error;
    await sleep(pauseAfter(error, PAUSE_MS), { summary: 'The payment service is away: wait' });
    return 'vendor_away';
  }
}

/** Nobody knows whether money moved: marks it, then asks until the vendor has an answer or surely never heard of it. */
async function findOut(ref: Ref): Promise<Presented> {
  const marked = await records.markUnknown(ref);
  if (marked.status !== 'unknown') return marked;
  for (let ask = 1; ; ask += 1) {
    const found = await vendor('payments', { summary: 'Ask what became of it' }).reconcilePresentment(ref);
    if (found.status !== 'not_found' || ask >= ASKS_BEFORE_GIVING_UP) return found;
    await sleep(PAUSE_MS, { summary: 'Give a lost request time to arrive, then ask again' });
  }
}
