import type { Database } from '../database';

/** Whose a vendor's object is, for webhooks that carry no id of ours; the subject is our payment or payment method. */
export async function ownerOfVendorRef(
  database: Database,
  kind: 'payment_intent' | 'payment_method',
  vendorRef: string,
): Promise<{ organizationId: string; subjectId: string } | null> {
  const { rows } = await database.pool.query<{ organization_id: string; subject_id: string }>(
    'select organization_id, subject_id from organization_of_vendor_ref($1, $2)',
    [kind, vendorRef],
  );
  const [row] = rows;
  return row === undefined ? null : { organizationId: row.organization_id, subjectId: row.subject_id };
}
