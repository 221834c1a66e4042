import type { Page } from 'playwright-core';
import { inspect } from '../../support/browser';
import { daysFromNow } from './repair';

/** Waits until the application asks for the landlord, and approves it. */
export async function approve(page: Page) {
  const decision = page.getByRole('radio', { name: /^Approve / }).first();
  await decision.waitFor({ timeout: 60_000 });
  await page.getByText('Photo', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Open the report of Maya Torres' }).click();
  const report = page.getByRole('dialog', { name: 'Background check of Maya Torres' });
  await report.getByText('Clear').first().waitFor();
  await inspect(page, 'admin-screening-report');
  await report.getByRole('button', { name: 'Close' }).click();
  await report.waitFor({ state: 'hidden' });
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

/** What was sent is withdrawn, the draft is changed, what cannot be is said at its field, and it goes out again. */
export async function withdrawAndChange(page: Page) {
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  const withdrawing = page.getByRole('dialog', { name: 'Withdraw what was sent?' });
  await withdrawing.getByRole('textbox').fill('The deposit was wrong');
  await withdrawing.getByRole('button', { name: 'Withdraw it' }).click();
  await page.getByRole('button', { name: 'Edit the draft' }).click({ timeout: 60_000 });
  const dialog = page.getByRole('dialog', { name: 'Edit the draft' });
  await dialog.getByLabel('Deposit').fill('1,700.00');
  await dialog.getByLabel('Late fee').selectOption('flat');
  await dialog.getByLabel('Amount').fill('much');
  await dialog.getByLabel('House rules').fill('No smoking\nQuiet after 22:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('An amount such as 1,850.00').waitFor();
  await inspect(page, 'admin-edit-lease');
  await dialog.getByLabel('Amount').fill('50');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('$1,700.00').first().waitFor();
  await page.getByRole('button', { name: 'Send for signature' }).click();
  await page.getByText('Out for signature').first().waitFor();
}

/** The tenants are sent a link to pay what is open. */
export async function askToPay(page: Page) {
  await page.getByRole('button', { name: 'Ask to pay' }).click();
  await page.getByText('1 tenant asked to pay').waitFor();
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
