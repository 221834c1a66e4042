import type { RunSql } from './sql-runner';

// For statements that are run for every payment: their columns by the names that the code has for them. Names are
// always written out in the code and never come from outside.

/** Columns as a statement gives them back: `columns('p', 'leaseId')` is `p.lease_id as "leaseId"`. */
export function columns(table: string, ...names: string[]): string {
  return names.map((name) => `${table}.${columnOf(name)} as "${name}"`).join(', ');
}

/**
 * Writes one row. JSON is given as text; columns that are left out have the database's defaults.
 * @param how `unlessThere`: nothing is written where another row stands for the same
 */
export async function insertRow(
  run: RunSql,
  table: string,
  row: Readonly<Record<string, unknown>>,
  how: { unlessThere?: boolean } = {},
): Promise<void> {
  const names = Object.keys(row);
  const places = names.map((_, at) => `$${at + 1}`);
  const conflict = how.unlessThere === true ? 'on conflict do nothing' : '';
  const values = `(${names.map(columnOf).join(', ')}) values (${places.join(', ')})`;
  await run(`insert into ${table} ${values} ${conflict} returning id`, Object.values(row));
}

/** Changes one row, which must be there. */
export async function updateRow(
  run: RunSql,
  table: string,
  id: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const sets = Object.keys(changes).map((name, at) => `${columnOf(name)} = $${at + 2}`);
  const sql = `update ${table} set ${sets.join(', ')} where id = $1 returning id`;
  const changed = await run(sql, [id, ...Object.values(changes)]);
  if (changed.length !== 1) throw new Error(`${table} has no row ${id}`);
}

function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
