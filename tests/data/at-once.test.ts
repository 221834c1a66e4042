import fc from 'fast-check';
import { type Database, openDatabase, queryInOrganization } from '../../store/database';
import { newId } from '../../store/new-id';
import { createTestDatabase, type TestDatabase } from '../support/database';

let given: TestDatabase;
let database: Database;
const ours = newId('organization');
const SCOPE = "select current_setting('app.organization_id', true) as scope";

beforeAll(async () => {
  given = await createTestDatabase();
  database = openDatabase(given.appUrl, 1);
});
afterAll(async () => {
  await database.close();
  await given.drop();
});

test('a transaction sent at once gives back every text as it was, whatever stands in it', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom("'; drop table leases; --", '\\', "\\'", '$1 $2'),
  );
  const stored = text.map((one) => one.replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(stored, fc.array(stored), fc.integer(), async (one, several, number) => {
      const sql = 'select $1::text as one, $2 as several, $3::int as number, $4::text as none';
      const rows = await queryInOrganization(database, ours, sql, [one, several, number, null]);
      expect(rows).toEqual([{ one, several, number, none: null }]);
    }),
    { numRuns: 100 },
  );
});

test('a text with a zero byte is refused before anything is sent', async () => {
  await expect(queryInOrganization(database, ours, 'select $1', ['a\0b'])).rejects.toThrow('zero byte');
});

test('its scope ends with it, also where it fails', async () => {
  expect(await queryInOrganization(database, ours, SCOPE, [])).toEqual([{ scope: ours }]);
  await expect(queryInOrganization(database, ours, 'select 1 / 0', [])).rejects.toThrow('division by zero');
  const { rows } = await database.pool.query<{ scope: string | null }>(SCOPE);
  expect(rows[0]?.scope || null).toBeNull();
});
