import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotGoOn } from './project';

/** Asks again and again until the answer is true; throws one sentence after `limitMs`. */
export async function waitUntil(
  what: string,
  isTrue: () => Promise<boolean> | boolean,
  { limitMs = 30_000, everyMs = 50 }: { limitMs?: number; everyMs?: number } = {},
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new CannotGoOn(`Waited ${Math.round(limitMs / 1000)} s for ${what} in vain.`);
    await pause(everyMs);
  }
}

/** True when something accepts a TCP connection on that loopback port. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** True when the address answers with a status below 500. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false; // not listening yet
  }
}
