import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { CannotGoOn, inProject } from './servers/project';

const run = promisify(execFile);

const schema = inProject('prisma', 'schema.prisma');
const generated = inProject('store', 'generated');
const stamp = path.join(generated, '.made-from');

/** Writes the Prisma client to store/generated if the schema or Prisma changed since; says whether it did. */
export async function generate({ force = false } = {}): Promise<boolean> {
  const made = fingerprint();
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return false;
  try {
    await run(process.execPath, [inProject('node_modules', 'prisma', 'build', 'index.js'), 'generate', '--no-hints'], {
      cwd: inProject(),
      // Generating needs no schema engine; naming a program keeps Prisma from downloading one.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    });
  } catch (error) {
    const said =
      typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new CannotGoOn(`The Prisma client could not be generated:\n${said}`);
  }
  mkdirSync(generated, { recursive: true });
  writeFileSync(stamp, made);
  return true;
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(schema));
  return hash.update(readFileSync(inProject('node_modules', 'prisma', 'package.json'))).digest('hex');
}
