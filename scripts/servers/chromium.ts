import { existsSync } from 'node:fs';
import path from 'node:path';
import { installPackages, isOffered, mayInstallPackages } from './install-debian';
import { CannotGoOn } from './project';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The machine's Chromium or Chrome; CHROMIUM_PATH names another. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new CannotGoOn(`CHROMIUM_PATH names ${named}, which does not exist.`);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return named || [...onPath, ...elsewhere].find((file) => existsSync(file));
}

/** A browser for the tests, installed from the distribution where it is missing and we may. */
export async function provideChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  if ((await mayInstallPackages()) && (await isOffered('chromium')))
    await installPackages('chromium', 'fonts-dejavu-core');
  const installed = findChromium();
  if (installed) return installed;
  throw new CannotGoOn(
    'The browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH to its executable.',
  );
}
