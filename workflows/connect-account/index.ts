import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { vendor } from '../shared/activities';
import { describe } from '../shared/describe';
import { answerTo } from '../shared/failures';
import { accountNews, type ConnectAccountInput, type ConnectAccountResult, openOnboarding } from './messages';

/** Asked at these times after a page was opened, if no news came, in milliseconds. */
const ASK_AFTER_MS = [10 * 60_000, 3_600_000, 23 * 3_600_000];
/** A page is asked for within this; otherwise there is only news to read. */
const PAGE_WITHIN_MS = 1_000;

/**
 * Keeps one account with the payment service in step with what the service says: opens its sign-up page where asked,
 * and asks how the account stands whenever there is news, and now and then while a sign-up goes on.
 */
export async function connectAccount(input: ConnectAccountInput): Promise<ConnectAccountResult> {
  const about = describe({ stage: 'asking' });
  let news = 0;
  let opened = false;
  setHandler(accountNews, () => {
    news += 1;
  });
  setHandler(openOnboarding, async (page) => {
    opened = true;
    const asked = vendor('payments', { summary: 'Open the sign-up page', scheduleToCloseTimeout: '15 seconds' });
    try {
      return await asked.openOnboarding({ ...input, ...page });
    } catch (error) {
      throw answerTo(error);
    }
  });
  await condition(() => opened || news > 0, PAGE_WITHIN_MS);
  let seen = 0;
  let isOpen = false;
  if (opened) about.set({ stage: 'signing_up' });
  for (const waitMs of opened ? ASK_AFTER_MS : [0]) {
    if (opened) {
      about.setWaiting({ waitsFor: 'the sign-up with the payment service', until: null, then: 'payouts open' });
      await condition(() => news > seen, waitMs);
    }
    seen = news;
    await condition(allHandlersFinished);
    ({ payoutsEnabled: isOpen } = await vendor('payments', { summary: 'Ask how it stands' }).syncConnectAccount(input));
    if (isOpen) break;
  }
  // News that came while it was asked is not lost.
  while (news > seen) {
    seen = news;
    ({ payoutsEnabled: isOpen } = await vendor('payments', { summary: 'Ask again' }).syncConnectAccount(input));
  }
  about.set({ stage: isOpen ? 'open' : 'not_finished', waiting: null });
  await condition(allHandlersFinished);
  return { payoutsEnabled: isOpen };
}
