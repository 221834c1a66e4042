import pg from 'pg';
import { type Observed, observeDatabase } from './support/catalogue';
import { DEFINER_FUNCTIONS } from './support/definer-functions';
import { insert, TwoLandlords } from './support/rows';

let observed: Observed;
let app: pg.Pool;

beforeAll(async () => {
  observed = await observeDatabase();
  await TwoLandlords.in(observed);
  app = new pg.Pool({ connectionString: observed.appUrl, max: 2 });
  app.on('error', () => {});
});
afterAll(async () => {
  await app.end();
  await observed.close();
});

/** Rows as the application gets them, outside of any organization. */
async function ask(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await app.query<Record<string, unknown>>(sql, values)).rows;
}

describe('functions that run with more rights than their caller', () => {
  const found = () =>
    observed.rows<{ name: string; trigger: boolean }>(
      `select proname as name, prorettype = 'trigger'::regtype as trigger, proowner::regrole::text as owner,
         array(select setting from unnest(proconfig) as setting where setting like 'search_path=%') as settings,
         exists (select from aclexplode(proacl) where grantee = 0) or proacl is null as everybody
       from pg_proc p where p.pronamespace = 'public'::regnamespace and prosecdef
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`,
    );

  test('are these and no others, but for triggers, which nobody calls', async () => {
    const all = await found();
    expect(all.filter(({ trigger }) => !trigger).map(({ name }) => name)).toEqual(DEFINER_FUNCTIONS);
    const triggers = all.filter(({ trigger }) => trigger).map(({ name }) => name);
    const others = triggers.filter((name) => !name.endsWith('_own_parents'));
    expect(others).toEqual(['entry_has_postings', 'lines_stand', 'owner_lines_stand']);
    await expect(app.query('select lines_stand()')).rejects.toMatchObject({ code: '0A000' });
  });

  test('belong to a role that may not bypass anything, look names up in one place, and are not for everybody', async () => {
    // pg_temp last: else a caller's temporary table would stand before ours.
    const settings = ['search_path=public, pg_temp'];
    for (const each of await found()) {
      expect(each).toEqual({ ...each, owner: 'tenure_system', settings, everybody: false });
    }
  });

  test('a temporary table of the caller does not take the place of ours', async () => {
    const client = await app.connect();
    try {
      await client.query('create temporary table sessions (like public.sessions)');
      await client.query(
        "insert into pg_temp.sessions select 'forged', 'x', 'x', 'forged', 'x', null, null, now(), now(), now(), null",
      );
      expect((await client.query("select * from session_by_token('forged')")).rows).toEqual([]);
    } finally {
      client.release(true);
    }
  });
});

