import { addDays } from '../domain/calendar';
import { USUAL_POLICY, usualStart } from './options';
import { tellBreach } from './report/tell-breach';
import { simulate } from './simulate';

// Six who pay in six ways by autopay move in in January, and their first whole month is February. Half a year of all
// twenty ways is `npm run bench -- simulation`.
const STARTS_ON = addDays(usualStart(new Date()), 17);
const TOWN = { leases: 6, months: 1, seed: 145, startOn: STARTS_ON, policy: USUAL_POLICY };

test('a town lives with lost answers, lost webhooks and crashes, and every invariant holds on every day', async () => {
  const result = await simulate({ ...TOWN, faults: true });
  expect(tellBreach(result).join('\n')).toBe('');
  expect(result.daysChecked).toBe(31);
  expect(result.refusals).toBe(0);
  const { charged, collected, in_transit, paid_ahead, refunded, owed } = result.totals;
  expect(charged - collected - in_transit + paid_ahead + refunded).toBe(owed);
  const { behaviors, struck } = result;
  for (const seen of [
    behaviors['soft declines: processing error'],
    behaviors['hard declines: lost card'],
    behaviors['debits returned: no money'],
    behaviors['debits returned: account closed'],
    behaviors['late fees charged'],
    behaviors['paid out to owners'],
    struck['answers lost after the effect'],
    struck['webhooks lost'],
    struck['workers that died after their work'],
  ]) {
    expect(seen).toBeGreaterThan(0);
  }
}, 240_000);
