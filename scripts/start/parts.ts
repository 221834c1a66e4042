import { existsSync } from 'node:fs';
import { type Child, type Children, lastLines } from '../servers/children';
import { CannotGoOn, inProject } from '../servers/project';
import { answers, waitUntil } from '../servers/wait';
import { local, type PartSettings } from './part-environment';

/** One of our own processes. */
export interface Part {
  name: string;
  /** Without this file the part is not there yet. */
  file: string;
  /** Arguments for Node. */
  args: string[];
  /** Answers as soon as the part does its work. */
  ready: string;
}

const tsx = ['--import', 'tsx'];

/** What runs, in the order in which things stop from the end. */
export function listParts(ports: PartSettings['ports']): Record<'sandbox' | 'worker' | 'api' | 'web', Part> {
  const part = (name: string, file: string, args: string[], ready: string): Part => ({
    name,
    file: inProject(file),
    args,
    ready,
  });
  const vite = [inProject('node_modules/vite/bin/vite.js'), 'preview', inProject('web'), '--host', '127.0.0.1'];
  return {
    sandbox: part('sandbox', 'sandbox/main.ts', [...tsx, 'sandbox/main.ts'], `${local(ports.sandbox)}/healthz`),
    worker: part('worker', 'workers/main.ts', [...tsx, 'workers/main.ts'], `${local(ports.metrics)}/readyz`),
    api: part('api', 'api/main.ts', [...tsx, 'api/main.ts'], `${local(ports.api)}/readyz`),
    web: part('web', 'web/vite.config.ts', [...vite, '--port', String(ports.web), '--strictPort'], local(ports.web)),
  };
}

/** True when the part's code is in this copy. */
export function isPresent(part: Part): boolean {
  return existsSync(part.file);
}

/** Starts a part and waits until it does its work. @throws CannotGoOn with its last lines when it ends before that */
export async function startPart(
  part: Part,
  env: NodeJS.ProcessEnv,
  children: Children,
  logFile: string,
): Promise<Child> {
  const { name, args, ready } = part;
  const child = children.start({ name, command: process.execPath, args, env, cwd: inProject(), logFile });
  const isReady = async () => {
    if (child.endedBy !== undefined) throw whyEnded(child);
    return answers(ready);
  };
  await waitUntil(`${name} to answer at ${ready}`, isReady, { limitMs: 90_000, everyMs: 100 });
  return child;
}

/** Its last lines, and last of all what ended it. */
export function whyEnded({ name, logFile, endedBy }: Child): CannotGoOn {
  const said = lastLines(logFile);
  const lines = said ? `${said}\n\n` : '';
  return new CannotGoOn(`${lines}${name} ${endedBy}; its last lines stand above, all of them in ${logFile}.`);
}
