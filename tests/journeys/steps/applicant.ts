import type { BrowserContext, Page } from 'playwright-core';
import { inspect } from '../../support/browser';
import { tapLink } from '../../support/inbox';
import { photo } from './photo';

/** Opens the link from the second text message, since the first invitation ran out, looks at it in Spanish too, and answers every step on a phone. */
export async function apply(phone: BrowserContext, sandboxUrl: string, number: string): Promise<Page> {
  const page = await tapLink(phone, sandboxUrl, number, /invited to apply/, { nth: 2 });
  await inspect(page, 'phone-application');
  await page.getByRole('link', { name: 'Español' }).click();
  await inspect(page, 'phone-application-spanish');
  await page.getByRole('link', { name: 'English' }).click();
  await identity(page);
  await income(page);
  await residence(page);
  await pets(page);
  await papers(page);
  await consent(page);
  await page.getByRole('link', { name: 'Review and hand in' }).click();
  await inspect(page, 'phone-application-review');
  await page.getByRole('button', { name: 'Hand in my application' }).click();
  await page.getByRole('heading', { name: /^(You have handed in your part|Everything is in)$/ }).waitFor();
  await inspect(page, 'phone-application-handed-in');
  return page;
}

async function open(page: Page, step: string) {
  await page
    .getByRole('listitem')
    .getByRole('link', { name: new RegExp(`^${step}`) })
    .click();
  await page.getByRole('heading', { level: 1, name: step }).waitFor();
}

async function save(page: Page) {
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('link', { name: 'Withdraw my application' }).waitFor();
}

async function identity(page: Page) {
  await open(page, 'About you');
  await page.getByLabel('First name').fill('Maya');
  await page.getByLabel('Last name').fill('Torres');
  await page.getByLabel('ZIP code where you live').fill('98122');
  await page.getByLabel('Date of birth').fill('1991-05-04');
  await page.getByLabel('Last 4 digits').fill('4471');
  await inspect(page, 'phone-application-identity');
  await save(page);
}

async function income(page: Page) {
  await open(page, 'Income');
  await page.getByLabel('How do you earn a living?').selectOption('employed');
  await page.getByLabel('Employer').fill('Harborview');
  await page.getByLabel('Income a month, before taxes').fill('6,200');
  await inspect(page, 'phone-application-income');
  await save(page);
}

async function residence(page: Page) {
  await open(page, 'Where you live now');
  await page.getByLabel('Street and number').fill('1201 E Pine St');
  await page.getByLabel('City').fill('Seattle');
  await page.getByLabel('State').fill('WA');
  await page.getByLabel('ZIP code').fill('98122');
  await page.getByLabel('Since when?').fill('2023-05');
  await inspect(page, 'phone-application-residence');
  await save(page);
}

async function pets(page: Page) {
  await open(page, 'Pets');
  await page.getByLabel('How many pets?').fill('1');
  await page.getByLabel('What kind, what size?').fill('A shy cat');
  await inspect(page, 'phone-application-pets');
  await save(page);
}

async function papers(page: Page) {
  await open(page, 'Photos of papers');
  await page.getByLabel('Photos').setInputFiles(await photo('#b9b2a3'));
  await inspect(page, 'phone-application-papers');
  await save(page);
}

async function consent(page: Page) {
  await open(page, 'Background check consent');
  await page.getByRole('checkbox', { name: 'I agree' }).check();
  await page.getByLabel('Type your full name as your signature').fill('Maya Torres');
  await inspect(page, 'phone-application-consent');
  await save(page);
}

/** Goes on to the screening agency's own page and answers there. */
export async function backgroundCheck(phone: BrowserContext, sandboxUrl: string, number: string) {
  const page = await tapLink(phone, sandboxUrl, number, /background check/);
  await inspect(page, 'phone-screening');
  await page.getByRole('button', { name: 'Continue to background check' }).click();
  await page.getByLabel('Date of birth').fill('1991-05-04');
  await page.getByLabel('Social Security number').fill('4471');
  await page.getByRole('checkbox', { name: /agree to the background check/ }).check();
  await inspect(page, 'phone-checkr');
  await page.getByRole('button', { name: 'Agree and finish' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
}
