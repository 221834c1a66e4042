import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { CannotGoOn, inProject } from '../servers/project';
import { run } from '../servers/run';

const web = inProject('web');
const stamp = path.join(web, 'dist', '.built-from');

/** Builds the admin app unless what it is made from is what it was last made from. */
export async function buildWeb(): Promise<string> {
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return 'unchanged';
  try {
    await run(process.execPath, [inProject('node_modules/vite/bin/vite.js'), 'build', web, '--logLevel', 'warn'], {
      cwd: inProject(),
      env: { ...process.env, NODE_ENV: 'production', VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
    });
  } catch (error) {
    const said = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
    throw new CannotGoOn(
      `${said.split('\n').slice(0, 12).join('\n')}\n\nThe admin app could not be built (npx vite build web says it all).`,
    );
  }
  writeFileSync(stamp, sources);
  return 'built';
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(inProject('package-lock.json')));
  for (const file of filesIn(web)) hash.update(file).update(readFileSync(path.join(web, file)));
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('dist') && !file.endsWith('.test.tsx') && !file.endsWith('.test.ts'))
    .sort();
}
