import { existsSync, readdirSync, rmSync } from 'node:fs';
import { Progress } from '../progress';
import { CannotGoOn, inProject, inTenure, tenureFolder } from '../servers/project';
import { retract } from './announce';
import { takeLock } from './lock';
import { System } from './system';

/** `npm start`: starts everything, waits, and stops everything. */
export async function main(args: string[]): Promise<void> {
  const unknown = args.find((argument) => argument !== '--fresh');
  if (unknown) return refuse(`npm start knows only --fresh, not ${unknown}.`);
  if (existsSync(inProject('.env'))) process.loadEnvFile(inProject('.env'));
  let unlock: () => void;
  try {
    unlock = takeLock();
  } catch (error) {
    return refuse(error);
  }
  retract();
  if (args.includes('--fresh')) wipe();
  const progress = new Progress();
  const system = new System(progress);
  const interrupted = interruption();
  const started = system.start().then(
    () => system.failed,
    (error: unknown) => error,
  );
  const reason = await Promise.race([interrupted, system.failed, started]);
  retract();
  await system.stop();
  progress.end();
  unlock();
  if (reason !== undefined) refuse(reason);
  process.exit();
}

/** Settles at the first Ctrl-C or SIGTERM. Later ones change nothing: npm passes on the same one again. */
function interruption(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(undefined));
  });
}

/** Forgets all data; the downloads, the ports and the built app stay. */
function wipe(): void {
  const kept = ['cache', 'ports.json', 'lock.json'];
  for (const name of readdirSync(tenureFolder)) {
    if (!kept.includes(name)) rmSync(inTenure(name), { recursive: true, force: true });
  }
  console.log('  ✓ all data of this copy is gone, as --fresh says');
}

function refuse(reason: unknown): void {
  process.exitCode = 1;
  if (reason instanceof CannotGoOn) console.error(`\n${reason.message}`);
  else if (typeof reason === 'string') console.error(reason);
  else console.error(reason);
}
