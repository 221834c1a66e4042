import { sleep } from '@temporalio/workflow';
import type { Presented, PresentmentRef } from '../../activities/payments/present';
import { irreversible, records, vendor } from './activities';
import { failedAs, isOutcomeUnknown, mayTryAgain, pauseAfter } from './failures';

const PAUSE_MS = 60_000;
/** Asked this often without finding it, the vendor never received it: presenting under the same key is safe. */
const ASKS_BEFORE_PRESENTING_AGAIN = 2;

/**
 * Presents a recorded presentment and returns what became of it so far. The one way money is asked for without the
 * payer present: monthly collections and one-off payments both come through here, under the same cap and key.
 */
export async function presentOnce(ref: PresentmentRef): Promise<Presented> {
  for (;;) {
    try {
      return await irreversible('payments', { summary: 'Ask the bank for the money' }).presentPayment(ref);
    } catch (error) {
      if (isOutcomeUnknown(error)) {
        const known = await findOut(ref);
        if (known.status !== 'not_found') return known;
      } else if (mayTryAgain(error)) {
        await sleep(pauseAfter(error, PAUSE_MS), { summary: 'The payment vendor is away: wait' });
      } else if (failedAs(error, 'vendor_rejected', 'vendor_not_found')) {
        return records.refusePresentment(ref);
      } else {
        throw error;
      }
    }
  }
}

/** Nobody knows whether money moved: marks it, then asks until the vendor has an answer or surely never heard of it. */
async function findOut(ref: PresentmentRef): Promise<Presented> {
  await records.markUnknown(ref);
  for (let ask = 1; ; ask += 1) {
    const found = await vendor('payments', { summary: 'Ask what became of it' }).reconcilePresentment(ref);
    if (found.status !== 'not_found' || ask >= ASKS_BEFORE_PRESENTING_AGAIN) return found;
    await sleep(PAUSE_MS, { summary: 'Give a lost request time to arrive, then ask again' });
  }
}