describe('each shows as little as it can', () => {
  test.each([
    ['session_by_token', 'sessions', 'token_hash'],
    ['api_key_by_hash', 'api_keys', 'hash'],
    ['link_by_token', 'link_tokens', 'token_hash'],
  ])('%s: the one row with exactly that hash', async (name, table, column) => {
    const [row] = await observed.rows<{ hash: string; id: string }>(
      `select ${column} as hash, id from ${table} order by id`,
    );
    expect(await ask(`select id from ${name}($1)`, row?.hash)).toEqual([{ id: row?.id }]);
    for (const other of ['', '%', null, `${row?.hash}x`])
      expect(await ask(`select id from ${name}($1)`, other)).toEqual([]);
  });

  test('memberships_of: the active ones of that person, only organization and role', async () => {
    await observed.rows(
      "update memberships set user_id = 'users_a', status = case id when 'memberships_b' then 'invited' else 'active' end",
    );
    const rows = await ask("select * from memberships_of('users_a')");
    expect(rows).toEqual([
      { organization_id: 'organizations_a', organization_name: expect.any(String), role: 'manager' },
    ]);
    expect(await ask("select * from memberships_of('users_b')")).toEqual([]);
  });

  test('organization_of_vendor_ref: whose exactly that object is, and no more about it', async () => {
    await observed.rows("update envelopes set vendor_ref = 'ref_of_' || id");
    await observed.rows("update presentments set vendor_ref = 'pi_of_' || id");
    await observed.rows(
      "update payments set vendor_ref = 'pi_of_presentments_b', checkout_ref = 'cs_of_' || id where id = 'payments_b'",
    );
    const of = (kind: string, ref: string | null) => ask('select * from organization_of_vendor_ref($1, $2)', kind, ref);
    expect(await of('envelope', 'ref_of_envelopes_b')).toEqual([
      { organization_id: 'organizations_b', subject_id: 'leases_b' },
    ]);
    expect(await of('payment_intent', 'pi_of_presentments_b')).toEqual([
      { organization_id: 'organizations_b', subject_id: 'payments_b' },
    ]);
    expect(await of('checkout', 'cs_of_payments_b')).toEqual([
      { organization_id: 'organizations_b', subject_id: 'payments_b' },
    ]);
    expect(await of('checkout', 'ref_of_envelopes_b')).toEqual([]);
    for (const kind of [
      'envelope',
      'screening',
      'checkout',
      'payment_intent',
      'payment_method',
      'delivery',
      'tenant',
    ]) {
      expect(await of(kind, null)).toEqual([]);
      expect(await of(kind, '')).toEqual([]);
    }
  });

  test('parties_by_phone: ids of who has exactly that number', async () => {
    await observed.rows("update tenants set phone = '+15550100001' where id = 'tenants_b'");
    expect(await ask("select * from parties_by_phone('+15550100001')")).toEqual([
      { organization_id: 'organizations_b', party_id: 'tenants_b' },
    ]);
    for (const number of ['', '+1555010000', null])
      expect(await ask('select * from parties_by_phone($1)', number)).toEqual([]);
  });

  test('zones_with_leases and organizations_with_leases: names of zones and ids, page by page', async () => {
    await observed.rows(
      "update leases set time_zone = 'America/Denver', status = case id when 'leases_a' then 'active' else 'scheduled' end",
    );
    expect(await ask('select * from zones_with_leases()')).toEqual([{ time_zone: 'America/Denver' }]);
    const page = (zone: string, after: string, most: number) =>
      ask('select * from organizations_with_leases($1, $2, $3)', zone, after, most);
    expect(await page('America/Denver', '', 1)).toEqual([{ organization_id: 'organizations_a' }]);
    expect(await page('America/Denver', 'organizations_a', 9)).toEqual([{ organization_id: 'organizations_b' }]);
    // What has ended waits to be closed.
    await observed.rows("update leases set status = 'ended' where id = 'leases_b'");
    expect(await page('America/Denver', 'organizations_a', 9)).toEqual([{ organization_id: 'organizations_b' }]);
    await observed.rows("update leases set status = 'closed' where id = 'leases_b'");
    expect(await page('America/Denver', 'organizations_a', 9)).toEqual([]);
    expect(await page('America/Chicago', '', 9)).toEqual([]);
  });

  test('zones_with_owners and organizations_with_owners: zones and ids of those that own something', async () => {
    await observed.rows("update organizations set time_zone = 'America/Denver' where id = 'organizations_a'");
    await observed.rows("update organizations set time_zone = 'America/Boise' where id = 'organizations_b'");
    await observed.rows("delete from ownerships where organization_id = 'organizations_b'");
    expect(await ask('select * from zones_with_owners()')).toEqual([{ time_zone: 'America/Denver' }]);
    const page = (zone: string, after: string) =>
      ask('select * from organizations_with_owners($1, $2, 9)', zone, after);
    expect(await page('America/Denver', '')).toEqual([{ organization_id: 'organizations_a' }]);
    expect(await page('America/Denver', 'organizations_a')).toEqual([]);
    expect(await page('America/Boise', '')).toEqual([]);
  });

  test('zones_of_organizations and organizations_of_zone: zones and ids of those with leases', async () => {
    await observed.rows("update organizations set time_zone = 'America/Denver' where id = 'organizations_a'");
    await observed.rows("update organizations set time_zone = 'America/Boise' where id = 'organizations_b'");
    const zones = await ask('select * from zones_of_organizations() order by 1');
    expect(zones).toEqual([{ time_zone: 'America/Boise' }, { time_zone: 'America/Denver' }]);
    const page = (zone: string, after: string) => ask('select * from organizations_of_zone($1, $2, 9)', zone, after);
    expect(await page('America/Denver', '')).toEqual([{ organization_id: 'organizations_a' }]);
    expect(await page('America/Denver', 'organizations_a')).toEqual([]);
    expect(await page('America/Chicago', '')).toEqual([]);
  });

  test('owner_of_connect_ref and organization_of_account: whose exactly that account is; an owner’s is no organization’s', async () => {
    await observed.rows("update connect_accounts set vendor_ref = 'acct_of_' || id");
    await observed.rows("update connect_accounts set owner_id = null where id = 'connect_accounts_b'");
    expect(await ask("select * from owner_of_connect_ref('acct_of_connect_accounts_a')")).toEqual([
      { organization_id: 'organizations_a', account_id: 'connect_accounts_a' },
    ]);
    const organizationOf = (ref: string | null) => ask('select organization_of_account($1) as id', ref);
    expect(await organizationOf('acct_of_connect_accounts_b')).toEqual([{ id: 'organizations_b' }]);
    expect(await organizationOf('acct_of_connect_accounts_a')).toEqual([{ id: null }]);
    for (const ref of ['', '%', 'acct_of_', null]) {
      expect(await organizationOf(ref)).toEqual([{ id: null }]);
      expect(await ask('select * from owner_of_connect_ref($1)', ref)).toEqual([]);
    }
  });

  test('is_alone_on_platform: yes or no, and nothing about the others', async () => {
    expect(await ask("select * from is_alone_on_platform('organizations_a')")).toEqual([
      { is_alone_on_platform: false },
    ]);
  });

  test('organizations_of_bookings: whose each is by its name or by what it leads to, nobody’s where it leads nowhere', async () => {
    await observed.rows("update payments set vendor_ref = 'pi_of_' || id");
    await observed.rows("update payment_methods set customer_ref = 'cus_of_' || id");
    const whose = (...bookings: object[]) =>
      ask('select * from organizations_of_bookings($1::jsonb) order by 1, 2', JSON.stringify(bookings));
    const booking = (ref: string, organization_id: string | null, ...leads: string[]) => ({
      ref,
      organization_id,
      leads,
    });
    expect(
      await whose(
        booking('txn_1', 'organizations_b', 'pi_of_payments_a'),
        booking('txn_2', null, 'pi_of_payments_a', 'cus_of_payment_methods_a'),
        booking('txn_3', null, 'cus_of_payment_methods_b'),
        booking('txn_4', 'organizations_c', 'pi_of_payments_a'),
        booking('txn_5', null, '%', ''),
      ),
    ).toEqual([
      { vendor_ref: 'txn_1', organization_id: 'organizations_b' },
      { vendor_ref: 'txn_2', organization_id: 'organizations_a' },
      { vendor_ref: 'txn_3', organization_id: 'organizations_b' },
    ]);
    expect(await whose()).toEqual([]);
  });

  test('platform_read and mark_platform_read: one instant, which only goes on', async () => {
    const read = () => ask("select platform_read('bookings') as until");
    expect(await read()).toEqual([{ until: null }]);
    const [early, late] = [new Date('2026-11-01'), new Date('2026-11-02')];
    for (const until of [late, early]) await ask('select mark_platform_read($1, $2)', 'bookings', until);
    expect(await read()).toEqual([{ until: late }]);
    await expect(ask('select * from platform_reads')).rejects.toThrow(/permission denied/);
  });

  test.each([
    ['claim_commands', 'commands', 'done'],
    ['claim_messages', 'messages', 'sent'],
  ])('%s: only what waits, and each once while it is hidden', async (name, table, finished) => {
    await observed.rows(`update ${table} set status = $1 where id = $2`, [finished, `${table}_b`]);
    expect(await ask(`select id, tries from ${name}(9, 60)`)).toEqual([{ id: `${table}_a`, tries: 1 }]);
    expect(await ask(`select id from ${name}(9, 60)`)).toEqual([]);
    // Columns keep milliseconds and round up: a bare now() could lie a moment ahead of the claim.
    await observed.rows(`update ${table} set next_try_at = now() - interval '1 second'`);
    const [one, other] = await Promise.all([
      ask(`select id from ${name}(9, 60)`),
      ask(`select id from ${name}(9, 60)`),
    ]);
    expect([...one, ...other]).toEqual([{ id: `${table}_a` }]);
  });

  test('claim_webhooks: only what waits', async () => {
    const client = await observed.owner.connect();
    await insert(client, 'webhook_inbox', {
      id: 'wh_1',
      vendor: 'stripe',
      event_ref: 'evt_1',
      type: 't',
      payload: '{}',
    });
    await insert(client, 'webhook_inbox', {
      id: 'wh_2',
      vendor: 'stripe',
      event_ref: 'evt_2',
      type: 't',
      payload: '{}',
      status: 'delivered',
    });
    client.release();
    expect(await ask('select id from claim_webhooks(9, 60)')).toEqual([{ id: 'wh_1' }]);
  });

  test('finish_command: that command alone, and only how it stands', async () => {
    const standing = () =>
      observed.rows(
        "select id, status, error, to_jsonb(c) - '{status,error,done_at,next_try_at}'::text[] as rest from commands c order by id",
      );
    const before = await standing();
    await ask("select finish_command('commands_b', 'failed', 'because', 0)");
    await ask("select finish_command('%', 'failed', 'because', 0)");
    expect(await standing()).toEqual([before[0], { ...before[1], status: 'failed', error: 'because' }]);
  });

  test('events_after: a page, never beyond what is settled', async () => {
    const all = await ask('select id from events_after(0, 0, 100)');
    expect(all).toHaveLength(2);
    expect(await ask('select id from events_after(0, 0, 1)')).toEqual(all.slice(0, 1));
    const [top] = await ask('select max(transaction_id) as top from events_after(0, 0, 100)');
    expect(await ask('select id from events_after($1, 9223372036854775807, 100)', top?.top)).toEqual([]);
  });

  test('events_about: those of the organization in scope, none without one', async () => {
    await observed.rows('alter table events disable trigger events_append_only');
    await observed.rows("update events set subjects = '{shared}'");
    expect(await ask("select id from events_about('shared', 9)")).toEqual([]);
    const client = await app.connect();
    await client.query("begin; select set_config('app.organization_id', 'organizations_a', true)");
    expect((await client.query("select id from events_about('shared', 9)")).rows).toEqual([{ id: 'events_a' }]);
    await client.query('rollback');
    client.release();
  });
});
