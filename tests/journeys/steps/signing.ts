import type { BrowserContext, Page } from 'playwright-core';
import { inspect } from '../../support/browser';
import { tapLink, waitForMessage } from '../../support/inbox';

const IS_READY = /is ready to read and sign/;

/** Until the tenant was told: what is withdrawn before that is never sent. */
export async function tenantIsInvited(sandboxUrl: string, number: string) {
  await waitForMessage(sandboxUrl, number, IS_READY);
}

/** A tenant reads the disclosure, agrees to sign electronically, and signs on the signature service's own page. */
export async function signAsTenant(phone: BrowserContext, sandboxUrl: string, number: string) {
  const page = await tapLink(phone, sandboxUrl, number, IS_READY, { nth: 2 });
  await page.getByRole('link', { name: 'Read the lease (PDF)' }).waitFor();
  await page.getByRole('checkbox', { name: /I agree to sign and receive papers electronically/ }).check();
  await inspect(page, 'phone-lease-to-sign');
  await page.getByRole('button', { name: 'Agree and sign the lease' }).click();
  await signOnHostedPage(page, 'phone-docusign');
  await page.getByRole('heading', { name: 'Thank you. You have signed.' }).waitFor();
  await inspect(page, 'phone-lease-signed');
}

/** The signature service's page: consent, name, done. */
async function signOnHostedPage(page: Page, name: string) {
  await page.getByRole('checkbox', { name: 'I agree to use electronic records and signatures' }).check();
  await inspect(page, name);
  await page.getByRole('button', { name: 'Sign and finish' }).click();
}

/** Once the tenants have signed, the landlord signs last, and comes back to a lease that stands. */
export async function signAsLandlord(page: Page) {
  const sign = page.getByRole('button', { name: 'Sign the lease' });
  await sign.waitFor({ timeout: 60_000 });
  await inspect(page, 'admin-lease-to-sign');
  await sign.click();
  await signOnHostedPage(page, 'desk-docusign');
  await page.getByText('Security deposit').first().waitFor({ timeout: 60_000 });
  await inspect(page, 'admin-lease-signed');
}
