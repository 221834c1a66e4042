import { createRequire } from 'node:module';
import { CannotGoOn } from '../scripts/servers/project';
import { type Figure, tableOf } from './support/figures';
import { type Bench, parseArguments } from './support/options';

/** Every benchmark by its name, in the order in which all of them run; its file exports `bench`. */
const benches = {
  api: './api',
  ledger: './ledger',
  models: './models',
  plan: './plan',
  rent: './rent',
  simulation: './simulation',
} as const;

/** A file is loaded only when its benchmark runs. */
function load(file: string): { bench: Bench } {
  return createRequire(__filename)(file);
}

/**
 * `npm run bench -- [name…] [--json] [--self-check] [--units N …]`: runs the named benchmarks, or all of them one after
 * the other. With --self-check at tiny sizes, where only missing figures fail; otherwise a missed goal is the exit code.
 * @throws CannotGoOn for a name or flag that is not known
 */
export async function main(args: string[]): Promise<void> {
  const { names, json, options } = parseArguments(args);
  const unknown = names.find((name) => !(name in benches));
  if (unknown !== undefined) {
    throw new CannotGoOn(`There is no benchmark named "${unknown}"; there are ${Object.keys(benches).join(', ')}.`);
  }
  const figures: Figure[] = [];
  for (const [name, file] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const found = await load(file).bench(options);
    refuseMissing(name, found);
    if (json) for (const figure of found) console.log(JSON.stringify(figure));
    figures.push(...found);
  }
  if (!json) console.log(`\n${tableOf(figures)}`);
  if (!options.selfCheck && figures.some(({ holds }) => holds === false)) process.exitCode = 1;
}

function refuseMissing(name: string, figures: readonly Figure[]): void {
  if (figures.length === 0) throw new CannotGoOn(`The benchmark ${name} measured nothing.`);
  for (const { name: figure, value, beside } of figures) {
    const isNumber =
      Number.isFinite(value) && value > 0 && (beside === null || (Number.isFinite(beside) && beside > 0));
    if (!isNumber) throw new CannotGoOn(`The benchmark ${name} has no number for ${figure}.`);
  }
}
