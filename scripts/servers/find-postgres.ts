import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A PostgreSQL with PostGIS on this machine. */
export interface PostgresPrograms {
  /** The folder of `postgres` and `initdb`. */
  folder: string;
  /** Its major version. */
  version: number;
}

/** PostgreSQL's oldest major version that Tenure runs on. */
export const oldestVersion = 15;

/** The machine's PostgreSQL with PostGIS; where data was made before, the version that made it comes first. */
export function findPostgres(dataFolder?: string): PostgresPrograms | undefined {
  const usable = candidateFolders().flatMap((folder) => {
    const programs = inspect(folder);
    return programs ? [programs] : [];
  });
  const madeBy = dataFolder ? versionOfData(dataFolder) : undefined;
  return usable.find((programs) => programs.version === madeBy) ?? usable[0];
}

function candidateFolders(): string[] {
  const versions = (folder: string, rest: string) =>
    existsSync(folder)
      ? readdirSync(folder)
          .sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
          .map((name) => path.join(folder, name, rest))
      : [];
  const homebrew = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.startsWith('postgresql'))
          .sort()
          .reverse()
          .map((name) => path.join(folder, name, 'bin'))
      : [],
  );
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => existsSync(path.join(folder, 'initdb')));
  const own = process.env.TENURE_POSTGRES_BIN ? [process.env.TENURE_POSTGRES_BIN] : [];
  return [
    ...own,
    ...versions('/usr/lib/postgresql', 'bin'),
    ...onPath,
    ...homebrew,
    ...versions('/Applications/Postgres.app/Contents/Versions', 'bin'),
  ];
}

function inspect(folder: string): PostgresPrograms | undefined {
  if (!existsSync(path.join(folder, 'postgres')) || !existsSync(path.join(folder, 'initdb'))) return undefined;
  try {
    const said = execFileSync(path.join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    const version = Number(/(\d+)/.exec(said)?.[1]);
    if (version < oldestVersion || !hasPostgis(folder, version)) return undefined;
    return { folder, version };
  } catch {
    return undefined; // half installed
  }
}

function hasPostgis(folder: string, version: number): boolean {
  const shares = [`/usr/share/postgresql/${version}`];
  try {
    shares.unshift(execFileSync(path.join(folder, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).trim());
  } catch {
    // Debian's server package comes without pg_config.
  }
  return shares.some((share) => existsSync(path.join(share, 'extension', 'postgis.control')));
}

function versionOfData(dataFolder: string): number | undefined {
  const file = path.join(dataFolder, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}
