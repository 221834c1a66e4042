import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { waitUntil } from '../servers/wait';
import { endLeftovers, findLeftovers } from './leftovers';

const onLinux = existsSync('/proc/self/environ') ? test : test.skip;

onLinux('a process that a run of tests forgot is found by its mark and ended', async () => {
  const run = `run-${process.pid}-${Date.now()}`;
  const forgotten = spawn('sleep', ['600'], { env: { ...process.env, FORGOTTEN_BY: run }, stdio: 'ignore' });
  const ended = new Promise((resolve) => forgotten.once('exit', (_code, signal) => resolve(signal)));
  await waitUntil('the mark', () => findLeftovers('FORGOTTEN_BY', run).length === 1);
  expect(findLeftovers('FORGOTTEN_BY', 'another')).toEqual([]);
  endLeftovers(findLeftovers('FORGOTTEN_BY', run));
  expect(await ended).toBe('SIGKILL');
});
