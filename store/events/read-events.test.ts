import { withClient } from '../../api/testing/sql';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database';
import { type Database, inOrganization, openDatabase } from '../database';
import { newId } from '../new-id';
import { appendEvent } from './append-event';
import { type EventPosition, presentPosition, readEventsAfter } from './read-events';

let test_: TestDatabase;
let database: Database;
beforeAll(async () => {
  test_ = await createTestDatabase();
  database = openDatabase(test_.appUrl, 6);
});
afterAll(async () => {
  await database.close();
  await test_.drop();
});

async function newOrganization(): Promise<string> {
  const id = newId('organization');
  await inOrganization(database, id, (tx) =>
    tx.organization.create({ data: { id, name: 'Events', email: 'x@y.test' } }),
  );
  return id;
}

/** A transaction that writes an event when told and commits when told. */
async function openWriter(organizationId: string) {
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
  return {
    write: (name: string) =>
      client.query(
        `insert into events (id, organization_id, type, subject_id, subjects, payload) values ($1, $2, 'property.created', 'x', array['x'], $3)`,
        [newId('event'), organizationId, { name }],
      ),
    end: async (how: 'commit' | 'rollback') => {
      await client.query(how);
      client.release();
    },
  };
}

test('an event that commits late is read all the same, whatever was read before it', async () => {
  const organizationId = await newOrganization();
  let after: EventPosition = await presentPosition(database);
  const seen: string[] = [];
  const read = async () => {
    const { events, held } = await readEventsAfter(database, organizationId, after, 2);
    for (const event of events) {
      seen.push(String(event.payload.name));
      after = event.at;
    }
    return held;
  };
  const slow = await openWriter(organizationId);
  await slow.write('slow, first');
  const quick = await openWriter(organizationId);
  await quick.write('quick');
  await quick.end('commit');
  // The quick one is committed, but the slow one's number is lower: neither may be read yet.
  expect(await read()).toBe(true);
  expect(seen).toEqual([]);
  const abandoned = await openWriter(organizationId);
  await abandoned.write('never happened');
  await slow.write('slow, second');
  await slow.end('commit');
  await read();
  await abandoned.end('rollback');
  while (seen.length < 3) await read();
  expect(seen).toEqual(['slow, first', 'slow, second', 'quick']);
});

test('many writers at once, read as they go: every event once', async () => {
  const organizationId = await newOrganization();
  let after = await presentPosition(database);
  const written = Array.from({ length: 60 }, (_, i) => `event ${i}`);
  let writing = true;
  const writers = Promise.all(
    [0, 1, 2].map(async (writer) => {
      for (const name of written.filter((_, i) => i % 3 === writer)) {
        await inOrganization(database, organizationId, (tx) =>
          appendEvent(tx, { organizationId, type: 'property.created', subjectId: 'x', payload: { name } }),
        );
      }
    }),
  ).then(() => {
    writing = false;
  });
  const seen: string[] = [];
  const deadline = Date.now() + 15_000;
  while ((writing || seen.length < written.length) && Date.now() < deadline) {
    const { events } = await readEventsAfter(database, organizationId, after, 7);
    for (const event of events) seen.push(String(event.payload.name));
    after = events.at(-1)?.at ?? after;
  }
  await writers;
  expect(seen.sort()).toEqual([...written].sort());
});

test('the events about a thing are found by their index, and only in their own organization', async () => {
  const [own, other] = [await newOrganization(), await newOrganization()];
  const subjectId = newId('lease');
  for (const organizationId of [own, other]) {
    await inOrganization(database, organizationId, (tx) =>
      appendEvent(tx, { organizationId, type: 'lease.created', subjectId: newId('unit'), alsoAbout: [subjectId] }),
    );
  }
  const found = await inOrganization(
    database,
    own,
    (tx) => tx.$queryRaw<{ organization_id: string }[]>`select organization_id from events_about(${subjectId}, 10)`,
  );
  expect(found).toEqual([{ organization_id: own }]);
  await withClient(test_.ownerUrl, async (client) => {
    const many = `insert into events (id, organization_id, type, subject_id, subjects)
      select 'e' || i, $1, 'unit.updated', 's' || i, array['s' || i, 'p' || (i / 50)] from generate_series(1, 20000) i`;
    await client.query(many, [own]);
    await client.query('analyze events');
    await client.query('set role tenure_system');
    const { rows } = await client.query(
      "explain select * from events where subjects @> array['s7'] and organization_id = $1",
      [own],
    );
    expect(JSON.stringify(rows)).toContain('events_subjects_idx');
  });
});
