import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CannotGoOn, inTenure, tenureFolder } from '../servers/project';

const file = inTenure('lock.json');

interface Holder {
  pid: number;
  /** When that process began, which tells it from a later one with the same number. */
  begun: string;
}

/** Makes this process the only one that runs in this folder; returns how to give that up. */
export function takeLock(): () => void {
  mkdirSync(tenureFolder, { recursive: true, mode: 0o700 });
  const holder = readHolder();
  if (holder && isAlive(holder)) throw new CannotGoOn(describe(holder.pid));
  rmSync(file, { force: true });
  const own: Holder = { pid: process.pid, begun: beginningOf(process.pid) };
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
  } catch {
    throw new CannotGoOn('Another npm start began in this folder at the same moment.');
  }
  return () => rmSync(file, { force: true });
}

function describe(pid: number): string {
  const stop = `Stop it with Ctrl-C in its window, or with "kill ${pid}".`;
  try {
    const running: { web?: string; api?: string } = JSON.parse(readFileSync(inTenure('running.json'), 'utf8'));
    return `Tenure is already running in this folder, at ${running.web ?? running.api}. ${stop}`;
  } catch {
    return `Tenure is already starting in this folder (process ${pid}). ${stop}`;
  }
}

function readHolder(): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // none, or cut off while it was written
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch {
    return false;
  }
  return beginningOf(holder.pid) === holder.begun;
}

function beginningOf(pid: number): string {
  try {
    // The 22nd field, counted behind the command's name, which may hold spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    try {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    } catch {
      return '';
    }
  }
}
