// Within Jest, before each file of tests: every property runs as often and with the seed that the benchmark says, within
// its time, and tells how often it ran. Tests without a property are left out.
import { appendFileSync } from 'node:fs';
import type fastCheck from 'fast-check';

type FastCheck = typeof fastCheck;
type Check = FastCheck['check'];

const {
  BENCH_MODEL_RUNS = '1',
  BENCH_MODEL_SECONDS = '1',
  BENCH_MODEL_SEED = '1',
  BENCH_MODEL_FILE = '',
} = process.env;
/** Past the time that a property is given, for what it needs to begin and end. */
const PATIENCE_MS = Number(BENCH_MODEL_SECONDS) * 1_000 + 600_000;

jest.mock('fast-check', () => {
  const real: { default: FastCheck } = jest.requireActual('fast-check');
  const assert = (...[property, wished]: Parameters<Check>) => {
    const begun = performance.now();
    const told = (details: Awaited<ReturnType<Check>>): void => {
      const { testPath, currentTestName } = expect.getState();
      const seconds = (performance.now() - begun) / 1_000;
      const line = { file: testPath, test: currentTestName, runs: details.numRuns, seconds };
      appendFileSync(BENCH_MODEL_FILE, `${JSON.stringify(line)}\n`);
      // Out of time before its first run was done is no counterexample.
      if (details.failed && !(details.interrupted && details.counterexample === null))
        throw new Error(real.default.defaultReportMessage(details));
    };
    const checked: unknown = real.default.check(property, {
      ...wished,
      seed: Number(BENCH_MODEL_SEED),
      numRuns: Number(BENCH_MODEL_RUNS),
      interruptAfterTimeLimit: Number(BENCH_MODEL_SECONDS) * 1_000,
    });
    // A property that waits gives a promise, one that does not gives what it found at once.
    return checked instanceof Promise ? checked.then(told) : told(checked as Awaited<ReturnType<Check>>);
  };
  return { ...real, __esModule: true, default: { ...real.default, assert } };
});

const every = globalThis.test;
const properties = (name: string, work?: jest.ProvidesCallback): void => {
  if (work !== undefined && /fast_?check\w*\.default\.assert/i.test(String(work))) every(name, work, PATIENCE_MS);
  else every.skip(name, () => {});
};
globalThis.test = Object.assign(properties, every);
globalThis.it = globalThis.test;
