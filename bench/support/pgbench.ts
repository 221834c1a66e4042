import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { findPostgres } from '../../scripts/servers/find-postgres';
import { CannotGoOn } from '../../scripts/servers/project';
import { run } from '../../scripts/servers/run';
import type { PrivateDatabase } from './private-database';

/** Statements with their parameters, as one transaction sends them. */
export type Statements = readonly (readonly [sql: string, parameters: readonly unknown[]])[];

let runs = 0;

/**
 * Sends a transaction over and over through PostgreSQL's own load generator.
 * @param unique texts within the parameters that must differ from one transaction to the next; each gets a number of
 *   its own appended
 * @returns transactions per second, without the time to connect
 */
export async function pgbench(
  { appUrl, throwaway }: PrivateDatabase,
  work: { organizationId: string; statements: Statements; unique: readonly string[]; clients: number; each: number },
): Promise<number> {
  const file = path.join(throwaway.folder, 'transaction.sql');
  writeFileSync(file, scriptOf(work));
  const { clients, each } = work;
  runs += 1;
  const numbers = [`--define=run=${runs}`, '--define=made=0'];
  const args = ['--no-vacuum', ...numbers, `--client=${clients}`, `--transactions=${each}`, `--file=${file}`, appUrl];
  const said = await run(programFile(), args);
  const tps = Number(/tps = ([\d.]+) \(without initial connection time\)/.exec(said)?.[1]);
  if (!Number.isFinite(tps) || /number of failed transactions: [1-9]/.test(said)) {
    throw new CannotGoOn(`pgbench did not measure anything:\n${said}`);
  }
  return tps;
}

/** The same ways to the server and back as the store's: begin and scope in one, then each statement, then commit. */
function scriptOf({ organizationId, statements, unique }: Parameters<typeof pgbench>[1]): string {
  const literal = (value: unknown): string =>
    unique.reduce(
      (text, part) => `replace(${text}, ${pg.escapeLiteral(part)}, ${pg.escapeLiteral(part)} || :n)`,
      // A colon before a letter would be a variable of pgbench's.
      String(value)
        .split(/:(?=[a-z])/i)
        .map((part) => pg.escapeLiteral(part))
        .join(" || ':' || "),
    );
  const filled = statements.map(([sql, parameters]) =>
    sql.replace(/\$(\d+)/g, (_, number: string) => `(${literal(parameters[Number(number) - 1])})`).trim(),
  );
  return [
    '\\set made :made + 1',
    '\\set n (:run * 1000 + :client_id) * 1000000000 + :made',
    `begin \\; select set_config('app.organization_id', ${pg.escapeLiteral(organizationId)}, true);`,
    ...filled.map((sql) => `${sql.replaceAll('\n', ' ')};`),
    'commit;\n',
  ].join('\n');
}

function programFile(): string {
  const file = path.join(findPostgres()?.folder ?? '', 'pgbench');
  if (!existsSync(file)) throw new CannotGoOn('The PostgreSQL of this machine came without pgbench.');
  return file;
}
