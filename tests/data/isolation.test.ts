import type pg from 'pg';
import { type Database, inOrganization, openDatabase, sqlInOrganization } from '../../store/database';
import { Prisma } from '../../store/generated/client';
import { type Observed, observeDatabase } from './support/catalogue';
import { insert, TwoLandlords } from './support/rows';

let observed: Observed;
let database: Database;
let landlords: TwoLandlords;

beforeAll(async () => {
  observed = await observeDatabase();
  landlords = await TwoLandlords.in(observed);
  database = openDatabase(observed.appUrl, 4);
});
afterAll(async () => {
  await database.close();
  await observed.close();
});

const DENIED = '42501';
const NO_SUCH_PARENT = '23503';
const APPEND_ONLY = [
  'journal_entries',
  'postings',
  'audit_entries',
  'events',
  'deposit_proofs',
  'vendor_bookings',
  'vendor_payouts',
  'lease_amendments',
  'canceled_amendments',
];
/** What the application may bring up to date, and never remove. */
const KEPT = [
  'deposits',
  'deposit_movements',
  'payment_plan_charges',
  'payment_plan_installments',
  'refunds',
  'bank_deposits',
  'bank_deposit_items',
];
/** Kept by the database itself: the application has no right to write it at all. */
const READ_ONLY = ['lease_balances', 'owner_balances'];

/** What PostgreSQL says to work done in A's scope, or how many rows it touched. Nothing of it stays. */
async function tryAsA(
  work: (client: pg.PoolClient) => Promise<{ rowCount: number | null } | undefined>,
): Promise<string | number> {
  const done = new Error('done');
  let answer: string | number = 0;
  await sqlInOrganization(database, landlords.organization('a'), async (client) => {
    answer = (await work(client))?.rowCount ?? 0;
    throw done;
  }).catch((error: pg.DatabaseError | Error) => {
    if (error !== done) answer = 'code' in error && error.code !== undefined ? error.code : error.message;
  });
  return answer;
}

