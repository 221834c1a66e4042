import { vendor } from '../shared/activities';
import { describe } from '../shared/describe';
import type { MethodRemovalInput, MethodRemovalResult } from './messages';

/** Has the payment service forget a way to pay that was removed. Nobody waits for it: an outage is sat out. */
export async function methodRemoval(input: MethodRemovalInput): Promise<MethodRemovalResult> {
  const about = describe({ stage: 'detaching' });
  const asked = vendor('payments', { summary: 'Have it forgotten' });
  const result = await asked.detachRemovedMethod(input);
  about.set({ stage: result.isDetached ? 'detached' : 'kept', waiting: null });
  return result;
}
