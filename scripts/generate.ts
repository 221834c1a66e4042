import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CannotGoOn, inProject } from './servers/project';
import { run } from './servers/run';

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
    throw new CannotGoOn(
      `The Prisma client could not be generated:\n${error instanceof Error ? error.message : error}`,
    );
  }
  mkdirSync(generated, { recursive: true });
  writeFileSync(stamp, made);
  return true;
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(schema));
  return hash.update(readFileSync(inProject('node_modules', 'prisma', 'package.json'))).digest('hex');
}
