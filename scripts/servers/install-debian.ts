import { existsSync } from 'node:fs';
import { run } from './run';

let updated: Promise<void> | undefined;

/** True on Debian, Ubuntu and their like, when we may install packages there without asking for a password. */
export async function mayInstallPackages(): Promise<boolean> {
  if (!existsSync('/usr/bin/apt-get')) return false;
  return process.getuid?.() === 0 || succeeds('sudo', ['-n', 'true']);
}

/** True when the distribution offers the package, after its lists have been brought up to date once. */
export async function isOffered(name: string): Promise<boolean> {
  updated ??= apt(['update', '-qq']);
  await updated;
  return /Candidate: \d/.test(await run('apt-cache', ['policy', name]));
}

/** Installs packages of the distribution, without questions and without the packages it merely recommends. */
export async function installPackages(...names: string[]): Promise<void> {
  await apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);
}

async function apt(args: string[]): Promise<void> {
  // Nobody is there to answer a question, and a server that a package brings must not be started as a service.
  const settings = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'NEEDRESTART_MODE=a'];
  const command = ['env', ...settings, 'apt-get', '-o', 'DPkg::Lock::Timeout=120', ...args];
  const [program = '', ...rest] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
  await run(program, rest, { timeout: 600_000 });
}

async function succeeds(command: string, args: string[]): Promise<boolean> {
  try {
    await run(command, args);
    return true;
  } catch {
    return false;
  }
}
