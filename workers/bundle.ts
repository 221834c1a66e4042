import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type Logger, type WorkerOptions } from '@temporalio/worker';

export type WorkflowBundle = NonNullable<WorkerOptions['workflowBundle']>;

const project = path.join(__dirname, '..');
const cacheFolder = path.join(project, '.tenure', 'bundles');
/** Everything that can end up in the bundle: the workflows, the rules they use and the packages' versions. */
const sources = ['workflows', 'domain', 'temporal', 'package-lock.json'];
const bundlesKept = 12;

/**
 * The code of all workflows as one script. Made once for a state of the sources and kept in the project's cache
 * folder; where that can't be written, made anew at each start.
 * @param workflowsPath the file that exports them; tests have workflows of their own
 * @param moreInterceptors files with interceptors beside the product's
 */
export async function loadWorkflowBundle(
  logger: Logger = new DefaultLogger('WARN'),
  workflowsPath: string = require.resolve('../workflows'),
  moreInterceptors: string[] = [],
): Promise<WorkflowBundle> {
  const file = path.join(cacheFolder, `${hashOfSources(workflowsPath, ...moreInterceptors)}.js`);
  if (existsSync(file)) return { codePath: file };
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [require.resolve('../workflows/shared/interceptors'), ...moreInterceptors],
    failureConverterPath: require.resolve('../temporal/failure-converter'),
    logger,
  });
  return keep(file, code) ? { codePath: file } : { code };
}

/** Names a state of the sources; two checkouts with the same code have the same. */
export function hashOfSources(...more: string[]): string {
  const hash = createHash('sha256');
  for (const source of [...sources.map((name) => path.join(project, name)), ...more]) {
    for (const file of filesOf(source)) {
      hash.update(path.relative(project, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex').slice(0, 24);
}

function filesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  if (/\.(ts|tsx|json)$/.test(file)) return /\.test\.tsx?$/.test(file) ? [] : [file];
  return readdirSync(file, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function keep(file: string, code: string): boolean {
  try {
    mkdirSync(cacheFolder, { recursive: true });
    const draft = `${file}.${process.pid}.new`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    forgetOld();
    return true;
  } catch {
    return false; // a read-only installation: the bundle then lives in memory
  }
}

/** Others may be reading the newest few; the rest goes. */
function forgetOld(): void {
  const names = readdirSync(cacheFolder).filter((name) => name.endsWith('.js'));
  const byAge = names
    .map((name) => ({ name, changed: statOf(path.join(cacheFolder, name)) }))
    .sort((a, b) => b.changed - a.changed);
  for (const { name } of byAge.slice(bundlesKept)) rmSync(path.join(cacheFolder, name), { force: true });
}

function statOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
