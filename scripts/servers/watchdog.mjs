// Outlives its parent by a moment: when the pipe on stdin closes without "done" (the parent was killed, even by
// SIGKILL), it ends the process groups and removes the folders it was told of, so nothing is ever left behind.
// Plain JavaScript because it must start in milliseconds. Lines on stdin: "+ PID", "- PID", "folder PATH", "done".
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const groups = new Set();
const folders = new Set();
let done = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const alive = (group) => {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
};
const signalAll = (signal) => {
  for (const group of [...groups].reverse()) {
    try {
      process.kill(-group, signal);
    } catch {
      groups.delete(group);
    }
  }
};

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [word, ...rest] = line.split(' ');
  const value = rest.join(' ');
  if (word === '+') groups.add(Number(value));
  else if (word === '-') groups.delete(Number(value));
  else if (word === 'folder') folders.add(value);
  else if (word === 'done') done = true;
});
lines.on('close', async () => {
  if (done) return;
  // SIGINT is the fast shutdown of PostgreSQL and the ordinary one of everything else we start.
  signalAll('SIGINT');
  const end = Date.now() + 10_000;
  while ([...groups].some(alive) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  signalAll('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
