import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import type { Presented } from '../../activities/payments/present';
import { moneyChanged, type PresentmentNews, presentmentResolved } from '../rent-collection/messages';
import { records, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { refusal } from '../shared/failures';
import { News } from '../shared/news';
import { presentOnce } from '../shared/present';
import { waitForBank } from '../shared/wait-for-bank';
import { checkoutChanged, type OpenCheckout, openCheckout, type PaymentInput, type PaymentResult } from './messages';

const HOUR_MS = 3_600_000;
/** A page nobody finishes is closed after this; the vendor allows a day at most. */
const PAGE_OPEN_MS = 2 * HOUR_MS;

/**
 * Takes one payment: on the vendor's page, where the payer enters what only the vendor sees, or by a way to pay that
 * is stored there, through the same step and under the same cap as the monthly collection. Follows a bank debit until
 * it is through.
 */
export async function payment(input: PaymentInput): Promise<PaymentResult> {
  const about = describe({ stage: 'created' });
  const taking = new Taking(input, about);
  const plan = await records.planPayment(input);
  let status: string = plan.status;
  if (plan.presentmentId !== null) status = await taking.presentStored(plan.presentmentId, plan.isUnknown);
  else if (status === 'created' || status === 'processing') status = await taking.waitForPage(status);
  if (status === 'failed') {
    await records.tellOfFailedPayment(input);
    about.add('The payment did not go through', '', 'bad');
  }
  about.set({ stage: status, waiting: null });
  await condition(allHandlersFinished);
  return { status };
}

/** One payment under way. */
class Taking {
  private readonly news = new News();
  private opened = 0;
  private isOver = false;
  private resolved: PresentmentNews | undefined;

  constructor(
    private readonly input: PaymentInput,
    private readonly about: Description,
  ) {
    setHandler(moneyChanged, () => this.news.tell());
    setHandler(checkoutChanged, () => this.news.tell());
    setHandler(presentmentResolved, (news) => {
      this.resolved = news;
      this.news.tell();
    });
    setHandler(
      openCheckout,
      async ({ linkId, keep = false }) => {
        const { url } = await vendor('payments', {
          summary: 'Open the payment page',
          scheduleToCloseTimeout: '15 seconds',
        }).openCheckout({ ...this.input, linkId, keep });
        this.opened += 1;
        return { url };
      },
      {
        validator: (_page: OpenCheckout) => {
          if (this.isOver) throw refusal('illegal_transition', 'This payment is over.');
        },
      },
    );
  }

  async presentStored(presentmentId: string, isUnknown: boolean): Promise<string> {
    this.isOver = true;
    const ref = { organizationId: this.input.organizationId, presentmentId };
    let presented: Presented = await presentOnce(ref, isUnknown);
    if (presented.status === 'processing') {
      const followed = { ...ref, presentmentId: presented.presentmentId };
      presented = await waitForBank(this.about, followed, { heard: () => this.resolved });
    }
    return presented.status;
  }

  /** Waits for the payer on the vendor's page, then for the bank. */
  async waitForPage(begin: string): Promise<string> {
    let status = begin;
    while (status === 'created') {
      this.about.setWaiting({
        waitsFor: 'the payer to finish on the secure payment page',
        until: Date.now() + PAGE_OPEN_MS,
        then: 'the page is closed; nothing is charged',
      });
      const heard = await this.untilNewsOr(PAGE_OPEN_MS);
      status = await this.ask('Ask what was paid', !heard);
    }
    this.isOver = true;
    for (let waitMs = 6 * 24 * HOUR_MS; status === 'processing'; waitMs = 24 * HOUR_MS) {
      this.about.setWaiting({
        waitsFor: 'the bank to finish the debit, up to 4 business days',
        until: null,
        then: 'the payer gets a receipt, or is asked for another way',
      });
      await this.untilNewsOr(waitMs);
      status = await this.ask('Ask what the bank said', false);
    }
    return status;
  }

  private async ask(summary: string, isClosing: boolean): Promise<string> {
    this.news.look();
    const { status } = await vendor('payments', { summary }).syncCheckout({ ...this.input, isClosing });
    return status;
  }

  /** A page opened meanwhile counts as news only for the clock: it begins anew. */
  private async untilNewsOr(ms: number): Promise<boolean> {
    for (;;) {
      const { opened } = this;
      if (await this.news.within(ms, () => this.opened > opened)) return true;
      if (this.opened === opened) return false;
    }
  }
}
