import type { Page } from '../phone';
import { until } from '../until';

/** What somebody pays with, by the payment service's published test numbers. */
export type Means = { way: 'card'; number: string } | { way: 'bank'; account: string };

export const GOOD_CARD: Means = { way: 'card', number: '4242 4242 4242 4242' };
/** Can be stored, and then declines every charge. */
export const DECLINING_CARD: Means = { way: 'card', number: '4000 0000 0000 0341' };
export const GOOD_BANK: Means = { way: 'bank', account: '000123456789' };

/** Chooses a way to pay on our page and pays on the payment service's own; waits until ours says that it came. */
export async function payAtCheckout(page: Page, means: Means): Promise<void> {
  const checkout = await page.press(/Continue to secure payment/, { way: means.way });
  await finish(
    await checkout.press(/^Pay/, fieldsOf(means)),
    /it is paid|on its way|thank you/i,
    'the payment to arrive',
  );
}

/** Authorizes autopay and stores a way to pay for it. */
export async function turnAutopayOn(page: Page, means: Means): Promise<void> {
  const setup = await page.press(/Turn autopay on/, { way: 'other', agree: 'yes' });
  await finish(await setup.press(/^Save/, fieldsOf(means)), /Autopay is on/, 'autopay to be on');
}

async function finish(page: Page, words: RegExp, what: string): Promise<void> {
  let now = page;
  await until(what, async () => {
    if (words.test(now.text)) return true;
    now = await now.reload();
    return words.test(now.text);
  });
}

function fieldsOf(means: Means): Record<string, string> {
  if (means.way === 'card') return { method: 'card', number: means.number, expiry: '12/34', cvc: '123' };
  return { method: 'us_bank_account', routing_number: '110000000', account_number: means.account };
}
