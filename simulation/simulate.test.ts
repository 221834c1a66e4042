import { USUAL_POLICY, usualStart } from './options';
import { type SimulationResult, simulate } from './simulate';

const startOn = usualStart(new Date());
const live = (leases: number, months: number, { seed = 1, faults = false } = {}) =>
  simulate({ leases, months, seed, faults, startOn, policy: USUAL_POLICY });

/** What broke, with the lease's story, so that a failure explains itself. */
const broken = ({ breach }: SimulationResult) =>
  breach === null ? 'nothing' : [`${breach.day}: ${breach.invariant}`, ...breach.faults, ...breach.story].join('\n');

// Two months here and not six: half a year takes longer than a minute. `npm run simulate` lives on for as long as asked.
test('twenty leases live for two months, and every invariant holds on every day', async () => {
  const result = await live(20, 2);
  expect(broken(result)).toBe('nothing');
  expect(result.totals.charged).toBeGreaterThan(result.totals.owed);
  expect(result.totals.presentments_count).toBeGreaterThan(5);
  expect(result.totals.charged - result.totals.collected + result.totals.paid_ahead).toBe(
    result.totals.owed + result.totals.in_transit,
  );
}, 300_000);

test('the same seed tells the same story, another seed another', async () => {
  const [first, again, other] = [await live(4, 1), await live(4, 1), await live(4, 1, { seed: 2 })];
  expect(broken(first)).toBe('nothing');
  expect(again).toEqual(first);
  expect(other.digest).not.toBe(first.digest);
}, 300_000);

test('lost answers, doubled and lost webhooks and crashes of the worker leave the books whole', async () => {
  expect(broken(await live(8, 2, { seed: 3, faults: true }))).toBe('nothing');
}, 300_000);
