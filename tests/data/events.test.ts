import type pg from 'pg';
import { waitUntil } from '../../scripts/servers/wait';
import { newId } from '../../store/new-id';
import { consumeEvents } from '../../store/relay/event-cursor';
import { ownDatabase, ownLandlord } from './support/own-database';

const own = ownDatabase(12);
const landlord = ownLandlord(own);

/** A transaction that stays open until it is told to end. */
async function begin(): Promise<pg.PoolClient> {
  const client = await own.database.pool.connect();
  await client.query('begin');
  await client.query("select set_config('app.organization_id', $1, true)", [landlord.organizationId]);
  return client;
}

async function write(client: pg.PoolClient, name: string): Promise<void> {
  await client.query("insert into events (id, organization_id, type, subject_id) values ($1, $2, 'test', $3)", [
    newId('event'),
    landlord.organizationId,
    name,
  ]);
}

async function end(client: pg.PoolClient, how: 'commit' | 'rollback' = 'commit'): Promise<void> {
  await client.query(how);
  client.release();
}

/** What a consumer is handed now, in its order. */
async function read(consumer: string, page = 100): Promise<string[]> {
  const seen: string[] = [];
  await consumeEvents(
    own.database,
    { consumer, page },
    async (_, events) => void seen.push(...events.map(({ subjectId }) => subjectId)),
  );
  return seen;
}

/**
 * The next so many, or those that come within a bounded while: a transaction of anybody on this server, in another
 * test's database too, holds the log back until it ends.
 */
async function collect(consumer: string, count: number): Promise<string[]> {
  const seen: string[] = [];
  await waitUntil(
    `${count} events for ${consumer}`,
    async () => {
      seen.push(...(await read(consumer)));
      return seen.length >= count;
    },
    { limitMs: 90_000, everyMs: 20 },
  );
  return seen;
}

/** Reads what stands already. */
async function catchUp(consumer: string): Promise<void> {
  const [{ count } = { count: 0 }] = await own.rows<{ count: number }>('select count(*)::int as count from events');
  await collect(consumer, count);
}

test('an event written early and committed late is not lost, and comes before those that overtook it', async () => {
  const [early, late] = [await begin(), await begin()];
  await write(early, 'early 1');
  await write(late, 'late 1');
  await write(early, 'early 2');
  await end(late);
  // The early one may still commit: nothing behind it is handed out.
  expect(await read('overtaken')).toEqual([]);
  await end(early);
  expect(await collect('overtaken', 3)).toEqual(['early 1', 'early 2', 'late 1']);
  expect(await read('overtaken')).toEqual([]);
});

test('a transaction that got its number late does not push in before what was read', async () => {
  await catchUp('numbers');
  const [first, second] = [await begin(), await begin()];
  await write(second, 'second');
  await end(second);
  expect(await collect('numbers', 1)).toEqual(['second']);
  await write(first, 'first');
  await end(first);
  expect(await collect('numbers', 1)).toEqual(['first']);
});

test('a transaction that is given up leaves a gap that nobody waits for', async () => {
  await catchUp('gap');
  const [kept, dropped] = [await begin(), await begin()];
  await write(dropped, 'dropped');
  await write(kept, 'kept');
  await end(kept);
  await end(dropped, 'rollback');
  expect(await collect('gap', 1)).toEqual(['kept']);
});

/** A consumer that dies on what it is handed. @returns whether it was handed anything */
async function dying(): Promise<boolean> {
  const read = await consumeEvents(own.database, { consumer: 'failing', page: 10 }, async () => {
    throw new Error('the consumer died');
  });
  return read > 0;
}

test('a consumer that fails is handed the same again', async () => {
  await catchUp('failing');
  const one = await begin();
  await write(one, 'again');
  await end(one);
  await expect(
    waitUntil('the consumer to be handed it', () => dying(), { limitMs: 90_000, everyMs: 20 }),
  ).rejects.toThrow('the consumer died');
  expect(await collect('failing', 1)).toEqual(['again']);
});

test('writers racing a reader of small pages: every committed event once, each writer’s in its order', async () => {
  await catchUp('race');
  const [writers, each] = [8, 25];
  let writing = true;
  const seen: string[] = [];
  const reader = async () => {
    while (writing) seen.push(...(await read('race', 7)));
    await waitUntil('the rest', async () => seen.push(...(await read('race', 7))) >= 320, {
      limitMs: 90_000,
      everyMs: 20,
    });
  };
  const writer = async (name: number) => {
    for (let at = 0; at < each; at += 1) {
      const client = await begin();
      await write(client, `${name}/${at}/a`);
      await write(client, `${name}/${at}/b`);
      await end(client, at % 5 === 4 ? 'rollback' : 'commit');
    }
  };
  const reading = reader();
  await Promise.all(Array.from({ length: writers }, (_, name) => writer(name)));
  writing = false;
  await reading;
  const kept = (name: number) =>
    Array.from({ length: each }, (_, at) => at)
      .filter((at) => at % 5 !== 4)
      .flatMap((at) => [`${name}/${at}/a`, `${name}/${at}/b`]);
  for (let name = 0; name < writers; name += 1)
    expect(seen.filter((event) => event.startsWith(`${name}/`))).toEqual(kept(name));
  expect(seen).toHaveLength(writers * kept(0).length);
});
