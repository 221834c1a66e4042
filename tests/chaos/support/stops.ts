import pg from 'pg';
import { eventually } from '../../workflows/support/eventually';

/** Where a statement is held up: before its row is written, or with its commit begun, which then takes effect. */
export type Moment = 'before' | 'commit';

/** A place in the database where whoever comes there waits until it is let go. */
export type Stop = {
  /** Waits until somebody stands there. */
  reached(): Promise<void>;
  /** Lets whoever stands there go on, and is no stop any more. */
  release(): Promise<void>;
};

const TABLES = ['presentments', 'journal_entries', 'messages', 'commands', 'webhook_inbox'] as const;

/** Triggers that make a database stop wherever it is told to. */
export type Stops = {
  /** Stops writes of rows that have all of these columns' values. */
  add(table: (typeof TABLES)[number], moment: Moment, row: Record<string, unknown>): Promise<Stop>;
  close(): Promise<void>;
};

/** Prepares a test's own database for stops; `ownerUrl` connects as the owner of its tables. */
export async function openStops(ownerUrl: string): Promise<Stops> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // Advisory locks belong to a session: all stops are held by this one.
  const holder = new pg.Client({ connectionString: ownerUrl });
  await holder.connect();
  await pool.query(INSTALL);
  // It takes one statement at a time, and several stops may be let go at once.
  let last: Promise<unknown> = Promise.resolve();
  const hold = (sql: string, own: number): Promise<unknown> => {
    last = last.then(() => holder.query(sql, [own]));
    return last;
  };
  let key = 7_000;
  return {
    async add(table, moment, row) {
      key += 1;
      const own = key;
      await hold('select pg_advisory_lock($1)', own);
      const stop = [own, table, moment, JSON.stringify(row)];
      await pool.query('insert into stops (key, table_name, moment, match) values ($1, $2, $3, $4)', stop);
      return {
        reached: async () => {
          await eventually(async () => (await pool.query(WAITING, [own])).rows.length > 0, {
            what: `somebody to stop ${moment} ${table} ${JSON.stringify(row)}`,
            limitMs: 60_000,
          });
        },
        release: async () => {
          await pool.query('delete from stops where key = $1', [own]);
          await hold('select pg_advisory_unlock($1)', own);
        },
      };
    },
    close: async () => {
      await holder.end();
      await pool.end();
    },
  };
}

const WAITING = "select 1 from pg_locks where locktype = 'advisory' and not granted and objid = $1 having count(*) > 0";

const INSTALL = `
create table stops (key bigint primary key, table_name text not null, moment text not null, match jsonb not null);
create function stop_here() returns trigger language plpgsql security definer as $$
declare found_key bigint;
begin
  select key into found_key from stops
  where table_name = tg_table_name and moment = tg_argv[0] and to_jsonb(new) @> match limit 1;
  if found_key is not null then perform pg_advisory_xact_lock(found_key); end if;
  return new;
end $$;
${TABLES.map(
  (table) => `
create trigger a_stop before insert or update on ${table} for each row execute function stop_here('before');
create constraint trigger a_stop_at_commit after insert or update on ${table}
  deferrable initially deferred for each row execute function stop_here('commit');`,
).join('')}`;
