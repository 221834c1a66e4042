import type { Client } from '@temporalio/client';
import pg from 'pg';
import { openDatabase } from '../../store/database';
import { openClient } from '../../temporal/client';
import { type GivenLease, givenAutopay, givenLease, givenOrganization } from '../../tests/money/support/given-lease';
import { startTestSystem } from '../../tests/support/system';
import { eventually } from '../../tests/workflows/support/eventually';
import { createStripeGateway } from '../../vendors/stripe/client';

/** The product as `npm start` runs it: worker with relay, API and the vendors' sandbox, each a process of its own. */
export type RentHouse = {
  client: Client;
  /** Leases on autopay by card whose rent is due today, all of one organization. */
  giveLeases(count: number): Promise<GivenLease[]>;
  /** Waits until nothing is queued any more, neither ours nor what the vendors still report. */
  rest(): Promise<void>;
  /** How many payments are posted and receipts written by now. */
  collected(): Promise<{ paid: number; receipts: number }>;
  /** What is not finished, in words, for when time runs out. */
  unfinished(): Promise<string>;
  close(): Promise<void>;
};

/** Starts it on the run's own PostgreSQL and Temporal. @param address of Temporal */
export async function openRentHouse(address: string): Promise<RentHouse> {
  const system = await startTestSystem({ env: { LOG_LEVEL: 'warn' } });
  const { namespace, payloadKeys, sandboxUrl } = system;
  const database = openDatabase(system.database.appUrl, 4);
  const owner = new pg.Pool({ connectionString: system.database.ownerUrl, max: 2 });
  // Its idle connections are cut when the database is dropped, which is nobody's failure.
  owner.on('error', () => {});
  const temporal = openClient({ address, namespace, payloadKeys });
  const payments = createStripeGateway({ secretKey: 'sk_test_sandbox', webhookSecrets: [], apiBase: sandboxUrl });
  const control = async () => undefined;
  const world = { database, control, vendors: { payments }, sandbox: { url: sandboxUrl } };
  return {
    client: temporal.client,
    async giveLeases(count) {
      const organizationId = await givenOrganization(database);
      const given: GivenLease[] = [];
      for (let made = 0; made < count; made += 1) {
        const lease = await givenLease(database, { organizationId });
        await givenAutopay(world, lease, 'card_visa');
        given.push(lease);
      }
      return given;
    },
    async rest() {
      const isAtRest = async () => (await owner.query<{ due: number }>(DUE)).rows[0]?.due === 0;
      await eventually(isAtRest, { what: 'empty queues', limitMs: 120_000, everyMs: 100 });
    },
    async collected() {
      const { rows } = await owner.query<{ paid: number; receipts: number }>(COLLECTED);
      return rows[0] ?? { paid: 0, receipts: 0 };
    },
    async unfinished() {
      const { rows } = await owner.query<{ what: string }>(UNFINISHED);
      return [...rows.map(({ what }) => what), system.log('worker')].join('\n');
    },
    async close() {
      await Promise.all([temporal.close(), database.close(), owner.end()]);
      await system.stop();
    },
  };
}

const DUE = `select ((select count(*) from commands where status = 'pending')
  + (select count(*) from webhook_inbox where status = 'pending')
  + (select count(*) from messages where status = 'queued'))::int as due`;

const COLLECTED = `select
  (select count(*) from postings where account = 'undeposited_funds' and amount_cents > 0)::int as paid,
  (select count(*) from messages where kind = 'receipt')::int as receipts`;

const UNFINISHED = `
  select 'payments ' || status || ': ' || count(*) as what from payments group by status
  union all select 'presentments ' || status || ': ' || count(*) from presentments group by status
  union all select 'messages ' || kind || ' ' || status || ': ' || count(*) from messages group by kind, status
  union all select 'webhooks ' || type || ' ' || status || ', ' || max(tries) || ' tries: ' || count(*)
    from webhook_inbox group by type, status
  union all select 'commands ' || kind || ' ' || workflow_type || ' ' || status || ': ' || count(*)
    from commands group by kind, workflow_type, status order by 1`;
