import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildWeb } from '../../scripts/start/web-build';
import { inspect, keepScreenshot, launchBrowser, openDesk, openPhone, takeTroubles } from '../support/browser';
import { startTestSystem, type TestSystem } from '../support/system';
import { apply, backgroundCheck } from './steps/applicant';
import * as landlord from './steps/landlord';
import * as leasing from './steps/leasing';
import * as repair from './steps/repair';
import * as signing from './steps/signing';
import * as tenant from './steps/tenant';

// One story, told in order: each step begins where the one before it ended.

const owner = { email: 'june@alder-house.test', password: 'a door with a brass knob' };
const applicant = { name: 'Maya Torres', email: 'maya@torres.test', phone: '+12065550142' };
const plumber = { name: 'Rain City Plumbing', email: 'jobs@raincity.test', phone: '+12065550188' };

let system: TestSystem;
let browser: Browser;
let desk: BrowserContext;
let phone: BrowserContext;
let page: Page;

beforeAll(async () => {
  await buildWeb();
  [system, browser] = await Promise.all([startTestSystem({ web: true }), launchBrowser()]);
  [desk, phone] = await Promise.all([openDesk(browser), openPhone(browser)]);
  page = await desk.newPage();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

/** What every open window showed and what the parts said last, for whoever reads the failure. */
async function leaveTraces(failure: unknown): Promise<never> {
  const open = [...desk.pages(), ...phone.pages()];
  await Promise.all(open.map((window, index) => keepScreenshot(window, `failed-${index}`)));
  const shown = await Promise.all(
    open.map(async (window) => `${window.url()}\n${await window.locator('body').textContent()}`),
  );
  const logs = (['api', 'worker', 'sandbox'] as const).map((part) => `${part}: ${system.log(part)}`);
  throw new Error([String(failure), ...shown, ...logs].join('\n\n'), { cause: failure });
}

describe('a flat is let, paid for and looked after, in both faces', () => {
  let stuck = false;
  const step = (name: string, work: () => Promise<void>) =>
    test(name, async () => {
      if (stuck) throw new Error('an earlier step of the story failed');
      stuck = true;
      await work().catch(leaveTraces);
      stuck = false;
      expect(takeTroubles(desk, phone)).toEqual([]);
    }, 240_000);

  step('a landlord opens an account, signs out and signs in', async () => {
    await landlord.openAccount(page, system.webUrl, owner);
    await inspect(page, 'admin-today-empty');
    await landlord.signInAgain(page, owner);
  });

  step('adds a property and a plumber', async () => {
    await landlord.addProperty(page);
    await landlord.addPlumber(page, plumber);
  });

  step('invites an applicant, again when the time has run out, who answers every step on a phone', async () => {
    await landlord.inviteApplicant(page, applicant);
    await landlord.inviteAgain(page, system.database.ownerUrl);
    await apply(phone, system.sandboxUrl, applicant.phone);
    await inspect(page, 'admin-application-handed-in');
  });

  step('the background check is done on the agency’s page, and the landlord approves', async () => {
    await backgroundCheck(phone, system.sandboxUrl, applicant.phone);
    await leasing.approve(page);
  });

  step('the lease goes out, is withdrawn, changed and sent again, and the tenant signs', async () => {
    await leasing.sendLease(page);
    await signing.tenantIsInvited(system.sandboxUrl, applicant.phone);
    await leasing.withdrawAndChange(page);
    await signing.signAsTenant(phone, system.sandboxUrl, applicant.phone);
  });

  step('the landlord signs last, and the deposit and the first month are invoiced', async () => {
    await signing.signAsLandlord(page);
    await leasing.askToPay(page);
  });

  step('the tenant pays deposit and first month on the payment service’s page, and the lease is active', async () => {
    await tenant.payMoveIn(phone, system.sandboxUrl, applicant.phone);
    await page.getByText('Active', { exact: true }).first().waitFor({ timeout: 60_000 });
    await inspect(page, 'admin-lease-active');
  });

  step('the tenant authorizes autopay', async () => {
    await tenant.turnAutopayOn(phone, system.sandboxUrl, applicant.phone);
    await page.getByText('not set up').waitFor({ state: 'hidden', timeout: 60_000 });
    await inspect(page, 'admin-lease');
  });

  step('a dry run shows next month’s rent, and the run posts it', async () => {
    await landlord.goTo(page, 'Rent runs');
    await leasing.runRent(page);
  });

  step('a repair that no vendor is there for: searched for again, and closed by the landlord', async () => {
    await landlord.goTo(page, 'Maintenance');
    await repair.fixItYourself(page);
  });

  step('the tenant reports a leak with a photo; a plumber takes it, does it, and the tenant confirms', async () => {
    const report = await repair.openReport(phone, system.sandboxUrl, applicant.phone);
    await repair.reportRepair(report, 'Kitchen faucet drips all day, since Monday');
    await landlord.goTo(page, 'Maintenance');
    await page.getByRole('link', { name: /Kitchen faucet/ }).click();
    const job = await repair.takeJob(phone, system.sandboxUrl, plumber.phone);
    await page.getByText('Scheduled').first().waitFor({ timeout: 60_000 });
    await inspect(page, 'admin-repair-scheduled');
    await repair.doJob(job);
    await repair.confirmRepair(phone, system.sandboxUrl, applicant.phone);
    await page.getByText('Resolved').first().waitFor({ timeout: 60_000 });
    await inspect(page, 'admin-repair-resolved');
  });

  step('every place of the admin app has something to show', async () => {
    for (const place of ['Today', 'Portfolio', 'Applications', 'Leases', 'Maintenance', 'Vendors', 'Team']) {
      await landlord.goTo(page, place);
      await inspect(page, `admin-${place.toLowerCase()}`);
    }
  });
});
