import type { BrowserContext, Page } from 'playwright-core';
import { inspect } from '../../support/browser';
import { tapLink } from '../../support/inbox';
import { goTo } from './landlord';
import { photo } from './photo';

/** Ends the open lease today, whose deposit must be back from then on. */
export async function endLease(page: Page) {
  await page.getByRole('button', { name: 'End it' }).click();
  const dialog = page.getByRole('dialog', { name: 'End the lease?' });
  await dialog.getByLabel('Why').fill('She moved to Boise');
  await dialog.getByRole('button', { name: 'End the lease' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const deposit = (page: Page) => page.getByRole('region', { name: 'Deposit', exact: true });

/** Keeps a part of the deposit for damage that a photo shows, once the lease is over. */
export async function keepPart(page: Page, kept: { amount: string; for: string }) {
  await deposit(page).getByRole('button', { name: 'Keep a part' }).click({ timeout: 60_000 });
  const dialog = page.getByRole('dialog', { name: 'Keep a part' });
  await dialog.getByLabel('Amount').fill(kept.amount);
  await dialog.getByLabel('What was damaged').fill(kept.for);
  await dialog.locator('input[type=file]').setInputFiles(await photo('#a67'));
  await dialog.getByLabel('What photo.jpg is').waitFor();
  await inspect(page, 'admin-deposit-keep');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await deposit(page).getByText(`Kept: ${kept.for}`).first().waitFor();
}

/** Returns the rest by check, after which the tenant gets the statement. */
export async function returnRest(page: Page, address: string) {
  await deposit(page).getByRole('button', { name: 'Return it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Return the deposit' });
  await dialog.getByLabel('Reference').fill('1042');
  await dialog.getByLabel('Sent to').fill(address);
  await dialog.getByRole('button', { name: 'Return it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await deposit(page).getByText('Accounted for').waitFor();
  await deposit(page).getByRole('link', { name: 'Statement (PDF)' }).waitFor({ timeout: 60_000 });
  await inspect(page, 'admin-lease-deposit');
}

/** Reads on a phone what became of a deposit. */
export async function readDeposit(phone: BrowserContext, sandboxUrl: string, number: string) {
  const page = await tapLink(phone, sandboxUrl, number, /deposit statement/);
  await page.getByRole('heading', { name: 'Your deposit' }).waitFor();
  await page.getByText('Kept for: Burnt counter').waitFor();
  await inspect(page, 'phone-deposit');
}

/** Makes last month's statements and opens one of the owners. */
export async function stateMonth(page: Page, owner: string) {
  await page.getByRole('button', { name: 'Make last month’s statements' }).click();
  await page.getByRole('link', { name: owner }).click();
  await page.getByRole('heading', { level: 1, name: owner }).waitFor();
  await page.getByRole('link', { name: /^PDF/ }).waitFor({ timeout: 60_000 });
}

/** Has an owner paid by Stripe from now on, and sends them the link to sign up there. */
export async function inviteOwner(page: Page, number: string) {
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Owner’s details' });
  await dialog.getByLabel('Mobile').fill(number);
  await dialog.getByLabel('Paid by').selectOption({ label: 'Stripe' });
  await dialog.getByLabel('Language').selectOption({ label: 'Spanish' });
  await inspect(page, 'admin-owner-edit');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Invite them' }).click();
  await page.getByRole('button', { name: 'Send the link again' }).waitFor();
}

/** Signs up with the payment service on a phone, as an owner. */
export async function signUpOwner(phone: BrowserContext, sandboxUrl: string, number: string) {
  const page = await tapLink(phone, sandboxUrl, number, /dónde podemos pagarle/);
  await page.getByRole('heading', { name: '¿Dónde debemos pagarle?' }).waitFor();
  await inspect(page, 'phone-owner-onboarding');
  await page.getByRole('button', { name: 'Continuar a Stripe' }).click();
  await page.getByRole('button', { name: /finish/ }).click();
  await page.getByRole('heading', { name: /Stripe lo está revisando|Todo está listo/ }).waitFor();
}

/** Pays the open owner a part by check, and marks it as sent. */
export async function payOwner(page: Page, owner: string) {
  await page.getByText('Signed up', { exact: true }).waitFor({ timeout: 60_000 });
  await inspect(page, 'admin-owner');
  await page.getByRole('button', { name: /^Pay \$/ }).click();
  const dialog = page.getByRole('dialog', { name: `Pay ${owner}` });
  await dialog.getByLabel('Amount').fill('500.00');
  await dialog.getByLabel('How').selectOption({ label: 'Check' });
  await dialog.getByRole('button', { name: 'Pay $500.00' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await goTo(page, 'Payouts');
  await page.getByRole('button', { name: `Mark as sent to ${owner}` }).click();
  await page.getByRole('cell', { name: 'Paid', exact: true }).waitFor();
}

/** Holds all sides against each other. */
export async function reconcile(page: Page) {
  await page.getByRole('button', { name: 'Reconcile now' }).click();
  await page.getByRole('table', { name: 'Totals of all sides' }).waitFor({ timeout: 60_000 });
  await page.getByText('Everything agrees').waitFor();
  await inspect(page, 'admin-reconciliation');
}

/** Sees a report, and takes it along as PDF and CSV. @returns the first bytes of both */
export async function takeReport(page: Page, name: string): Promise<string[]> {
  await page.getByLabel('Report', { exact: true }).selectOption({ label: name });
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('table').waitFor();
  await inspect(page, 'admin-report');
  const starts: string[] = [];
  for (const kind of ['PDF', 'CSV']) {
    const address = await page.getByRole('link', { name: kind, exact: true }).getAttribute('href');
    const file = await page.request.get(new URL(address ?? '', page.url()).href);
    starts.push((await file.body()).subarray(0, 8).toString('latin1'));
  }
  return starts;
}
