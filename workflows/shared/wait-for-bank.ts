import { condition, workflowInfo } from '@temporalio/workflow';
import type { Presented, PresentmentRef } from '../../activities/payments/present';
import { vendor } from './activities';
import type { Description } from './describe';

const DAY_MS = 86_400_000;
/** Banks take up to 4 business days and vendors repeat a lost webhook for 3: no news after this is worth a question. */
const FIRST_ASK_MS = 6 * DAY_MS;

/** What the webhook's signal said of the presentment. */
type Heard = { presentmentId: string; status: string; openCents: number | null };

/**
 * Waits until a bank debit is through or came back: by the signal that its webhook causes, else by asking.
 * @param listener what was heard so far; it changes when a signal comes
 */
export async function waitForBank(
  about: Description,
  ref: PresentmentRef,
  { heard }: { heard(): Heard | undefined },
): Promise<Presented> {
  about.setWaiting({
    waitsFor: 'the bank to finish the debit, up to 4 business days',
    until: null,
    then: 'it is paid, or tried again as the bank rules allow',
  });
  const { workflowId } = workflowInfo();
  for (let waitMs = FIRST_ASK_MS; ; waitMs = DAY_MS) {
    await condition(() => isFinal(heard()), waitMs);
    const news = heard();
    if (news !== undefined && isFinal(news)) {
      const { presentmentId, status, openCents } = news;
      return { presentmentId, status: status as Presented['status'], openCents, failureCode: null, declineCode: null };
    }
    const asked = await vendor('payments', { summary: 'No word from the bank: ask' }).pollPresentment({
      ...ref,
      workflowId,
    });
    if (asked.status !== 'processing') return asked;
  }
}

function isFinal(news: Heard | undefined): boolean {
  return news !== undefined && news.status !== 'processing' && news.status !== 'unknown';
}
