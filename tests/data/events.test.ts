import type pg from 'pg';
import { type Database, openDatabase } from '../../store/database';
import { newId } from '../../store/new-id';
import { consumeEvents } from '../../store/relay/event-cursor';
import { type Observed, observeDatabase } from './support/catalogue';
import { type Landlord, makeLandlord } from './support/landlord';

let observed: Observed;
let database: Database;
let landlord: Landlord;

beforeAll(async () => {
  observed = await observeDatabase();
  database = openDatabase(observed.appUrl, 12);
  landlord = await makeLandlord(database);
});
afterAll(async () => {
  await database.close();
  await observed.close();
});

/** A transaction that stays open until it is told to end. */
async function begin(): Promise<pg.PoolClient> {
  const client = await database.pool.connect();
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
    database,
    { consumer, page },
    async (_, events) => void seen.push(...events.map(({ subjectId }) => subjectId)),
  );
  return seen;
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
  expect(await read('overtaken')).toEqual(['early 1', 'early 2', 'late 1']);
  expect(await read('overtaken')).toEqual([]);
});

test('a transaction that got its number late does not push in before what was read', async () => {
  const [first, second] = [await begin(), await begin()];
  await write(second, 'second');
  await end(second);
  const before = await read('numbers');
  expect(before.at(-1)).toBe('second');
  await write(first, 'first');
  await end(first);
  expect(await read('numbers')).toEqual(['first']);
});

test('a transaction that is given up leaves a gap that nobody waits for', async () => {
  await read('gap');
  const [kept, dropped] = [await begin(), await begin()];
  await write(dropped, 'dropped');
  await write(kept, 'kept');
  await end(kept);
  await end(dropped, 'rollback');
  expect(await read('gap')).toEqual(['kept']);
});

test('a consumer that fails is handed the same again', async () => {
  await read('failing');
  const one = await begin();
  await write(one, 'again');
  await end(one);
  const failing = consumeEvents(database, { consumer: 'failing', page: 10 }, async () => {
    throw new Error('the consumer died');
  });
  await expect(failing).rejects.toThrow('the consumer died');
  expect(await read('failing')).toEqual(['again']);
});

test('writers racing a reader of small pages: every committed event once, each writer’s in its order', async () => {
  await read('race');
  const [writers, each] = [8, 25];
  let writing = true;
  const seen: string[] = [];
  const reader = async () => {
    while (writing) seen.push(...(await read('race', 7)));
    for (let page = await read('race', 7); page.length > 0; page = await read('race', 7)) seen.push(...page);
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
