import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { lastLines } from '../scripts/servers/children';
import { CannotGoOn, inProject } from '../scripts/servers/project';
import { createThrowaway, type Throwaway } from '../scripts/servers/throwaway';
import { type Figure, figure } from './support/figures';
import type { Bench } from './support/options';

/** What the properties are about, by their file; the first that fits. */
const SUBJECTS: readonly (readonly [subject: string, files: RegExp])[] = [
  ['deposits', /deposit/],
  ['plans', /plan/],
  ['fees', /fee|paying-rules|waive/],
  ['schedule', /schedule|proration|calendar|bank-days|rent-shares/],
  ['payments', /payment|presentment|refund|account-replay|credit/],
  ['ledger', /ledger|money|store|reconciliation/],
  ['others', /./],
];
/** What the design asks of a long run for each of its models. */
const ENOUGH = 10_000;

/**
 * All properties, held against their models, for long: as many runs as asked for or as their time allows, all by one
 * seed. They are the same that the tests run briefly; `--seed` repeats a run. Reports how often each subject's ran.
 */
export const bench: Bench = async ({ size, say, selfCheck }) => {
  const runs = size('runs', ENOUGH, 3);
  const seconds = size('seconds', 60, 2);
  const seed = size('seed', 1 + Math.floor(Math.random() * 2 ** 31), 1);
  const all = filesWithProperties();
  // Tiny runs are about the way there: one file of each subject shows it, and none that needs servers.
  const files = selfCheck ? firstOfEach(all.filter((file) => file.startsWith('domain/'))) : all;
  say(`up to ${runs} runs, at most ${seconds} s, of every property in ${files.length} files, by seed ${seed}`);
  const throwaway = createThrowaway();
  try {
    const begun = performance.now();
    const told = await runProperties(throwaway, files, { runs, seconds, seed });
    const took = (performance.now() - begun) / 1_000;
    return [
      ...SUBJECTS.flatMap(([subject]) => figureOf(subject, told)),
      figure({ name: 'models.seconds', value: took, unit: 's' }),
      figure({ name: 'models.seed', value: seed, unit: 'seed' }),
    ];
  } finally {
    await throwaway.end(() => throwaway.children.stopAll());
  }
};

type Told = { file: string; test: string; runs: number; seconds: number };

function figureOf(subject: string, told: readonly Told[]): Figure[] {
  const own = told.filter(({ file }) => subjectOf(file) === subject);
  if (own.length === 0) return [];
  const value = own.reduce((sum, { runs }) => sum + runs, 0);
  const goal = { of: 'value', atLeast: ENOUGH } as const;
  return [figure({ name: `models.${subject}_runs`, value, unit: 'runs', ...(subject === 'others' ? {} : { goal }) })];
}

function subjectOf(file: string): string {
  return SUBJECTS.find(([, files]) => files.test(path.basename(file)))?.[0] ?? 'others';
}

function firstOfEach(files: readonly string[]): string[] {
  return [...new Map(files.toReversed().map((file) => [subjectOf(file), file])).values()];
}

/** The tests that check a property with fast-check, relative to the project. */
function filesWithProperties(): string[] {
  return ['domain', 'papers', 'tests']
    .flatMap((room) =>
      readdirSync(inProject(room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
    )
    .filter((file) => /\.test\.ts$/.test(file) && /\bfc\.assert\(/.test(readFileSync(inProject(file), 'utf8')))
    .sort();
}

/** @throws CannotGoOn with Jest's last lines where a property does not hold */
async function runProperties(
  { folder, children }: Throwaway,
  files: readonly string[],
  { runs, seconds, seed }: { runs: number; seconds: number; seed: number },
): Promise<Told[]> {
  const results = path.join(folder, 'runs.ndjson');
  const logFile = path.join(folder, 'jest.log');
  const jest = children.start({
    name: 'jest',
    command: process.execPath,
    args: [inProject('node_modules/jest/bin/jest.js'), '--config', JSON.stringify(jestConfig()), '--ci', ...files],
    cwd: inProject(),
    logFile,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      TENURE_LONG: '1',
      BENCH_MODEL_RUNS: String(runs),
      BENCH_MODEL_SECONDS: String(seconds),
      BENCH_MODEL_SEED: String(seed),
      BENCH_MODEL_FILE: results,
    },
  });
  const ended = await jest.ended;
  const told = existsSync(results) ? readFileSync(results, 'utf8').trim().split('\n') : [];
  if (ended !== 'ended with code 0') throw new CannotGoOn(`${lastLines(logFile, 120)}\nJest ${ended}, seed ${seed}.`);
  return told.map((line): Told => JSON.parse(line));
}

type Project = Record<string, unknown>;

/** The tests' own configuration, with the runs counted. */
function jestConfig(): object {
  const { projects, ...config }: { projects: Project[] } = createRequire(__filename)('../jest.config.cjs');
  const setupFilesAfterEnv = [require.resolve('./support/count-runs')];
  return { ...config, projects: projects.map((project) => ({ ...project, setupFilesAfterEnv })) };
}
