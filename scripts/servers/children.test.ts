import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Children, lastLines } from './children';
import { inProject } from './project';
import { waitUntil } from './wait';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'children-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A shell that has a child of its own and ignores the polite signal. */
const stubborn = "trap '' TERM INT; sleep 600 & echo $! > grandchild; echo ready; wait; wait";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('children of a start', () => {
  test('one that does not listen is ended with its own children', async () => {
    const children = new Children();
    const logFile = path.join(folder, 'log');
    const child = children.start({ name: 'stubborn', command: 'sh', args: ['-c', stubborn], logFile, cwd: folder });
    await waitUntil('the shell', () => lastLines(logFile) === 'ready');
    const grandchild = Number(readFileSync(path.join(folder, 'grandchild'), 'utf8'));
    await children.stop(child, { graceMs: 200 });
    children.done();
    expect(child.endedBy).toBe('was ended by SIGKILL');
    await waitUntil('the grandchild to be gone', () => !isAlive(grandchild));
  });

  test('one that cannot start says why', async () => {
    const children = new Children();
    const child = children.start({
      name: 'nobody',
      command: '/no/such/program',
      args: [],
      logFile: path.join(folder, 'log'),
    });
    await expect(child.ended).resolves.toContain('ENOENT');
    children.done();
  });

  test('none starts once everything is being stopped', () => {
    const children = new Children();
    children.refuseMore();
    const late = () => children.start({ name: 'late', command: 'true', args: [], logFile: path.join(folder, 'log') });
    expect(late).toThrow('late was not started: everything is being stopped.');
    children.done();
  });

  test('all end, and the folder goes, when the parent is killed outright', async () => {
    const left = path.join(folder, 'left');
    const program = `
      const { mkdirSync } = require('node:fs');
      const { Children } = require(${JSON.stringify(inProject('scripts/servers/children.ts'))});
      const children = new Children();
      mkdirSync(${JSON.stringify(left)});
      children.removeLater(${JSON.stringify(left)});
      const child = children.start({ name: 'orphan', command: 'sleep', args: ['600'], logFile: ${JSON.stringify(path.join(folder, 'log'))} });
      console.log(child.pid);
    `;
    const parent = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', program], {
      cwd: inProject(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const orphan = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (chunk) => resolve(Number(chunk))),
    );
    expect(isAlive(orphan)).toBe(true);
    parent.kill('SIGKILL');
    await waitUntil('the orphan to end', () => !isAlive(orphan));
    await waitUntil('the folder to go', () => !existsSync(left));
  });
});
