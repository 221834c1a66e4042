import type { Page } from 'playwright-core';
import { inspect } from '../../support/browser';
import { daysFromNow } from './repair';

/** Waits until the application asks for the landlord, and approves it. */
export async function approve(page: Page) {
  const decision = page.getByRole('radio', { name: /^Approve / }).first();
  await decision.waitFor({ timeout: 60_000 });
  await inspect(page, 'admin-application-decision');
  await decision.check();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page
    .getByRole('link', { name: /^(Start|Open) the lease$/ })
    .first()
    .waitFor();
  await inspect(page, 'admin-application-approved');
}

/** Draws the lease up from the approved application, from today for a year, and sends it out to be signed. */
export async function sendLease(page: Page) {
  await page
    .getByRole('link', { name: /^(Start|Open) the lease$/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Start a lease' });
  const send = page.getByRole('button', { name: 'Send for signature' });
  await dialog.or(send).first().waitFor();
  if (await dialog.isVisible()) {
    await dialog.getByLabel('First day').fill(daysFromNow(0));
    await dialog.getByLabel('Last day').fill(daysFromNow(365));
    await inspect(page, 'admin-start-lease');
    await dialog.getByRole('button', { name: 'Draw up the lease' }).click();
  }
  await send.click();
  await page.getByText('Out for signature').first().waitFor();
  await inspect(page, 'admin-lease-out-for-signature');
}

/** Looks at what next month's run would post, and posts it. */
export async function runRent(page: Page) {
  await page.getByRole('button', { name: 'Dry run' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Dry run' });
  await dialog.getByLabel('Day').fill(firstOfNextMonth());
  await dialog.getByRole('button', { name: 'Show what would happen' }).click();
  const post = dialog.getByRole('button', { name: /^Post 1 charge now$/ });
  await post.waitFor();
  await inspect(page, 'admin-rent-run-dry');
  await post.click();
  await dialog.waitFor({ state: 'hidden' });
  await page
    .getByRole('row', { name: /Completed/ })
    .first()
    .waitFor({ timeout: 60_000 });
  await inspect(page, 'admin-rent-runs');
}

function firstOfNextMonth(): string {
  const [year = 0, month = 0] = daysFromNow(0).split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}
