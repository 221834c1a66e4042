import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { PlainDateString } from '../../domain/calendar';
import type { Dice } from '../dice';

/** Workers that die: activities that do their work and never answer. */
export type Deaths = {
  /** The day whose dice fall; null while nobody dies. */
  day: PlainDateString | null;
  struck: number;
  /** Tells which home of the town, by its number, a lease, payment, refund, dispute or plan belongs to; empty for others. */
  homeOf(id: string): Promise<string>;
  /** Does an activity's work, and never answers where its worker dies. */
  during<T>(info: Info, work: () => Promise<T>): Promise<T>;
};

/** How likely an activity's worker dies on a day; what is tried but once is the more worth dying at. */
const LIKELY = { again: 0.03, once: 0.15 } as const;

/**
 * The server that jumps in time gives work to pollers that are gone, so whole workers can't be killed on it
 * (tests/chaos does that, on a real one). Here the answer is lost as a death would lose it: what may be repeated is
 * repeated, and of what is tried once nobody knows the outcome. Whom it strikes depends on the day, the home and the
 * activity alone, never on which came first: the first try of it, however often it is begun on that day.
 */
export function createDeaths(dice: Dice): Deaths {
  const deaths: Deaths = {
    day: null,
    struck: 0,
    homeOf: async () => '',
    async during(info, work) {
      const answer = await work();
      const { day } = deaths;
      if (day === null || info.attempt > 1) return answer;
      const isTriedOnce = info.retryPolicy?.maximumAttempts === 1;
      const subject = await subjectOf(info.workflowExecution?.workflowId ?? '', deaths.homeOf);
      const likely = isTriedOnce ? LIKELY.once : LIKELY.again;
      if (!dice.happens(likely, day, 'death', subject, info.activityType)) return answer;
      deaths.struck += 1;
      const message = 'The worker died once its work was done';
      if (!isTriedOnce) throw new Error(message);
      throw ApplicationFailure.create({ type: 'unknown_outcome', message, nonRetryable: true });
    },
  };
  return deaths;
}

const ID = /\b[a-z]+_[0-9A-Z]{26}\b/g;

/** A workflow's id with the numbers of homes in place of ids, which are new in every run: `payment/#12`. */
export async function subjectOf(workflowId: string, homeOf: Deaths['homeOf']): Promise<string> {
  const ids = workflowId.match(ID) ?? [];
  const homes = await Promise.all(ids.map(homeOf));
  return workflowId.replace(ID, () => `#${homes.shift() ?? ''}`);
}
