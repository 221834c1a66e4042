import pg from 'pg';
import { type Database, inOrganization, openDatabase } from '../../../store/database';
import { createLink } from '../../../store/links/create-link';
import { linkKeyFrom } from '../../../store/links/link-key';
import { tokenOfLink } from '../../../store/links/link-tokens';
import { type ConnectedClient, openClient } from '../../../temporal/client';
import { createStripeGateway } from '../../../vendors/stripe/client';
import type { GivenLease, MoneyWorld } from '../../money/support/given-lease';
import { startTestSystem, type TestSystem } from '../../support/system';
import { temporalAddress } from '../../support/temporal';
import { eventually } from '../../workflows/support/eventually';
import { type Story, storyOf } from './books';
import { openStops, type Stops } from './stops';

type Fault = {
  vendor?: string;
  kind: string;
  times?: number;
  latency_ms?: number;
  match?: { method?: string; path?: string };
};

/** The product as processes of its own, with hands to hold it up, kill it and read its books. */
export type House = MoneyWorld & {
  system: TestSystem;
  stops: Stops;
  owner: pg.Pool;
  temporal: ConnectedClient;
  /** Posts today's rent of an organization and starts its collections. */
  runRent(organizationId: string, zone: string): Promise<void>;
  /** A fault of the payment service. @returns waits until it has struck */
  fault(fault: Fault): Promise<() => Promise<void>>;
  story(lease: GivenLease): Promise<Story>;
  /** What a vendor's or a relay's patience would bring later is due now. */
  hurry(): Promise<void>;
  /** A tenant's link to pay. */
  payLink(lease: GivenLease): Promise<string>;
  close(): Promise<void>;
};

/** Starts it; close it in `afterAll`. */
export async function openHouse(env: Record<string, string>): Promise<House> {
  const system = await startTestSystem({ env });
  const { sandboxUrl, namespace, payloadKeys } = system;
  const database = openDatabase(system.database.appUrl, 6);
  const owner = new pg.Pool({ connectionString: system.database.ownerUrl, max: 3 });
  const stops = await openStops(system.database.ownerUrl);
  const temporal = openClient({ address: temporalAddress(), namespace, payloadKeys });
  const control = (path: string, body?: object) => askSandbox(sandboxUrl, path, body);
  return {
    system,
    database,
    owner,
    stops,
    temporal,
    control,
    sandbox: { url: sandboxUrl },
    vendors: {
      payments: createStripeGateway({ secretKey: 'sk_test_sandbox', webhookSecrets: [], apiBase: sandboxUrl }),
    },
    async runRent(organizationId, zone) {
      const { rows } = await owner.query<{ today: string }>('select (now() at time zone $1)::date::text as today', [
        zone,
      ]);
      await temporal.client.workflow.execute('rentRun', {
        workflowId: `rent-run/${organizationId}/${zone}`,
        taskQueue: 'leases',
        args: [{ zone, date: rows[0]?.today, organizationId }],
      });
    },
    async fault(fault) {
      const { id } = (await control('faults', { vendor: 'stripe', times: 1, ...fault })) as { id: string };
      return async () => {
        await eventually(
          async () => {
            const { data } = (await control('faults')) as { data: { id: string; struck: number }[] };
            return data.some((known) => known.id === id && known.struck > 0);
          },
          { what: `${fault.kind} to strike` },
        );
      };
    },
    story: (lease) => storyOf(owner, sandboxUrl, lease),
    async hurry() {
      for (const [table, status] of [
        ['commands', 'pending'],
        ['webhook_inbox', 'pending'],
        ['messages', 'queued'],
      ]) {
        await owner.query(`update ${table} set next_try_at = now() - interval '1 second' where status = '${status}'`);
      }
      // Whether an email that a killed relay had in its hands went out can't be asked: five minutes are given to its
      // report. Once the held request is surely over, that time has passed.
      await owner.query(`update delivery_attempts set at = at - interval '10 minutes'
        where status in ('sending', 'unknown') and at between now() - interval '5 minutes' and now() - interval '45 seconds'`);
    },
    payLink: (lease) => payLink(database, system, lease),
    async close() {
      await stops.close();
      await Promise.all([temporal.close(), database.close(), owner.end()]);
      await system.stop();
    },
  };
}

async function payLink(database: Database, system: TestSystem, lease: GivenLease): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const linkKey = linkKeyFrom(Buffer.from(system.fieldKey, 'base64'));
  const expiresAt = new Date(Date.now() + 86_400_000);
  const of = {
    organizationId,
    purpose: 'pay' as const,
    subjectId: leaseId,
    partyId: tenantId,
    locale: 'en',
    expiresAt,
  };
  const id = await inOrganization(database, organizationId, (tx) => createLink(tx, linkKey, of));
  return `${system.apiUrl}/l/${tokenOfLink(linkKey, id)}`;
}

async function askSandbox(url: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/control/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`control/${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
