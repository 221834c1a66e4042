import { setHandler, sleep } from '@temporalio/workflow';
import type { RefundRef, RefundState } from '../../activities/payments/refunds';
import { irreversible, records, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { isOutcomeUnknown, mayTryAgain, pauseAfter } from '../shared/failures';
import { News } from '../shared/news';
import { type RefundInput, type RefundResult, refundChanged } from './messages';

const DAY_MS = 86_400_000;
const PAUSE_MS = 60_000;
/** Asked this often, a minute apart, without finding it, the vendor surely never received it. */
const ASKS_BEFORE_GIVING_UP = 2;
/** Bank accounts take up to ten business days; a webhook that never came is asked for after this, then daily. */
const FIRST_ASK_MS = 5 * DAY_MS;

/**
 * Gives money back: sends it once, whatever answers are lost, and follows it until it arrived or came back. What
 * failed stands as credit again and comes on the landlord's list.
 */
export async function refund(input: RefundInput): Promise<RefundResult> {
  const about = describe({ stage: 'requested' });
  const news = new News();
  setHandler(refundChanged, () => news.tell());
  const { organizationId, refundId } = input;
  if (refundId === undefined) return sync(input, about, news);
  const ref = { organizationId, refundId };
  let { status } = await send(ref);
  if (status !== 'failed') about.add('Sent to the payment service');
  for (let waitMs = FIRST_ASK_MS; status === 'pending' || status === 'requires_action'; waitMs = DAY_MS) {
    const isStuck = status === 'requires_action';
    about.set({ stage: status, needsAttention: isStuck });
    about.setWaiting({
      waitsFor: isStuck ? 'the payer to say where it shall go' : 'the bank, up to 10 business days',
      until: null,
      then: 'it arrived, or it comes back and stands as credit',
    });
    const heard = await news.within(waitMs);
    news.look();
    ({ status } = heard
      ? await records.refundStatus(ref)
      : await vendor('payments', { summary: 'No word of the refund: ask' }).pollRefund(ref));
  }
  const failed = status === 'failed';
  about.add(failed ? 'It failed: the money is back as credit' : 'It arrived', '', failed ? 'bad' : 'ok');
  about.set({ stage: status, waiting: null, needsAttention: failed });
  return { status };
}

/** Books what was given back in the vendor's own dashboard. */
async function sync(input: RefundInput, about: Description, news: News): Promise<RefundResult> {
  let isOdd = false;
  // More may be given back while we ask: ask until nothing new was heard of meanwhile.
  do {
    news.look();
    const { notBooked } = await vendor('payments', { summary: 'Ask what was given back' }).syncRefunds(input);
    isOdd = notBooked > 0;
  } while (news.isThere);
  about.add(isOdd ? 'The books hold no such money: see to it' : 'Booked', '', isOdd ? 'bad' : 'ok');
  about.set({ stage: isOdd ? 'not_booked' : 'booked', waiting: null, needsAttention: isOdd });
  return { status: isOdd ? 'not_booked' : 'booked' };
}

async function send(ref: RefundRef): Promise<RefundState> {
  for (let lost = 0; ; ) {
    const sent = await trySend(ref);
    if (sent === 'vendor_away') continue;
    if (sent !== 'unknown') return sent;
    const found = await findOut(ref);
    if (found.status !== 'not_found') return found;
    await records.repeatLostRefund(ref);
    lost += 1;
    if (lost > 1) await sleep(PAUSE_MS * Math.min(lost, 30), { summary: 'The answer was lost again: wait' });
  }
}

async function trySend(ref: RefundRef): Promise<RefundState | 'unknown' | 'vendor_away'> {
  try {
    return await irreversible('payments', { summary: 'Send the money back' }).sendRefund(ref);
  } catch (error) {
    if (isOutcomeUnknown(error)) return 'unknown';
    if (!mayTryAgain(error)) throw error;
    await sleep(pauseAfter(error, PAUSE_MS), { summary: 'The payment service is away: wait' });
    return 'vendor_away';
  }
}

/** Nobody knows whether money left: marks it, then asks until the vendor has an answer or surely never heard of it. */
async function findOut(ref: RefundRef): Promise<RefundState> {
  const marked = await records.markRefundUnknown(ref);
  if (marked.status !== 'unknown') return marked;
  for (let ask = 1; ; ask += 1) {
    const found = await vendor('payments', { summary: 'Ask what became of it' }).reconcileRefund(ref);
    if (found.status !== 'not_found' || ask >= ASKS_BEFORE_GIVING_UP) return found;
    await sleep(PAUSE_MS, { summary: 'Give a lost request time to arrive, then ask again' });
  }
}
