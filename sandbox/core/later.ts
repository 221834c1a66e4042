import type { Sandbox } from './sandbox';

/** Longest pause setTimeout keeps to. */
const longestMs = 2 ** 31 - 1;

/** Runs `task` after `ms` milliseconds, unless the sandbox closes before. */
export function later(sandbox: Sandbox, ms: number, task: () => void): void {
  if (sandbox.closing.aborted) return;
  const cancel = () => clearTimeout(timer);
  const timer = setTimeout(
    () => {
      sandbox.closing.removeEventListener('abort', cancel);
      task();
    },
    Math.min(Math.max(ms, 0), longestMs),
  );
  sandbox.closing.addEventListener('abort', cancel, { once: true });
}
