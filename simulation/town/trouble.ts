import type { PlainDateString } from '../../domain/calendar';
import { createScope } from '../../sandbox/stripe/scope';
import type { Dice } from '../dice';
import type { Town } from './town';

/** What goes wrong around the payment service, how likely for a home on a day, and how the sandbox is asked for it. */
const FAULTS = {
  answer_lost: { likely: 0.3, words: 'answers lost after the effect' },
  reset: { likely: 0.08, words: 'connections reset' },
  status_500: { likely: 0.06, words: 'errors that the vendor keeps' },
  status_429: { likely: 0.06, words: 'too many requests' },
  webhook_doubled: { likely: 0.15, words: 'webhooks doubled' },
  webhook_reordered: { likely: 0.08, words: 'webhooks reordered' },
  webhook_lost: { likely: 0.08, words: 'webhooks lost' },
} as const;
type FaultKind = keyof typeof FAULTS;
const KINDS = Object.keys(FAULTS) as FaultKind[];

/** The homes, by number, that each kind of fault strikes on a day. */
export type Trouble = ReadonlyMap<FaultKind, readonly number[]>;

/** A day's trouble, by the dice alone: each home's is its own. */
export function troubleOn(day: PlainDateString, leases: number, dice: Dice): Trouble {
  const homes = Array.from({ length: leases }, (_, home) => home);
  const struck = (kind: FaultKind) => homes.filter((home) => dice.happens(FAULTS[kind].likely, day, kind, home));
  return new Map(KINDS.map((kind) => [kind, struck(kind)]));
}

/**
 * Lets the day's trouble loose; what was in force the day before ends, and what has struck is counted. A home's faults
 * strike whatever is asked or said about it on that day, each amount alike: which comes first makes no difference.
 */
export async function makeTrouble(town: Town, day: PlainDateString): Promise<void> {
  countStruck(town);
  town.deaths.day = day;
  const refs = vendorRefs(town);
  for (const [kind, homes] of troubleOn(day, town.homes.length, town.dice)) {
    for (const home of homes) await town.world.control('faults', faultOf(kind, refs[home] ?? []));
  }
}

/** By what the payment service names each home: its lease, and the payments under way, which disputes are about. */
function vendorRefs({ homes, world }: Town): string[][] {
  const intents = createScope(world.sandbox.sandbox, '').paymentIntents.list();
  return homes.map(({ lease: { leaseId } }) => [
    leaseId,
    ...intents.filter(({ metadata }) => metadata.lease_id === leaseId).map(({ id }) => id),
  ]);
}

/** A connection that breaks does so twice: after the first time the payment service's own library tries again. */
function faultOf(kind: FaultKind, refs: readonly string[]): object {
  const body = refs.join('|');
  const fault = { vendor: 'stripe', kind };
  if (kind.startsWith('webhook_')) return { ...fault, match: { body } };
  const match = { method: 'POST', path: '/v1/payment_intents', body };
  const times = kind === 'reset' || kind === 'answer_lost' ? 2 : 1;
  return { ...fault, match, times, each: 'amount=\\d+', ...(kind === 'status_500' ? { after_effect: true } : {}) };
}

/** Counts what has struck, and ends all faults. */
export function countStruck({ world, struck, deaths }: Town): void {
  const { faults } = world.sandbox.sandbox;
  for (const fault of faults.list()) {
    const name = KINDS.filter((kind) => kind === fault.kind).map((kind) => FAULTS[kind].words)[0] ?? fault.kind;
    if (fault.struck > 0) struck[name] = (struck[name] ?? 0) + fault.struck;
  }
  if (deaths.struck > 0) struck['workers that died after their work'] = deaths.struck;
  deaths.day = null;
  faults.clear();
}
