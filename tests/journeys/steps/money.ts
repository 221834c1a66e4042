import type { BrowserContext, Page } from 'playwright-core';
import { inspect } from '../../support/browser';
import { tapLink } from '../../support/inbox';

/** Charges the open lease once for something that was due some days ago. */
export async function addCharge(page: Page, charge: { label: string; amount: string; daysAgo: number }) {
  await page.getByRole('button', { name: 'Add a charge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a charge' });
  await dialog.getByLabel('For').fill(charge.label);
  await dialog.getByLabel('Amount').fill(charge.amount);
  const due = new Date(Date.now() - charge.daysAgo * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('Due on').fill(due);
  await dialog.getByRole('button', { name: 'Post the charge' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await openCharge(page, charge.label).waitFor();
}

const openCharge = (page: Page, label: string) =>
  page.getByRole('table', { name: 'Open charges' }).getByRole('row', { name: label });

/** Asks why a charge is what it is. */
export async function readWhy(page: Page, label: string) {
  await openCharge(page, label)
    .getByRole('button', { name: /why this amount/ })
    .click();
  const dialog = page.getByRole('dialog', { name: label });
  await dialog.getByText('The charge now').waitFor();
  await inspect(page, 'admin-charge-explained');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const payments = (page: Page) => page.getByRole('table', { name: 'Payments' });

/** Records money that came by check today. */
export async function recordPayment(page: Page, amount: string) {
  await page.getByRole('button', { name: 'Record a payment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Record a payment' });
  await dialog.getByLabel('Amount').fill(amount);
  await inspect(page, 'admin-record-payment');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await payments(page)
    .getByRole('row', { name: `$${amount}` })
    .waitFor();
}

/** Corrects the newest payment's amount; the wrong one stays readable. */
export async function correctPayment(page: Page, amount: string) {
  await payments(page)
    .getByRole('button', { name: /^Correct/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Correct this payment' });
  await dialog.getByLabel('Amount').fill(amount);
  await dialog.getByLabel('What was wrong').fill('The check says so');
  await inspect(page, 'admin-correct-payment');
  await dialog.getByRole('button', { name: 'Correct it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await payments(page)
    .getByRole('row', { name: `$${amount}` })
    .waitFor();
  await payments(page).getByRole('cell', { name: 'Corrected', exact: true }).first().waitFor();
}

/** Gives a part of the newest payment back. */
export async function refund(page: Page, amount: string) {
  await payments(page)
    .getByRole('button', { name: /^Refund/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Give a payment back' });
  await dialog.getByLabel('Amount').fill(amount);
  await dialog.getByLabel('Why').fill('Paid too much by mistake');
  await inspect(page, 'admin-refund');
  await dialog.getByRole('button', { name: 'Give it back' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const given = page.getByRole('region', { name: 'Given back', exact: true });
  await given.getByText('Paid too much by mistake').waitFor();
  await given.getByText('Given back', { exact: true }).nth(1).waitFor({ timeout: 60_000 });
}

/** Forgives an open charge, with the reason that is kept. */
export async function waive(page: Page, label: string) {
  await openCharge(page, label)
    .getByRole('button', { name: /^Waive/ })
    .click();
  const dialog = page.getByRole('dialog', { name: `Waive ${label}?` });
  await dialog.getByLabel('Why').fill('The old key was worn out');
  await dialog.getByRole('button', { name: /^Waive \$/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await openCharge(page, label).waitFor({ state: 'hidden' });
}

/** Offers what is past due in three parts. */
export async function offerPlan(page: Page) {
  await page.getByRole('button', { name: 'Offer a plan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Offer a payment plan' });
  await dialog.getByText(/^Covers \$/).waitFor();
  await inspect(page, 'admin-offer-plan');
  await dialog.getByRole('button', { name: 'Offer the plan' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Offered', { exact: true }).first().waitFor();
}

/** Reads the plan on a phone, in Spanish, and accepts it. */
export async function acceptPlan(phone: BrowserContext, sandboxUrl: string, number: string) {
  const page = await tapLink(phone, sandboxUrl, number, /en 3 pagos/);
  await page.getByRole('heading', { name: 'Pague en cuotas' }).waitFor();
  await page.getByRole('checkbox', { name: 'He leído esto y estoy de acuerdo' }).check();
  await inspect(page, 'phone-plan');
  await page.getByRole('button', { name: 'Aceptar el plan' }).click();
  await page.getByRole('heading', { name: 'Su plan está en pie' }).waitFor();
  await inspect(page, 'phone-plan-accepted');
}

/** Writes a late fee by two steps and saves it. */
export async function setFees(page: Page) {
  await page.getByLabel('Late fee').selectOption({ label: 'By steps, the later the more' });
  await page.getByLabel('From this many days late').fill('6');
  await page.getByLabel('The fee is').fill('20.00');
  await page.getByRole('button', { name: 'One more step' }).click();
  await page.getByLabel('From this many days late').nth(1).fill('15');
  await page.getByLabel('The fee is').nth(1).fill('40.00');
  await page.getByLabel('The fee of a card payment is borne by').selectOption({ label: 'The tenant who pays by card' });
  await page.getByLabel('Percent of the payment').fill('2.9');
  await page.getByText(/costs the tenant \$29/).waitFor();
  await page
    .getByText(/on a rent of/)
    .first()
    .waitFor();
  await inspect(page, 'admin-fees');
  await page.getByRole('button', { name: 'Save the fees' }).click();
  await page.getByText('Fees saved').or(page.getByRole('alert')).first().waitFor();
}
