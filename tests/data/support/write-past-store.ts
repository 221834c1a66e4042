import { sqlInOrganization } from '../../../store/database';
import type { OwnDatabase } from './own-database';

type Client = { query(sql: string, values?: unknown[]): Promise<unknown> };
type On = { account?: string; leaseId?: string | null };

/** Writes an organization's entries past the store, as a mistaken statement would. */
export function writingPast(own: Pick<OwnDatabase, 'database'>, organizationId: () => string) {
  async function addEntry(client: Client, id: string): Promise<void> {
    await client.query(
      `insert into journal_entries (id, organization_id, idempotency_key, inputs_hash, kind, description, effective_on) values ($1, $2, $1, '', 'charge_posted', '', '2026-11-01')`,
      [id, organizationId()],
    );
  }

  async function addLines(
    client: Client,
    entryId: string,
    amounts: number[],
    { account = 'rent_income', leaseId = null }: On = {},
  ): Promise<void> {
    await client.query(
      `insert into postings (id, organization_id, entry_id, account, amount_cents, lease_id)
       select gen_random_uuid()::text, $1, $2, $3, amount, $5 from unnest($4::bigint[]) as amount`,
      [organizationId(), entryId, account, amounts, leaseId],
    );
  }

  /** A whole entry: its lines in one statement, or one for each. */
  async function write(id: string, amounts: number[], { each = false, ...on }: On & { each?: boolean } = {}) {
    await sqlInOrganization(own.database, organizationId(), async (client) => {
      await addEntry(client, id);
      for (const lines of each ? amounts.map((amount) => [amount]) : [amounts]) await addLines(client, id, lines, on);
    });
  }

  return { write, addEntry, addLines };
}
