import { USUAL_POLICY, usualStart } from '../simulation/options';
import { BEHAVIORS } from '../simulation/report/behaviors';
import { tellBreach } from '../simulation/report/tell-breach';
import { type SimulationOptions, simulate } from '../simulation/simulate';
import { startTestServers } from '../tests/support/servers';
import { figure } from './support/figures';
import type { Bench } from './support/options';

const MONTHS = 6;
const DAYS = 182;
const SMALL = { leases: 6, months: 2 };

/**
 * Half a year of twenty leases on the real workflows, with faults: on how many days every invariant held, how many kinds
 * of behavior it has really seen, and whether a seed tells its story again to the cent. `npm test` lives one of them, once.
 */
export const bench: Bench = async ({ selfCheck, size, say }) => {
  const leases = size('homes', 20, 1);
  const months = size('months', MONTHS, 1);
  const seed = size('seed', 1, 1);
  const { servers, stop } = await startTestServers();
  Object.assign(process.env, servers);
  try {
    say(`${leases} leases live for ${months} months with seed ${seed}`);
    const began = process.hrtime.bigint();
    const options = { leases, months, seed, faults: !selfCheck, startOn: usualStart(new Date()), policy: USUAL_POLICY };
    const result = await simulate(options);
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    for (const line of tellBreach(result)) say(line);
    const held = result.daysChecked - (result.breach === null ? 0 : 1);
    const seen = Object.values(result.behaviors).filter((count) => count > 0).length;
    const kinds = Object.keys(BEHAVIORS).length;
    return [
      figure({ name: 'simulation.days_held', value: held, unit: 'days', goal: { of: 'value', atLeast: DAYS } }),
      figure({ name: 'simulation.behaviors_seen', value: seen, unit: 'kinds', goal: { of: 'value', atLeast: kinds } }),
      figure({ name: 'simulation.seconds', value: seconds, unit: 's' }),
      figure({
        name: 'simulation.stories_of_a_seed',
        value: selfCheck ? 1 : await storiesOf({ ...options, ...SMALL }),
        unit: 'stories',
        goal: { of: 'value', atMost: 1 },
      }),
    ];
  } finally {
    await stop();
  }
};

/** How many different books the same options come to when they are lived twice. */
async function storiesOf(options: SimulationOptions): Promise<number> {
  const digests = new Set<string>();
  for (let run = 0; run < 2; run += 1) digests.add((await simulate(options)).digest);
  return digests.size;
}
