import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** A test database with a pool of the owner's, who sees everything. */
export type Observed = TestDatabase & {
  owner: pg.Pool;
  rows<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Makes a database of the test's own and connects as its owner. */
export async function observeDatabase(): Promise<Observed> {
  const database = await createTestDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
  owner.on('error', () => {}); // the database may be dropped under it
  return {
    ...database,
    owner,
    rows: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await owner.query<Row>(sql, values)).rows,
    close: async () => {
      await owner.end();
      await database.drop();
    },
  };
}

/** Every table that belongs to organizations, with the column that says to which. */
export async function organizationTables({ rows }: Observed): Promise<{ name: string; key: string }[]> {
  return rows(`select c.relname as name, a.attname as key from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped
      and (a.attname = 'organization_id' or (c.relname = 'organizations' and a.attname = 'id')) order by 1`);
}

export type ForeignKey = { name: string; child: string; column: string; parent: string; parentColumn: string };

/** Every foreign key, one row for each of its columns. */
export async function foreignKeys({ rows }: Observed): Promise<ForeignKey[]> {
  return rows(`select c.conname as name, c.conrelid::regclass::text as child, a.attname as column,
      c.confrelid::regclass::text as parent, p.attname as "parentColumn"
    from pg_constraint c, unnest(c.conkey, c.confkey) as k (child_column, parent_column),
      pg_attribute a, pg_attribute p
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and a.attrelid = c.conrelid and a.attnum = k.child_column
      and p.attrelid = c.confrelid and p.attnum = k.parent_column order by 2, 3`);
}

export type Column = { table: string; name: string; type: string; required: boolean };

/** Every column of our tables; `required` where an insert must give it. */
export async function columns({ rows }: Observed): Promise<Column[]> {
  return rows(`select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull and d.adbin is null and a.attidentity = '' as required
    from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`);
}

/** The columns of every index in order, expressions as null. */
export async function indexes({
  rows,
}: Observed): Promise<{ table: string; name: string; method: string; columns: (string | null)[]; partial: boolean }[]> {
  return rows(`select t.relname as table, x.relname as name, m.amname as method, i.indpred is not null as partial,
      array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality as k (attnum, at)
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum and k.attnum > 0 order by k.at) as columns
    from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_am m on m.oid = x.relam
    where t.relnamespace = 'public'::regnamespace and i.indisvalid`);
}
