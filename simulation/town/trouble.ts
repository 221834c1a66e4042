import type { PlainDateString } from '../../domain/calendar';
import type { Dice } from '../dice';
import type { Town } from './town';

/** What goes wrong around the product on a day: faults for the vendors' sandbox, and how often a worker dies. */
export type Trouble = { faults: object[]; deaths: number };

const PRESENTING = { method: 'POST', path: '/v1/payment_intents' } as const;

/** A day's trouble, by the dice alone. */
export function troubleOn(day: PlainDateString, dice: Dice): Trouble {
  const often = (probability: number, what: string) => dice.happens(probability, day, 'trouble', what);
  const stripe = (kind: string, times: number, more: object = {}) => ({ vendor: 'stripe', kind, times, ...more });
  return {
    faults: [
      ...(often(0.3, 'lost') ? [stripe('answer_lost', dice.between(1, 2, day, 'lost'), { match: PRESENTING })] : []),
      ...(often(0.15, 'reset') ? [stripe('reset', 1, { match: PRESENTING })] : []),
      ...(often(0.1, 'kept') ? [stripe('status_500', 1, { match: PRESENTING, after_effect: true })] : []),
      ...(often(0.1, 'busy') ? [stripe('status_429', 1, { match: PRESENTING })] : []),
      ...(often(0.4, 'doubled') ? [stripe('webhook_doubled', dice.between(1, 6, day, 'doubled'))] : []),
      ...(often(0.2, 'reordered') ? [stripe('webhook_reordered', dice.between(1, 3, day, 'reordered'))] : []),
      ...(often(0.15, 'gone') ? [stripe('webhook_lost', dice.between(1, 2, day, 'gone'))] : []),
    ],
    deaths: often(0.2, 'death') ? dice.between(1, 3, day, 'deaths') : 0,
  };
}

/** Lets the day's trouble loose; what of the day before has not struck yet is forgotten, what has is counted. */
export async function makeTrouble(town: Town, { faults, deaths }: Trouble): Promise<void> {
  countStruck(town);
  town.deaths.left = deaths;
  for (const fault of faults) await town.world.control('faults', fault);
}

/** Counts what has struck, and ends all faults. */
export function countStruck({ world, struck, deaths }: Town): void {
  const { faults } = world.sandbox.sandbox;
  for (const fault of faults.list()) {
    const name = WORDS[fault.kind] ?? fault.kind;
    if (fault.struck > 0) struck[name] = (struck[name] ?? 0) + fault.struck;
  }
  if (deaths.struck > 0) struck['workers that died after their work'] = deaths.struck;
  deaths.left = 0;
  faults.clear();
}

const WORDS: Readonly<Record<string, string>> = {
  answer_lost: 'answers lost after the effect',
  reset: 'connections reset',
  status_500: 'errors that the vendor keeps',
  status_429: 'too many requests',
  webhook_doubled: 'webhooks doubled',
  webhook_reordered: 'webhooks reordered',
  webhook_lost: 'webhooks lost',
};
