import type { BrowserContext, Page } from 'playwright-core';
import { waitUntil } from '../../../scripts/servers/wait';
import { inspect } from '../../support/browser';
import { tapLink } from '../../support/inbox';

/** Pays what is open by card, on the payment service's own page. */
export async function payMoveIn(phone: BrowserContext, sandboxUrl: string, number: string) {
  const page = await tapLink(phone, sandboxUrl, number, /move-in payment/);
  await page.getByRole('heading', { name: 'Your payment' }).waitFor();
  await page.getByText('Security deposit').first().waitFor();
  await page.getByRole('radio', { name: /^Card/ }).check();
  await inspect(page, 'phone-pay');
  await page.getByRole('button', { name: 'Continue to secure payment' }).click();
  await fillInCard(page, 'phone-checkout');
  await page.getByRole('button', { name: /^Pay \$/ }).click();
  await lookAgainUntil(page, 'Thank you, it is paid');
  await inspect(page, 'phone-paid');
}

/** Reads and authorizes autopay, and stores a card for it on the payment service's own page. */
export async function turnAutopayOn(phone: BrowserContext, sandboxUrl: string, number: string) {
  const page = await tapLink(phone, sandboxUrl, number, /Set up autopay/);
  await page.getByRole('radio', { name: /Another card or bank account/ }).check();
  await page.getByRole('checkbox', { name: 'I have read this and authorize it' }).check();
  await inspect(page, 'phone-autopay');
  await page.getByRole('button', { name: 'Turn autopay on' }).click();
  await fillInCard(page, 'phone-checkout-setup');
  await page.getByRole('button', { name: 'Save' }).click();
  await lookAgainUntil(page, 'Autopay is on');
  await inspect(page, 'phone-autopay-on');
}

async function fillInCard(page: Page, name: string) {
  await page.getByRole('radio', { name: /^Card/ }).check();
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await inspect(page, name);
}

/** A page without scripts says "look again" while something is under way: do so until it says what is hoped for. */
async function lookAgainUntil(page: Page, heading: string) {
  await waitUntil(
    `the page to say "${heading}"`,
    async () => {
      if (await page.getByRole('heading', { name: heading }).isVisible()) return true;
      const again = page.getByRole('link', { name: 'Look again' });
      if (await again.isVisible()) await again.click();
      return false;
    },
    { limitMs: 90_000, everyMs: 250 },
  );
}
