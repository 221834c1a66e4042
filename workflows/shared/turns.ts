import { patched } from '@temporalio/workflow';

let isTaken = false;
const waiting: (() => void)[] = [];

/**
 * Does one piece of work after the other within a workflow, in the order in which they were asked for. Local activities
 * need it: a history keeps their results and not in which order two that ran at a time came back, as when a command
 * arrives while the main line looks, or two commands at once. Replayed in another order, the workflow could not go on.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (isTaken && patched('records-in-turn')) await new Promise<void>((begin) => waiting.push(begin));
  isTaken = true;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) isTaken = false;
    else next();
  }
}
