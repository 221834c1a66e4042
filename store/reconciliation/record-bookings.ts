import { meaningOf, type VendorBooking } from '../../domain/reconciliation/movements';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { overPrisma } from '../sql-runner';

type Read = { organizationId: string; account: string; bookings: readonly VendorBooking[] };

/** Writes down what an account's bookings mean to an organization, each once. @returns how many were new */
export async function recordBookings(tx: Transaction, read: Read): Promise<number> {
  return recordOwnBookings(tx, { ...read, bookings: await ownBookings(tx, read) });
}

/** The same for bookings that are known to be the organization's. */
export async function recordOwnBookings(tx: Transaction, { organizationId, account, bookings }: Read): Promise<number> {
  const data = bookings.flatMap((booking) => {
    const meaning = meaningOf(booking);
    if (meaning === null) return [];
    const { aspect, subjectRef, amountCents, feeCents } = meaning;
    const isWonBack = booking.disputeRef === subjectRef;
    return [
      {
        id: newId('vendorBooking'),
        organizationId,
        account,
        vendorRef: booking.ref,
        type: booking.type,
        aspect,
        subjectRef,
        // What was won back is another payment than the one that was disputed.
        paymentRef: isWonBack ? null : booking.paymentId,
        amountCents: BigInt(amountCents),
        feeCents: BigInt(feeCents),
        occurredAt: booking.occurredAt,
      },
    ];
  });
  const { count } = await tx.vendorBooking.createMany({ data, skipDuplicates: true });
  return count;
}

/**
 * The bookings that are an organization's business. Its own account's all are. On the platform's account many
 * organizations' money lies: there a booking must carry the organization's id, or lead to one of its payments or
 * tenants. Whatever leads nowhere is the business of an organization that is alone.
 */
export async function ownBookings(
  tx: Transaction,
  { organizationId, account, bookings }: Read,
): Promise<VendorBooking[]> {
  if (account !== '' || bookings.length === 0) return [...bookings];
  const known = await overPrisma(tx)<{ ref: string }>(
    `select x.vendor_ref as ref from presentments x where x.vendor_ref in (select jsonb_array_elements_text($1::jsonb))
     union select p.vendor_ref from payments p where p.vendor_ref in (select jsonb_array_elements_text($1::jsonb))
     union select m.customer_ref from payment_methods m where m.customer_ref in (select jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify([...new Set(bookings.flatMap(leads))])],
  );
  const refs = new Set(known.map(({ ref }) => ref));
  const [alone] = await overPrisma(tx)<{ yes: boolean }>('select is_alone_on_platform($1) as yes', [organizationId]);
  return bookings.filter((booking) => {
    if (booking.organizationId !== null) return booking.organizationId === organizationId;
    return alone?.yes === true || leads(booking).some((ref) => refs.has(ref));
  });
}

/** The service's names by which a booking leads to a payment or tenant of ours. */
export function leads({ paymentIntentRef, disputeRef, customerRef }: VendorBooking): string[] {
  return [paymentIntentRef, disputeRef, customerRef].filter((ref) => ref !== null);
}
