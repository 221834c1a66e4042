import { processingFeeKept } from '../../domain/ledger';
import { cents } from '../../domain/money';
import type { Transaction } from '../database';
import { postEntries } from '../ledger/post-entries';
import { overPrisma } from '../sql-runner';

type Row = { vendor_ref: string; payment_id: string; lease_id: string | null; fee: bigint; on: string };

/** Fees of payments that stand in our books and whose fee stands there in no way yet. */
const UNBOOKED = `
  select b.vendor_ref, p.id as payment_id, p.lease_id, b.fee_cents as fee, (b.occurred_at at time zone coalesce(l.time_zone, o.time_zone))::date::text as on
  from vendor_bookings b
  join payments p on p.organization_id = b.organization_id
    and p.id = coalesce((select x.payment_id from presentments x where x.vendor_ref = b.subject_ref),
      (select y.id from payments y where y.vendor_ref = b.subject_ref order by y.id limit 1))
  join organizations o on o.id = p.organization_id left join leases l on l.id = p.lease_id
  where b.organization_id = $1 and b.aspect = 'received' and b.fee_cents > 0
    and exists (select from journal_entries e where e.organization_id = $1 and e.subject_id = p.id
      and e.kind in ('payment_received', 'payment_settled'))
    and not exists (select from journal_entries e where e.organization_id = $1 and e.subject_id = p.id and e.kind in ('processing_fee', 'platform_fee'))
  order by b.vendor_ref limit $2`;

/** Books what the service kept of payments, a page at a time. Done again, it books nothing. @returns how many */
export async function bookFees(tx: Transaction, organizationId: string, limit: number): Promise<number> {
  const run = overPrisma(tx);
  const rows = await run<Row>(UNBOOKED, [organizationId, limit]);
  const booked = await postEntries(
    run,
    organizationId,
    rows.map((row) => {
      const ofLease = row.lease_id === null ? {} : { leaseId: row.lease_id };
      return {
        idempotencyKey: `processing-fee/${row.vendor_ref}`,
        entry: processingFeeKept({ ...ofLease, paymentId: row.payment_id }, cents(Number(row.fee))),
        description: 'Fee of the payment service',
        effectiveOn: row.on,
        ...ofLease,
        subjectId: row.payment_id,
      };
    }),
  );
  return booked.size;
}
