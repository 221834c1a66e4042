import type { PlainDateString } from '../../domain/calendar';
import type { Refusal } from '../town/town';
import type { Asker, Breach } from './check-day';
import { storyOf } from './story';

/** The first thing that broke, and the whole story of the lease to blame. */
export type FirstBreach = {
  day: PlainDateString;
  invariant: string;
  /** Null where no one lease is to blame. */
  leaseId: string | null;
  faults: string[];
  story: string[];
};

/** The first of what broke, with all that broke it and the whole story of the lease to blame; null where nothing did. */
export async function firstOf(
  breaches: readonly Breach[],
  { owner, day, refusals }: { owner: Asker; day: PlainDateString; refusals: readonly Refusal[] },
): Promise<FirstBreach | null> {
  const [first] = breaches;
  if (first === undefined) return null;
  const { invariant, leaseId } = first;
  const story = leaseId === null ? [] : await storyOf(owner, leaseId, refusals);
  const faults = breaches.filter((one) => one.invariant === invariant).map(({ fault }) => fault);
  return { day, invariant, leaseId, faults, story };
}
