import { Client, Connection } from '@temporalio/client';
import { runSql } from '../../scripts/servers/postgres';
import { createTestDatabase } from './database';
import { createTestNamespace, createTimeSkippingEnvironment, temporalAddress } from './temporal';

describe('what every test of the stack can rely on', () => {
  test('two test databases do not see each other, and the application role owns nothing', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await runSql(one.ownerUrl, 'create table only_here (id int)');
    const tables = "select 1 from pg_tables where tablename = 'only_here'";
    expect(await runSql(one.ownerUrl, tables)).toHaveLength(1);
    expect(await runSql(other.ownerUrl, tables)).toHaveLength(0);
    const owned = "select relname from pg_class where relowner = 'tenure_app'::regrole";
    expect(await runSql(one.appUrl, owned)).toEqual([]);
    await Promise.all([one.drop(), other.drop()]);
  });

  test('a namespace of its own knows our search attributes at once', async () => {
    const namespace = await createTestNamespace();
    const connection = await Connection.connect({ address: temporalAddress() });
    const client = new Client({ connection, namespace });
    await expect(client.workflow.count('LeaseId = "lease_1" and NeedsAttention = true')).resolves.toMatchObject({
      count: 0,
    });
    await connection.close();
  });

  test('the time-skipping server jumps over a month', async () => {
    const environment = await createTimeSkippingEnvironment();
    const before = await environment.currentTimeMs();
    await environment.sleep('30 days');
    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 86_400_000);
    await environment.teardown();
  });
});
