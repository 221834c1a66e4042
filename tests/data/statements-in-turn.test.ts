import pg from 'pg';
import { inOrganization, openDatabase } from '../../store/database';
import { givenLease } from '../money/support/given-lease';
import { createTestDatabase } from '../support/database';

test('relations read at once in one transaction take turns: pg is about to refuse a statement beside another', async () => {
  const { appUrl, drop } = await createTestDatabase();
  const database = openDatabase(appUrl, 2);
  const most = countAtOnce();
  try {
    const { organizationId, leaseId, tenantId, zone } = await givenLease(database);
    const read = await inOrganization(database, organizationId, (tx) =>
      tx.lease.findUniqueOrThrow({
        where: { id: leaseId },
        include: { unit: { include: { property: true, leases: true } }, tenants: true, charges: true, payments: true },
      }),
    );
    expect(read).toMatchObject({ unit: { property: { timeZone: zone } }, tenants: [{ tenantId }], charges: [] });
    const failed = inOrganization(database, organizationId, (tx) =>
      Promise.all([tx.$queryRaw`select 1 / 0`, tx.$queryRaw`select 1`]),
    );
    await expect(failed).rejects.toThrow();
    const scope = await inOrganization(
      database,
      organizationId,
      (tx) => tx.$queryRaw`select current_setting('app.organization_id') as scope`,
    );
    expect(scope).toEqual([{ scope: organizationId }]);
    expect(most()).toBe(1);
  } finally {
    jest.restoreAllMocks();
    await database.close();
    await drop();
  }
});

/** Watches connections. @returns the most statements that one of them had at the same time */
function countAtOnce(): () => number {
  let most = 0;
  const underWay = new WeakMap<object, number>();
  const query: (...given: unknown[]) => unknown = pg.Client.prototype.query;
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: object, ...given: unknown[]) {
    const change = (by: number) => {
      const now = (underWay.get(this) ?? 0) + by;
      underWay.set(this, now);
      most = Math.max(most, now);
    };
    change(1);
    const answer = query.apply(this, given);
    Promise.resolve(answer).then(
      () => change(-1),
      () => change(-1),
    );
    return answer;
  });
  return () => most;
}
