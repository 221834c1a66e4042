import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { vendor } from '../shared/activities';
import { describe } from '../shared/describe';
import { News } from '../shared/news';
import { type AutopayInput, type AutopayResult, openSetup, setupChanged } from './messages';

/** Asked at these times if no webhook came, in milliseconds; then the page has expired with the vendor. */
const ASK_AFTER_MS = [10 * 60_000, 60 * 60_000, 23 * 3_600_000];

/** Has a way to pay stored on the vendor's page, and turns autopay on with it as the payer authorized. */
export async function autopay(input: AutopayInput): Promise<AutopayResult> {
  const about = describe({ stage: 'setting_up' });
  const news = new News();
  setHandler(setupChanged, () => news.tell());
  let opened: string | undefined;
  setHandler(openSetup, async ({ linkId }) => {
    const asked = vendor('payments', { summary: 'Open the page that stores it', scheduleToCloseTimeout: '15 seconds' });
    const { url, checkoutId } = await asked.openSetup({ ...input, linkId });
    opened = checkoutId;
    return { url };
  });
  about.setWaiting({
    waitsFor: 'the tenant to enter a card or bank account on the secure page',
    until: null,
    then: 'autopay is turned on as authorized',
  });
  let isOn = false;
  for (const waitMs of ASK_AFTER_MS) {
    await news.within(waitMs);
    news.look();
    if (opened === undefined) continue;
    const asked = vendor('payments', { summary: 'Ask what was stored' });
    ({ isOn } = await asked.syncSetup({ ...input, checkoutId: opened }));
    if (isOn) break;
  }
  about.set({ stage: isOn ? 'on' : 'not_finished', waiting: null });
  await condition(allHandlersFinished);
  return { outcome: isOn ? 'on' : 'not_finished' };
}
