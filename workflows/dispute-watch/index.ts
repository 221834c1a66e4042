import { vendor } from '../shared/activities';
import { describe } from '../shared/describe';

const DAY_MS = 86_400_000;
/** Looked back this far each time: longer than any outage that nobody noticed. */
const LOOK_BACK_MS = 7 * DAY_MS;

export type DisputeWatchResult = { seen: number; found: number };

/** Reads the vendor's own list of disputes and late returns, so that one whose webhook never came is found. */
export async function disputeWatch(): Promise<DisputeWatchResult> {
  const about = describe({ stage: 'looking' });
  const look = vendor('payments', { summary: 'List the disputes of the last week', startToCloseTimeout: '5 minutes' });
  const result = await look.watchDisputes({ sinceMs: Date.now() - LOOK_BACK_MS });
  about.add(`${result.seen} looked at, ${result.found} new`);
  about.set({ stage: 'done', waiting: null });
  return result;
}