async function everything(): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const { name } of landlords.tables) {
    const rows = await observed.rows<{ row: unknown }>(`select to_jsonb(t) as row from ${name} t order by 1`);
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

test('both landlords have a row in every table', async () => {
  const found = await everything();
  expect(landlords.tables.length).toBeGreaterThan(35);
  expect(Object.entries(found).filter(([, rows]) => rows.length !== 2)).toEqual([]);
});

describe('in the scope of one organization, over every table', () => {
  let before: Record<string, unknown[]>;
  beforeAll(async () => {
    before = await everything();
  });
  afterAll(async () => {
    expect(await everything()).toEqual(before);
  });

  test('only its own row is seen, through pg and through Prisma', async () => {
    const own = landlords.organization('a');
    for (const { name, key } of landlords.tables) {
      const seen = await sqlInOrganization(database, own, async (client) => {
        const { rows } = await client.query<{ whose: string }>(`select ${key} as whose from ${name}`);
        return rows.map(({ whose }) => whose);
      });
      expect({ name, seen }).toEqual({ name, seen: [own] });
    }
    await inOrganization(database, own, async (tx) => {
      for (const { name, key } of landlords.tables) {
        const rows = await tx.$queryRawUnsafe<{ whose: string }[]>(`select ${key} as whose from ${name}`);
        expect({ name, rows }).toEqual({ name, rows: [{ whose: own }] });
      }
    });
  });

  test('no row goes into the other', async () => {
    for (const { name } of landlords.tables) {
      const row = landlords.row(name, 'b', `${name}_new`);
      expect({ name, said: await tryAsA(async (client) => void (await insert(client, name, row))) }).toEqual({
        name,
        said: expect.stringMatching(/^(42501|23503)$/),
      });
    }
  });

  test('no row of the other is changed or removed, and none of its own is given away', async () => {
    const [own, other] = [landlords.organization('a'), landlords.organization('b')];
    for (const { name, key } of landlords.tables) {
      const nothing = [...APPEND_ONLY, ...READ_ONLY].includes(name) ? DENIED : 0;
      const touch = await tryAsA((client) =>
        client.query(`update ${name} set ${key} = ${key} where ${key} = $1`, [other]),
      );
      const take = await tryAsA((client) =>
        client.query(`update ${name} set ${key} = $1 where ${key} = $2`, [own, other]),
      );
      const remove = await tryAsA((client) => client.query(`delete from ${name} where ${key} = $1`, [other]));
      const give = await tryAsA((client) =>
        client.query(`update ${name} set ${key} = $1 where ${key} = $2`, [other, own]),
      );
      const removed = KEPT.includes(name) ? DENIED : nothing;
      expect({ name, touch, take, remove }).toEqual({ name, touch: nothing, take: nothing, remove: removed });
      expect({ name, give }).toEqual({ name, give: expect.stringMatching(/^(42501|23503)$/) });
    }
  });

  test('none of its rows can refer to a row of the other, and the answer does not tell that it exists', async () => {
    expect(landlords.references.length).toBeGreaterThan(40);
    for (const { child, column, parent } of landlords.references) {
      if (READ_ONLY.includes(child)) continue;
      const point = (to: string) =>
        tryAsA(
          async (client) => void (await insert(client, child, { ...landlords.row(child, 'a', 'new'), [column]: to })),
        );
      const said = { foreign: await point(`${parent}_b`), missing: await point(`${parent}_none`) };
      expect({ child, column, ...said }).toEqual({ child, column, foreign: NO_SUCH_PARENT, missing: NO_SUCH_PARENT });
      const moved = await tryAsA((client) => client.query(`update ${child} set ${column} = $1`, [`${parent}_b`]));
      expect({ child, column, moved: [NO_SUCH_PARENT, DENIED].includes(String(moved)) }).toEqual({
        child,
        column,
        moved: true,
      });
    }
  });
});

test('Prisma reads, changes and removes nothing of another organization by any model', async () => {
  const models = Object.keys(Prisma.ModelName).filter(
    (model) => !['User', 'EventCursor', 'PlatformRead', 'WebhookInbox'].includes(model),
  );
  expect(models).toHaveLength(landlords.tables.length);
  await inOrganization(database, landlords.organization('a'), async (tx) => {
    for (const model of models) {
      // Every model has these; their argument types differ, which is of no matter here.
      const delegate = Reflect.get(tx, model.charAt(0).toLowerCase() + model.slice(1)) as {
        count(args: object): Promise<number>;
      };
      const where =
        model === 'Organization'
          ? { id: landlords.organization('b') }
          : { organizationId: landlords.organization('b') };
      expect({ model, found: await delegate.count({ where }) }).toEqual({ model, found: 0 });
    }
    const other = { where: { organizationId: landlords.organization('b') } };
    expect(await tx.unit.updateMany({ ...other, data: { status: 'off_market' } })).toEqual({ count: 0 });
    expect(await tx.lease.deleteMany(other)).toEqual({ count: 0 });
    expect(await tx.property.findUnique({ where: { id: 'properties_b' } })).toBeNull();
    expect(await tx.lease.findFirst({ include: { unit: true, charges: true, tenants: true } })).toMatchObject({
      id: 'leases_a',
      unit: { id: 'units_a' },
    });
  });
});

test('without a scope nothing is seen and nothing goes in', async () => {
  for (const { name } of landlords.tables) {
    const { rows } = await database.pool.query(`select 1 from ${name}`);
    expect({ name, rows }).toEqual({ name, rows: [] });
  }
  await expect(
    database.pool.query("insert into organizations (id, name, email) values ('org_x', 'X', 'x@x.test')"),
  ).rejects.toMatchObject({ code: DENIED });
});

test('a scope ends with its transaction: the next on the same connection has none', async () => {
  const one = openDatabase(observed.appUrl, 1);
  await sqlInOrganization(one, landlords.organization('a'), (client) => client.query('select 1'));
  expect((await one.pool.query('select 1 from units')).rows).toEqual([]);
  await inOrganization(one, landlords.organization('a'), (tx) => tx.unit.count());
  expect(await one.prisma.unit.count()).toBe(0);
  await one.close();
});

test('an obligation of one organization does not stand in the way of the other with the same name', async () => {
  const own = landlords.row('presentments', 'b', 'presentment_b2');
  await observed.owner.query('update presentments set status = $1 where id = $2', ['failed', 'presentments_b']);
  const client = await observed.owner.connect();
  try {
    await insert(client, 'presentments', { ...own, obligation: 'lease/2026-11' });
    await insert(client, 'presentments', {
      ...landlords.row('presentments', 'a', 'presentment_a2'),
      obligation: 'lease/2026-11',
    });
  } finally {
    client.release();
  }
});
