import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { provideChromium } from '../../scripts/servers/chromium';
import { inProject, inTenure } from '../../scripts/servers/project';

/** How long a page may take to show what it should, on a machine that is busy with everything else. */
const PATIENCE_MS = 45_000;

/** Starts the machine's own Chromium without a window. Close it in `afterAll`. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await provideChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A window of the admin app, as wide as a small laptop. */
export async function openDesk(browser: Browser): Promise<BrowserContext> {
  return prepared(await browser.newContext({ viewport: { width: 1280, height: 800 }, ...everywhere }));
}

/** A phone on which no script runs: link pages must not need one. */
export async function openPhone(browser: Browser): Promise<BrowserContext> {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, ...everywhere };
  const context = prepared(await browser.newContext({ ...phone, javaScriptEnabled: false }));
  scriptless.set(context, phone);
  return context;
}

/** Phones, with what a window that looks the same but runs scripts is made of. */
const scriptless = new WeakMap<BrowserContext, BrowserContextOptions>();

const everywhere = { locale: 'en-US', timezoneId: 'America/Los_Angeles', reducedMotion: 'reduce' } as const;

/** What went wrong inside the pages of a window or phone since somebody last asked. */
const troubles = new WeakMap<BrowserContext, string[]>();

function prepared(context: BrowserContext): BrowserContext {
  const found: string[] = [];
  troubles.set(context, found);
  context.setDefaultTimeout(PATIENCE_MS);
  context.on('weberror', (error) => found.push(`script: ${error.error().message}`));
  context.on('response', (response) => {
    if (response.status() >= 500) found.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|hydrat|Uncaught/i.test(message.text())) {
      found.push(`console: ${message.text()}`);
    }
  });
  return context;
}

/**
 * What went wrong inside pages since the last call: errors of scripts, answers of 500 and above, refusals by a content
 * policy, and whatever `inspect` found.
 */
export function takeTroubles(...contexts: BrowserContext[]): string[] {
  return contexts.flatMap((context) => troubles.get(context)?.splice(0) ?? []);
}

type Scheme = 'light' | 'dark';
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** What axe looks at: everything in light, and in dark what another scheme changes, its colors. */
const LOOKED_AT = {
  light: { resultTypes: ['violations'] },
  dark: { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } },
} satisfies Record<Scheme, RunOptions>;

/**
 * Looks at a page as a test keeps it: accessible in light and dark, no wider than its window, with a screenshot. What it
 * finds is among the troubles of the page's window.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  await keepScreenshot(page, name);
  const found: string[] = [];
  const shown = await inspectable(page);
  await shown.page.evaluate(axe.source);
  for (const scheme of SCHEMES) {
    await shown.page.emulateMedia({ colorScheme: scheme });
    const violations = await lastingViolationsOf(shown.page, LOOKED_AT[scheme]);
    found.push(...violations.map((violation) => `${name}, ${scheme}: ${violation}`));
  }
  await shown.page.emulateMedia({ colorScheme: 'light' });
  if (await isTooWide(shown.page)) found.push(`${name}: wider than its window`);
  await shown.close();
  troubles.get(page.context())?.push(...found);
}

/**
 * Two frames later and with every transition at its end, the colors are those of the scheme. A rule for every element
 * makes the browser compute them all anew: it otherwise keeps a few of the other scheme's where a page changes meanwhile.
 */
const SETTLED = `(async () => {
  const everything = new CSSStyleSheet();
  everything.replaceSync('* { --inspected: ' + document.adoptedStyleSheets.length + ' }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, everything];
  for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((one) => one.finished));
})()`;

/** How often a page is looked at before what axe finds counts: what comes from colors in mid-change is gone by then. */
const LOOKS = 5;

/**
 * What axe finds on the page in each of several looks. A page that is live may be drawn anew between the change of scheme
 * and the look; a fault of its colors is there in every look, one of the moment is not.
 */
async function lastingViolationsOf(page: Page, rules: RunOptions): Promise<string[]> {
  let lasting: string[] = [];
  for (let look = 1; look <= LOOKS; look += 1) {
    await page.evaluate(SETTLED);
    const seen = await violationsOf(page, rules);
    if (seen.length === 0) return [];
    lasting = seen;
  }
  return lasting;
}

/** What axe finds on the page as it is now, one line per rule and place. */
async function violationsOf(page: Page, rules: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(rules)})`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}) at ${html.slice(0, 160)}: ${failureSummary ?? ''}`),
  );
}

async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');
}

/** The page itself, or where no script may run a copy of what it shows in a window that looks the same. */
async function inspectable(page: Page): Promise<{ page: Page; close(): Promise<void> }> {
  const options = scriptless.get(page.context());
  const browser = page.context().browser();
  if (options === undefined || browser === null) return { page, close: async () => {} };
  const context = await browser.newContext(options);
  const copy = await context.newPage();
  const body = await page.content();
  await copy.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body }));
  await copy.goto(page.url());
  return { page: copy, close: () => context.close() };
}

/** Keeps what the window shows: among the documents with UPDATE_SCREENSHOTS=1, else where a failing run can be looked at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const isKept = process.env.UPDATE_SCREENSHOTS === '1';
  const folder = isKept ? inProject('docs', 'screenshots') : inTenure('screenshots');
  mkdirSync(folder, { recursive: true });
  await page.evaluate('scrollTo(0, 0)');
  const shot = await page.screenshot({ animations: 'disabled' });
  const written = isKept ? await sharp(shot).png({ palette: true, colors: 64, effort: 8 }).toBuffer() : shot;
  writeFileSync(path.join(folder, `${name}.png`), written);
}
