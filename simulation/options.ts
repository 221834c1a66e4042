import { existsSync, readFileSync } from 'node:fs';
import { addMonths, type PlainDateString, parsePlainDate } from '../domain/calendar';
import { type FeePolicy, feePolicySchema } from '../domain/fee-policy';
import { CannotGoOn } from '../scripts/servers/project';

/** What a simulation is asked for on the command line. */
export type Asked = {
  leases: number;
  months: number;
  seed: number;
  faults: boolean;
  json: boolean;
  startOn: PlainDateString;
  /** One or two, told apart by their names. */
  policies: { name: string; policy: FeePolicy }[];
};

/** What the town charges where no policy is given: within the law of every state that stands in it. */
export const USUAL_POLICY: FeePolicy = feePolicySchema.parse({
  late_fee: { grace_days: 5, formula: { kind: 'percent', basis_points: 500 } },
  nsf_fee_cents: 2_500,
  overrides: [
    { state: 'MA', late_fee: { grace_days: 30, formula: { kind: 'flat', amount_cents: 5_000 } }, nsf_fee_cents: 2_500 },
    {
      state: 'TX',
      late_fee: {
        grace_days: 2,
        formula: { kind: 'daily', first_cents: 4_000, per_day_cents: 1_000, max_cents: 12_000 },
      },
      nsf_fee_cents: 2_500,
    },
  ],
});

const MOST = { leases: 500, months: 36, seed: 4_294_967_295 } as const;

/**
 * Reads the arguments of `npm run simulate`.
 * @param now the earliest that a simulation may begin: the server's clock never goes back
 * @throws CannotGoOn with a sentence for whatever cannot be read
 */
export function parseArguments(args: readonly string[], now: Date): Asked {
  const words = [...args];
  const given = new Map<string, string>();
  const switches = new Set<string>();
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [flag = '', written] = word.split('=');
    if (flag === '--faults' || flag === '--json') switches.add(flag);
    else if (['--leases', '--months', '--seed', '--policy', '--start'].includes(flag)) {
      given.set(flag, written ?? words.shift() ?? '');
    } else
      throw new CannotGoOn(
        `There is no flag "${word}": give --leases, --months, --seed, --start, --policy, --faults or --json.`,
      );
  }
  const number = (name: keyof typeof MOST, usual: number) => {
    const text = given.get(`--${name}`) ?? String(usual);
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= (name === 'seed' ? 0 : 1) && value <= MOST[name]) return value;
    throw new CannotGoOn(`--${name} wants a whole number up to ${MOST[name]}, not "${text}".`);
  };
  return {
    leases: number('leases', 20),
    months: number('months', 6),
    seed: number('seed', 1),
    faults: switches.has('--faults'),
    json: switches.has('--json'),
    startOn: startOf(given.get('--start'), now),
    policies: policiesIn(given.get('--policy')),
  };
}

/** The first of January of a leap year well ahead, so that a seed tells the same story whenever it is told. */
const USUAL_START = parsePlainDate('2032-01-01');

/** Where a simulation begins unless told otherwise; in a later leap year once that one has come. */
export function usualStart(now: Date): PlainDateString {
  let start = USUAL_START;
  while (new Date(`${start}T00:00:00Z`) <= now) start = addMonths(start, 48);
  return start;
}

function startOf(text: string | undefined, now: Date): PlainDateString {
  if (text === undefined) return usualStart(now);
  try {
    const date = parsePlainDate(text);
    if (new Date(`${date}T00:00:00Z`) > now) return date;
  } catch {
    // Said below, as for a day that is over.
  }
  throw new CannotGoOn(`--start wants a day that is still to come, as YYYY-MM-DD, not "${text}".`);
}

function policiesIn(file: string | undefined): Asked['policies'] {
  const usual = { name: 'usual fees', policy: USUAL_POLICY };
  if (file === undefined) return [usual];
  const read = readJson(file);
  if (!Array.isArray(read)) return [usual, { name: 'your policy', policy: policyIn(read, file, '') }];
  if (read.length !== 2) throw new CannotGoOn(`${file} holds a list of ${read.length}: give one fee policy, or two.`);
  return [
    { name: 'first policy', policy: policyIn(read[0], file, '0.') },
    { name: 'second policy', policy: policyIn(read[1], file, '1.') },
  ];
}

function readJson(file: string): unknown {
  if (!existsSync(file)) throw new CannotGoOn(`There is no file ${file}: --policy wants one with a fee policy.`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CannotGoOn(
      `${file} holds no fee policy: it is not JSON (${error instanceof Error ? error.message : ''}).`,
    );
  }
}

/** @throws CannotGoOn naming each field that is wrong */
function policyIn(read: unknown, file: string, prefix: string): FeePolicy {
  const { success, data, error } = feePolicySchema.safeParse(read);
  if (success) return data;
  const wrong = error.issues.map(({ path, message }) => `${prefix}${path.join('.') || 'the policy'}: ${message}`);
  throw new CannotGoOn(`${file} holds no fee policy. ${wrong.join('; ')}.`);
}
