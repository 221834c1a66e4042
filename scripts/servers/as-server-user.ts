import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { CannotGoOn } from './project';

/** How to run PostgreSQL's programs, which refuse to run as root. */
export interface ServerUser {
  /** Words to put before the command. */
  prefix: string[];
  /** Gives an empty data folder to the user that the server will run as. */
  own(folder: string): void;
}

let found: ServerUser | undefined;

/**
 * As an ordinary user: nothing to do. As root: a user namespace in which root appears as user 1000 (files stay root's,
 * so folders only root may enter are no obstacle), else the machine's own `postgres` user, allowed to pass those folders.
 */
export function serverUser(): ServerUser {
  found ??= choose();
  return found;
}

function choose(): ServerUser {
  if (process.getuid?.() !== 0) return { prefix: [], own: () => {} };
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
  if (runs(namespace)) return { prefix: namespace, own: () => {} };
  const group = idOf('-g');
  const user = idOf('-u');
  const asPostgres = [
    'setpriv',
    `--reuid=${user}`,
    `--regid=${group}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  if (user !== undefined && group !== undefined && runs(asPostgres)) {
    return { prefix: asPostgres, own: (folder) => chownSync(folder, user, group) };
  }
  throw new CannotGoOn(
    'PostgreSQL refuses to run as root and this machine lets root become no one else: run this as an ordinary user.',
  );
}

function runs(prefix: string[]): boolean {
  try {
    const [command = '', ...args] = prefix;
    execFileSync(command, [...args, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function idOf(flag: '-u' | '-g'): number | undefined {
  try {
    return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}
