import { deploy, status } from '../scripts/migrate/migrations';
import { createTestDatabase, type TestDatabase } from './support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

describe('the migrations', () => {
  test('say what schema.prisma says, so that the next one contains only its own change', async () => {
    expect(await status(database.ownerUrl)).toEqual({ pending: [], edited: [], failed: [], drift: '' });
  });

  test('applied a second time change nothing', async () => {
    expect(await deploy(database.ownerUrl)).toEqual([]);
  });
});
