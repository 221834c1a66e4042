import type { Page } from 'playwright-core';
import { withClient } from '../../../api/testing/sql';
import { inspect } from '../../support/browser';

/** Opens an account for a business and arrives at an empty portfolio. */
export async function openAccount(page: Page, webUrl: string, owner: { email: string; password: string }) {
  await page.goto(`${webUrl}/sign-up`);
  await page.getByLabel('Your business').fill('Alder House');
  await page.getByLabel('Your name').fill('June Alder');
  await page.getByLabel('Email').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByLabel('Time zone').selectOption('America/Los_Angeles');
  await inspect(page, 'admin-sign-up');
  await page.getByRole('button', { name: 'Open the account' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Leaves, and comes back with email and password. */
export async function signInAgain(page: Page, owner: { email: string; password: string }) {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await inspect(page, 'admin-sign-in');
  await signIn(page, owner);
}

/** Signs in with email and password, on the page that asks for them. */
export async function signIn(page: Page, owner: { email: string; password: string }) {
  await page.getByLabel('Email').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Goes to one of the places at the left. */
export async function goTo(page: Page, place: string, heading = place) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** Adds a house of one unit in Seattle. */
export async function addProperty(page: Page) {
  await goTo(page, 'Portfolio');
  await inspect(page, 'admin-properties-empty');
  await page.getByRole('button', { name: 'Add a property' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add a property' });
  await dialog.getByLabel('Street address').fill('418 Alder St');
  await dialog.getByLabel('City').fill('Seattle');
  await dialog.getByLabel('State').selectOption('WA');
  await dialog.getByLabel('ZIP code').fill('98104');
  await dialog.getByLabel('Name').fill('Alder House');
  await dialog.getByRole('textbox', { name: 'Unit', exact: true }).fill('2B');
  await dialog.getByLabel('Rent a month').fill('1,850.00');
  await dialog.getByLabel('Deposit').fill('1,850.00');
  await dialog.getByLabel('Bedrooms').fill('2');
  await inspect(page, 'admin-add-property');
  await dialog.getByRole('button', { name: 'Add the property' }).click();
  await page.getByRole('heading', { level: 1, name: 'Alder House' }).waitFor();
  await inspect(page, 'admin-property');
}

/** Adds a plumber who works in that part of town. */
export async function addPlumber(page: Page, plumber: { name: string; phone: string; email: string }) {
  await goTo(page, 'Vendors');
  await page.getByRole('button', { name: 'Add a vendor' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add a vendor' });
  await dialog.getByLabel('Business').fill(plumber.name);
  await dialog.getByLabel('Mobile').fill(plumber.phone);
  await dialog.getByLabel('Email').fill(plumber.email);
  await dialog.getByLabel('ZIP code they start from').fill('98109');
  await dialog.getByRole('checkbox', { name: 'Plumbing' }).check();
  await dialog.getByRole('button', { name: 'Add the vendor' }).click();
  await page.getByRole('row', { name: plumber.name }).or(page.getByText(plumber.name)).first().waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await inspect(page, 'admin-vendors');
}

/** Sends an application link to one person. */
export async function inviteApplicant(page: Page, person: { name: string; email: string; phone: string }) {
  await goTo(page, 'Applications');
  await page.getByRole('button', { name: 'New application link' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New application link' });
  await dialog.getByLabel('For').selectOption({ label: 'Alder House, 2B · $1,850.00' });
  await dialog.getByLabel('Name').fill(person.name);
  await dialog.getByLabel('Email').fill(person.email);
  await dialog.getByLabel('Mobile').fill(person.phone);
  await inspect(page, 'admin-invite');
  await dialog.getByRole('button', { name: 'Send the links' }).click();
  await page.getByRole('heading', { level: 1, name: person.name }).waitFor();
  await inspect(page, 'admin-application-invited');
}

/** An invitation that ran out is opened again: everybody gets a new link. */
export async function inviteAgain(page: Page, ownerUrl: string) {
  await withClient(ownerUrl, (client) => client.query("update applications set status = 'expired'"));
  await page.reload();
  await page.getByRole('button', { name: 'Invite again' }).click();
  await page.getByText('Open again, with new links').waitFor();
  await page.getByRole('button', { name: 'Remind them' }).waitFor();
}
