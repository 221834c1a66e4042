import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { CannotGoOn, inProject } from '../servers/project';
import { schemaFile, withEngine } from './engine';

const migrationsFolder = inProject('prisma', 'migrations');
const filters = { externalTables: [], externalEnums: [] };

/** Applies what has not been applied yet, as `prisma migrate deploy` does; returns the names. */
export async function deploy(url: string): Promise<string[]> {
  const migrationsList = await readMigrations();
  const { appliedMigrationNames } = await withEngine(url, (engine) =>
    engine.applyMigrations({ migrationsList, filters }),
  );
  return appliedMigrationNames;
}

export interface Status {
  /** Not applied yet. */
  pending: string[];
  /** Changed on disk after they were applied. */
  edited: string[];
  failed: string[];
  /** SQL that would lead from the migrations to schema.prisma; empty when they agree. */
  drift: string;
}

/** Compares the database, the migrations and the schema. */
export async function status(url: string): Promise<Status> {
  const migrationsList = await readMigrations();
  const diagnosis = await withEngine(url, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
  );
  const { history } = diagnosis;
  const pending = history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [];
  const all = migrationsList.migrationDirectories.map((directory) => directory.path);
  return {
    pending: diagnosis.hasMigrationsTable ? pending : all,
    edited: diagnosis.editedMigrationNames,
    failed: diagnosis.failedMigrationNames,
    drift: await withEngine(url, (engine) => driftOf(engine, migrationsList)),
  };
}

/** Writes the migration that leads from the existing ones to schema.prisma; undefined when nothing changed. */
export async function create(url: string, migrationName: string): Promise<string | undefined> {
  const migrationsList = await readMigrations();
  const made = await withEngine(url, async (engine) => {
    const { action } = await engine.devDiagnostic({ migrationsList, filters });
    if (action.tag === 'reset') throw new CannotGoOn(`The database does not fit the migrations: ${action.reason}`);
    return engine.createMigration({ draft: false, migrationName, migrationsList, schema: await readSchema(), filters });
  });
  if (!made.migrationScript) return undefined;
  const file = path.join(migrationsFolder, made.generatedMigrationName, 'migration.sql');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, made.migrationScript);
  await writeFile(path.join(migrationsFolder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  return file;
}

async function driftOf(engine: SchemaEngine, migrationsList: MigrationList): Promise<string> {
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrationsList },
    to: { tag: 'schemaDatamodel', ...(await readSchema()) },
    script: true,
    exitCode: true,
    filters,
  });
  return exitCode === 0 ? '' : (stdout ?? '');
}

async function readSchema() {
  return { files: [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }] };
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const content = (file: string) => readFile(path.join(migrationsFolder, file), 'utf8');
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: await content('migration_lock.toml').catch(() => null) },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await content(`${name}/migration.sql`) },
        },
      })),
    ),
  };
}
