import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processes that carry this environment variable with this value: what a run of tests started and did not end, such as
 * a browser whose test was cut off. Only where the system shows it (Linux); elsewhere none.
 */
export function findLeftovers(name: string, value: string): number[] {
  const mark = `${name}=${value}`;
  return listProcesses().filter((pid) => {
    if (pid === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
    } catch {
      return false; // ended, or someone else's
    }
  });
}

/** Ends them at once. */
export function endLeftovers(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

function listProcesses(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
