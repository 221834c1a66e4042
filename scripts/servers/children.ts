import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotGoOn } from './project';

/** A server we started: its own process group, its output in a log file. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the process has ended, with what ended it. */
  readonly ended: Promise<string>;
  /** What ended it, or undefined while it runs. */
  endedBy: string | undefined;
}

export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  /** A path, or 'inherit' to write where we write. */
  logFile: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * Children that end with us: `stop` ends one in its own time, and should this process be killed outright a watchdog
 * process ends what is left.
 */
export class Children {
  private readonly watchdog: ChildProcess;
  private readonly running = new Set<Child>();
  private isClosed = false;

  /** Called with every child as it starts. */
  onStart: (child: Child) => void = () => {};

  constructor() {
    // Detached: a Ctrl-C in the terminal reaches only us, and we decide the order in which things stop.
    this.watchdog = spawn(process.execPath, [path.join(__dirname, 'watchdog.mjs')], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.watchdog.on('error', () => {});
    this.watchdog.stdin?.on('error', () => {}); // it was killed by hand: we still stop our children ourselves
    this.watchdog.unref();
  }

  /** Starts a process in its own group, its output in `logFile`. */
  start({ name, command, args, logFile, cwd, env }: ChildOptions): Child {
    if (this.isClosed) throw new CannotGoOn(`${name} was not started: everything is being stopped.`);
    const log = logFile === 'inherit' ? 'inherit' : openLog(logFile);
    const process_ = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
    if (log !== 'inherit') closeSync(log);
    let failed: string | undefined;
    const ended = new Promise<string>((resolve) => {
      process_.once('error', (error) => {
        failed = error.message;
        resolve(error.message);
      });
      process_.once('exit', (code, signal) => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`));
    });
    const child: Child = { name, pid: process_.pid ?? 0, logFile, ended, endedBy: failed };
    this.running.add(child);
    if (child.pid) this.tell(`+ ${child.pid}`);
    void ended.then((reason) => {
      child.endedBy = reason;
      this.running.delete(child);
      // Its own children may outlive it, so the watchdog forgets the group only when the whole group is gone.
      if (!isGroupAlive(child.pid)) this.tell(`- ${child.pid}`);
    });
    this.onStart(child);
    return child;
  }

  /** Those that run now. */
  list(): Iterable<Child> {
    return this.running;
  }

  /** From now on `start` throws. */
  refuseMore(): void {
    this.isClosed = true;
  }

  /** A folder to remove should we be killed outright. */
  removeLater(folder: string): void {
    this.tell(`folder ${folder}`);
  }

  /** Asks the child to end, and after `graceMs` ends its whole group. */
  async stop(
    child: Child,
    { signal = 'SIGTERM', graceMs = 10_000 }: { signal?: NodeJS.Signals; graceMs?: number } = {},
  ) {
    if (child.endedBy === undefined) sendSignal(child.pid, signal);
    await Promise.race([child.ended, pause(graceMs, undefined, { ref: false })]);
    if (isGroupAlive(child.pid)) sendSignal(-child.pid, 'SIGKILL');
    await child.ended;
    this.tell(`- ${child.pid}`);
  }

  /** Ends everything that still runs, whatever it is. For ways out that know no order. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.running].map((child) => this.stop(child, { signal: 'SIGINT' })));
  }

  /** Lets the watchdog go. Call it last, when every child has been stopped. */
  done(): void {
    this.tell('done');
    this.watchdog.stdin?.end();
  }

  private tell(line: string): void {
    if (this.watchdog.stdin?.writable) this.watchdog.stdin.write(`${line}\n`);
  }
}

/** The last lines a child wrote, for people. */
export function lastLines(logFile: string, count = 12): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  return openSync(file, 'w');
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid !== 0) process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}

function isGroupAlive(pid: number): boolean {
  try {
    if (pid === 0) return false;
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
