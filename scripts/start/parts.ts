import { existsSync } from 'node:fs';
import { inProject } from '../servers/project';
import { local } from './part-environment';
import type { Ports } from './ports';

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
export function listParts(ports: Ports): Record<'sandbox' | 'worker' | 'api' | 'web', Part> {
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
