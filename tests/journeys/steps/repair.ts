import type { BrowserContext, Page } from 'playwright-core';
import { inspect } from '../../support/browser';
import { tapLink } from '../../support/inbox';
import { photo } from './photo';

/** The tenant opens the link for repairs that the welcome of the first day gave them. */
export function openReport(phone: BrowserContext, sandboxUrl: string, number: string): Promise<Page> {
  return tapLink(phone, sandboxUrl, number, /Report a repair/, { link: 1 });
}

/** A repair that nobody is there for: the landlord searches again, and in the end says that it is fixed, with a rating. */
export async function fixItYourself(page: Page) {
  await page.getByRole('button', { name: 'Report a repair' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Report a repair' });
  await dialog.getByLabel('Where').selectOption({ index: 1 });
  await dialog.getByLabel('What is wrong').fill('The light switch in the hallway is loose');
  await dialog.getByRole('button', { name: 'Report it' }).click();
  await page.getByRole('button', { name: 'Search again' }).click({ timeout: 60_000 });
  await page.getByText('Vendors are asked once more').waitFor();
  await page.getByText('You were asked to choose a vendor').or(page.getByText('Needs you')).first().waitFor();
  await page.getByRole('button', { name: 'It is fixed' }).click({ timeout: 60_000 });
  const fixed = page.getByRole('dialog', { name: 'Is it fixed?' });
  await fixed.getByLabel('The work was worth').selectOption('5');
  await fixed.getByRole('button', { name: 'Close the repair' }).click();
  await page.getByText('Resolved').first().waitFor({ timeout: 60_000 });
}

/** A tenant reports what is broken, with a photo; the page that follows is theirs to come back to. */
export async function reportRepair(page: Page, description: string) {
  await page.getByLabel('Tell us in your own words').fill(description);
  await page.getByLabel('Photos').setInputFiles(await photo('#5d83a6'));
  await page.getByLabel('You may come in when nobody is home').check();
  await page.getByLabel('Gate, pets, when you are home').fill('Gate code 4471, one shy cat');
  await inspect(page, 'phone-repair-report');
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByRole('heading', { name: 'We are finding somebody' }).waitFor();
  await inspect(page, 'phone-repair-reported');
}

/** The vendor opens the offer on their phone, takes the job and says when they come. */
export async function takeJob(phone: BrowserContext, sandboxUrl: string, number: string): Promise<Page> {
  const page = await tapLink(phone, sandboxUrl, number, /Accept or decline/);
  await inspect(page, 'phone-offer');
  await page.getByRole('button', { name: 'I take it' }).click();
  await page.getByRole('heading', { name: 'This job is yours' }).waitFor();
  await page.getByLabel('Day').fill(daysFromNow(2));
  await page.getByLabel('From').fill('09:00');
  await page.getByLabel('Until').fill('11:00');
  await inspect(page, 'phone-job');
  await page.getByRole('button', { name: 'Set this time' }).click();
  await page.getByRole('heading', { name: 'The time is set' }).waitFor();
  return page;
}

/** The vendor is there, and later it is done: with notes, a price and a photo. */
export async function doJob(page: Page) {
  await page.getByRole('button', { name: 'I am there: start' }).click();
  await page.getByRole('heading', { name: 'You are working on it' }).waitFor();
  await page.getByLabel('What did you do?').fill('New cartridge and supply line under the sink.');
  await page.getByLabel('Price in dollars').fill('185.00');
  await page.getByLabel('Photos of the work').setInputFiles(await photo('#86a65d'));
  await inspect(page, 'phone-job-working');
  await page.getByRole('button', { name: 'It is done' }).click();
  await page.getByRole('heading', { name: 'You finished this job' }).waitFor();
  await inspect(page, 'phone-job-done');
}

/** The tenant is asked by text whether it is fixed, and says yes. */
export async function confirmRepair(phone: BrowserContext, sandboxUrl: string, number: string) {
  const page = await tapLink(phone, sandboxUrl, number, /says your repair .* is done/);
  await page.getByLabel('How was it?').selectOption('5');
  await inspect(page, 'phone-repair-confirm');
  await page.getByRole('button', { name: 'Yes, it is fixed' }).click();
  await page.getByRole('button', { name: 'Open it again' }).waitFor();
  await inspect(page, 'phone-repair-resolved');
}

/** A day from now as a date field wants it, in the zone of the property. */
export function daysFromNow(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(day);
}
