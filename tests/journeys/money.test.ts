import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seed } from '../../prisma/seed';
import { buildWeb } from '../../scripts/start/web-build';
import { inspect, keepScreenshot, launchBrowser, openDesk, openPhone, takeTroubles } from '../support/browser';
import { startTestSystem, type TestSystem } from '../support/system';
import * as books from './steps/books';
import { goTo, signIn } from './steps/landlord';
import * as money from './steps/money';

// One story, told in order: each step begins where the one before it ended. The tenant reads Spanish.

const rosa = { name: 'Rosa Jiménez', phone: '+15125550116' };
const ana = { name: 'Ana Lindqvist', phone: '+12065550113' };
const ruth = { name: 'Ruth Okafor', phone: '+12065550190' };

let system: TestSystem;
let browser: Browser;
let desk: BrowserContext;
let phone: BrowserContext;
let page: Page;

beforeAll(async () => {
  await buildWeb();
  const owner = { email: '', password: '' };
  const prepare = async ({ appUrl }: { appUrl: string }) => {
    Object.assign(owner, await seed({ databaseUrl: appUrl }));
  };
  [system, browser] = await Promise.all([startTestSystem({ web: true, prepare }), launchBrowser()]);
  [desk, phone] = await Promise.all([openDesk(browser), openPhone(browser)]);
  page = await desk.newPage();
  await page.goto(`${system.webUrl}/sign-in`);
  await signIn(page, owner);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

describe('a lease’s money is looked after, in both faces', () => {
  let stuck = false;
  const step = (name: string, work: () => Promise<void>) =>
    test(name, async () => {
      if (stuck) throw new Error('an earlier step of the story failed');
      stuck = true;
      await work().catch(leaveTraces);
      stuck = false;
      expect(takeTroubles(desk, phone)).toEqual([]);
    }, 120_000);

  step('a landlord charges for two things, and reads why one is owed', async () => {
    await goTo(page, 'Leases');
    await page.getByRole('link', { name: rosa.name }).first().click();
    await page.getByRole('heading', { level: 1, name: rosa.name }).waitFor();
    await money.addCharge(page, { label: 'Broken window', amount: '600.00', daysAgo: 40 });
    await money.addCharge(page, { label: 'Replacement key', amount: '50.00', daysAgo: 3 });
    await money.readWhy(page, 'Broken window');
  });

  step('records a payment that came by check, and corrects it', async () => {
    await money.recordPayment(page, '100.00');
    await money.correctPayment(page, '120.00');
  });

  step('gives a part of it back, and waives a fee with a reason', async () => {
    await money.refund(page, '20.00');
    await money.waive(page, 'Replacement key');
    await inspect(page, 'admin-lease-money');
  });

  step('offers a payment plan, which the tenant accepts on a phone', async () => {
    await money.offerPlan(page);
    await money.acceptPlan(phone, system.sandboxUrl, rosa.phone);
    await page.getByText('Running', { exact: true }).first().waitFor({ timeout: 60_000 });
    await inspect(page, 'admin-lease-plan');
  });

  step('sees on the board of late leases what happens next', async () => {
    await goTo(page, 'Late');
    await page.getByRole('row', { name: rosa.name }).waitFor();
    await inspect(page, 'admin-late');
  });

  step('makes a fee policy by steps, and reads what the states say of it', async () => {
    await goTo(page, 'Fees');
    await money.setFees(page);
  });

  step(
    'ends a lease, keeps a part of its deposit and returns the rest, which the tenant reads on a phone',
    async () => {
      await goTo(page, 'Leases');
      await page.getByRole('link', { name: ana.name }).first().click();
      await page.getByRole('heading', { level: 1, name: ana.name }).waitFor();
      await books.endLease(page);
      await books.keepPart(page, { amount: '180.00', for: 'Burnt counter' });
      await books.returnRest(page, '1 New St, Boise, ID 83702');
      await books.readDeposit(phone, system.sandboxUrl, ana.phone);
    },
  );

  step('states a month to an owner, who signs up to be paid on a phone, and pays them', async () => {
    await goTo(page, 'Owners');
    await books.stateMonth(page, ruth.name);
    await books.inviteOwner(page, ruth.phone);
    await books.signUpOwner(phone, system.sandboxUrl, ruth.phone);
    await books.payOwner(page, ruth.name);
  });

  step('holds the books against the payment service, and takes reports along', async () => {
    await goTo(page, 'Reconciliation');
    await books.reconcile(page);
    await goTo(page, 'Reports', 'Rent roll');
    const starts = await books.takeReport(page, 'Trial balance');
    expect(starts).toEqual([expect.stringMatching(/^%PDF/), expect.stringContaining('accou')]);
  });
});

/** What every open window showed and what the parts said last, for whoever reads the failure. */
async function leaveTraces(failure: unknown): Promise<never> {
  const open = [...desk.pages(), ...phone.pages()];
  await Promise.all(open.map((window, index) => keepScreenshot(window, `failed-money-${index}`)));
  const shown = await Promise.all(
    open.map(async (window) => `${window.url()}\n${await window.locator('body').textContent()}`),
  );
  const logs = (['api', 'worker', 'sandbox'] as const).map((part) => `${part}: ${system.log(part)}`);
  throw new Error([String(failure), ...shown, ...logs].join('\n\n'), { cause: failure });
}
