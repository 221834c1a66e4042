import { defineQuery, setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { detailsMarkdown, type TimelineItem, type Tone, type Waiting } from '../../domain/timeline';
import { SEARCH_ATTRIBUTES, searchPairs } from './search-attributes';

/** What a workflow tells of itself. `items` are the last twelve things that happened, oldest first. */
export type Timeline = { stage: string; waiting: Waiting | null; needsAttention: boolean; items: TimelineItem[] };

/** Answered by every workflow. */
export const timelineQuery = defineQuery<Timeline>('timeline');

/** What it waits for, until when (epoch milliseconds or words) and what happens then, in a landlord's words. */
export type WaitingInput = { waitsFor: string; until: number | string | null; then: string };

/** A workflow's account of itself, in current details, search attributes and the `timeline` query. */
export type Description = {
  /**
   * Changes any of it at once. Stage and attention are search attributes: a change of either is one billed action,
   * so change both in one call; the rest is free.
   */
  set(change: { stage?: string; waiting?: WaitingInput | null; needsAttention?: boolean }): void;
  /** Says what it waits for; null while it works. */
  setWaiting(waiting: WaitingInput | null): void;
  /** Adds something that happened. No names, addresses or numbers of people. */
  add(title: string, detail?: string, tone?: Tone): void;
  /** What to hand to continue-as-new, and then to `describe`. */
  timeline(): Timeline;
};

const ITEMS_KEPT = 12;

let current: Timeline = { stage: '', waiting: null, needsAttention: false, items: [] };

/** What the workflow waits for just now: the default summary of its timers. */
export function currentWaiting(): Waiting | null {
  return current.waiting;
}

/**
 * Begins a workflow's account of itself. Call it first in the workflow.
 * @param begin its stage, or the timeline carried over from the run before
 */
export function describe(begin: { stage: string } | Timeline): Description {
  current = { waiting: null, needsAttention: false, items: [], ...begin };
  setHandler(timelineQuery, () => current, { description: 'Where it stands, what it waits for, what happened' });
  searchable();
  show();
  return {
    set({ stage, waiting, needsAttention }) {
      if (stage !== undefined) current.stage = stage;
      if (needsAttention !== undefined) current.needsAttention = needsAttention;
      if (waiting !== undefined) current.waiting = readable(waiting);
      if (stage !== undefined || needsAttention !== undefined) searchable();
      show();
    },
    setWaiting(waiting) {
      current.waiting = readable(waiting);
      show();
    },
    add(title, detail = '', tone = 'ok') {
      const item = { at: new Date().toISOString(), tone, title, detail };
      current.items = [...current.items, item].slice(-ITEMS_KEPT);
      show();
    },
    timeline: () => current,
  };
}

function readable(waiting: WaitingInput | null): Waiting | null {
  if (waiting === null) return null;
  const { until } = waiting;
  return { ...waiting, until: typeof until === 'number' ? new Date(until).toISOString() : until };
}

/** Upserts what differs from what the server knows; a start already carries the first stage. */
function searchable(): void {
  const { stage, needsAttention } = current;
  const known = workflowInfo().typedSearchAttributes;
  const pairs = searchPairs({
    ...(known.get(SEARCH_ATTRIBUTES.stage) !== stage && { stage }),
    ...((known.get(SEARCH_ATTRIBUTES.needsAttention) ?? false) !== needsAttention && { needsAttention }),
  });
  if (pairs.length > 0) upsertSearchAttributes(pairs);
}

function show(): void {
  const { stage, waiting, items } = current;
  setCurrentDetails(`**${stage.replaceAll('_', ' ')}**\n\n${detailsMarkdown(waiting, items)}`);
}
