import { USUAL_POLICY, usualStart } from './options';
import { tellBreach } from './report/tell-breach';
import { simulate } from './simulate';

const HALF_A_YEAR = { leases: 20, months: 6, seed: 1, startOn: usualStart(new Date()), policy: USUAL_POLICY };

test('a town lives half a year with lost answers, lost webhooks and crashes, and every invariant holds on each day', async () => {
  const result = await simulate({ ...HALF_A_YEAR, faults: true });
  expect(tellBreach(result).join('\n')).toBe('');
  expect(result.daysChecked).toBe(182);
  expect(result.refusals).toBe(0);
  const { charged, collected, in_transit, paid_ahead, refunded, owed } = result.totals;
  expect(charged - collected - in_transit + paid_ahead + refunded).toBe(owed);
  // What was meant to happen and never did would prove nothing: then another seed is due.
  const seen = Object.entries({ ...result.behaviors, ...result.struck });
  expect(seen.filter(([, times]) => times === 0)).toEqual([]);
  expect(seen.length).toBeGreaterThan(45);
}, 1_800_000);
