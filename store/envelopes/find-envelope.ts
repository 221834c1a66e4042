import type { Database } from '../database';

/** The lease that the signature service's envelope is about; null where we know of none. */
export async function leaseOfEnvelope(database: Database, vendorRef: string): Promise<string | null> {
  const { rows } = await database.pool.query<{ subject_id: string }>(
    "select subject_id from organization_of_vendor_ref('envelope', $1)",
    [vendorRef],
  );
  return rows[0]?.subject_id ?? null;
}
