import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The project's own folder, wherever it was cloned to. */
export const projectFolder = path.resolve(__dirname, '..', '..');

/** Everything a running copy writes lies here; git ignores it. */
export const tenureFolder = path.join(projectFolder, '.tenure');

/** A path inside the project. */
export function inProject(...parts: string[]): string {
  return path.join(projectFolder, ...parts);
}

/** A path inside `.tenure/`. */
export function inTenure(...parts: string[]): string {
  return path.join(tenureFolder, ...parts);
}

/** Where downloads are kept between clones: the user's cache folder, or `.tenure/cache` where that one can't be written. */
export function cacheFolder(): string {
  const own = path.join(tenureFolder, 'cache');
  const shared = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'tenure');
  for (const folder of [shared, own]) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // A read-only home is normal in containers: the project's own folder is next.
    }
  }
  throw new CannotGoOn(`Neither ${shared} nor ${own} can be written: give this user a folder it may write to.`);
}

/** A failure that people can act on: its message is one plain sentence, shown without a stack. */
export class CannotGoOn extends Error {
  override name = 'CannotGoOn';
}
