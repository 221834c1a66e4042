import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from '../generate';
import { Progress } from '../progress';
import type { Child, Children } from '../servers/children';
import { provideChromium } from '../servers/chromium';
import { findPostgres } from '../servers/find-postgres';
import { findTemporal, findTimeSkippingServer } from '../servers/find-temporal';
import { installPostgres, missingPostgres } from '../servers/install-postgres';
import { providePdftotext } from '../servers/pdftotext';
import { CannotGoOn, inProject } from '../servers/project';
import { createThrowaway } from '../servers/throwaway';
import { waitUntil } from '../servers/wait';
import { buildWeb } from '../start/web-build';
import { endLeftovers, findLeftovers } from './leftovers';

/** Marks every process of this run. */
const mark = 'TENURE_TEST_RUN';

/** `npm test`: provides what the tests need, runs them, and leaves nothing behind. Arguments go to Jest. */
export async function main(args: string[]): Promise<void> {
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('interrupted'));
  });
  const run = runTests(args, interrupted).catch((error: unknown) => {
    console.error(error instanceof CannotGoOn ? error.message : error);
    return 1;
  });
  const code = await run;
  process.exit(code);
}

async function runTests(args: string[], interrupted: Promise<'interrupted'>): Promise<number> {
  const progress = new Progress();
  const provided = await Promise.race([provide(progress), interrupted]);
  progress.end();
  if (provided === 'interrupted') return 130;
  const { folder, children, end } = createThrowaway();
  const run = randomUUID();
  const results = path.join(folder, 'results.json');
  const jest = startJest(children, args, { [mark]: run, CHROMIUM_PATH: provided.chromium, NODE_ENV: 'test' }, results);
  const reason = await Promise.race([jest.ended, interrupted]);
  try {
    if (reason === 'interrupted') {
      await children.stop(jest, { signal: 'SIGINT', graceMs: 5_000 });
      return 130;
    }
    return report(results, reason);
  } finally {
    await clearAway(run);
    await end(async () => {});
  }
}

/** Everything the tests run on; each is quick when it is already there. */
async function provide(progress: Progress): Promise<{ chromium: string }> {
  const step = progress.step.bind(progress);
  const [, chromium] = await Promise.all([
    step('Temporal', async () => {
      await Promise.all([findTemporal(), findTimeSkippingServer()]);
    }),
    (async () => {
      // One after the other: the distribution's installer does one thing at a time.
      const programs =
        findPostgres() ?? (await step('installing PostgreSQL and PostGIS from the distribution', installPostgres));
      if (!programs) throw missingPostgres();
      const browser = await step('browser', provideChromium);
      await step('PDF reader', providePdftotext);
      return browser;
    })(),
    step('database client', async () => ((await generate()) ? 'generated' : 'unchanged')),
    existsSync(inProject('web', 'vite.config.ts')) ? step('admin app', buildWeb) : undefined,
  ]);
  return { chromium };
}

function startJest(children: Children, args: string[], env: Record<string, string>, results: string): Child {
  const jest = inProject('node_modules', 'jest', 'bin', 'jest.js');
  return children.start({
    name: 'Jest',
    command: process.execPath,
    // A forgotten handle must not keep the run from ending.
    args: [jest, '--forceExit', '--json', `--outputFile=${results}`, ...args],
    cwd: inProject(),
    env: { ...process.env, ...env },
    logFile: 'inherit',
  });
}

/** Prints the closing line and answers the exit code. */
function report(results: string, reason: string): number {
  if (!existsSync(results)) {
    console.error(`The tests did not run to their end: Jest ${reason}.`);
    return 1;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, success } = JSON.parse(
    readFileSync(results, 'utf8'),
  ) as Record<string, number>;
  const failed = (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0);
  const skipped = numPendingTests ? `, ${numPendingTests} skipped` : '';
  console.log(`\n${numPassedTests ?? 0} passed, ${failed} failed${skipped}`);
  return success && failed === 0 ? 0 : 1;
}

/** Waits for what the tests started to end, and ends what does not. */
async function clearAway(run: string): Promise<void> {
  const left = () => findLeftovers(mark, run);
  await waitUntil('the servers of the tests to end', () => left().length === 0, { limitMs: 5_000 }).catch(() => {
    endLeftovers(left());
  });
}
