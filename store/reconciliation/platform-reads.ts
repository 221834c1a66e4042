import type { VendorBooking } from '../../domain/reconciliation/movements';
import type { Database } from '../database';
import { leads } from './record-bookings';

/** Clocks and lists of the service may lag: this much is read again. */
const OVERLAP_MS = 3_600_000;
const BOOKINGS = 'bookings';

/** The instant from which bookings of the platform's account may not have been read; null before the first time. */
export async function platformReadSince(database: Database): Promise<number | null> {
  const until = await readUntil(database, BOOKINGS);
  return until === null ? null : until.getTime() - OVERLAP_MS;
}

/** All bookings up to this one are written down, each for its organizations. */
export function markPlatformRead(database: Database, untilMs: number): Promise<void> {
  return mark(database, BOOKINGS, new Date(untilMs));
}

type SeenPayout = { ref: string; status: string; occurredAt: Date };
const payoutKey = ({ ref, status }: SeenPayout) => `payout/${ref}/${status}`;

/** Whether a payout of the platform's account was handed to all whose money it holds, in its present status. */
export async function isPayoutHandedOut(database: Database, payout: SeenPayout): Promise<boolean> {
  return (await readUntil(database, payoutKey(payout))) !== null;
}

/** It was. */
export function markPayoutHandedOut(database: Database, payout: SeenPayout): Promise<void> {
  return mark(database, payoutKey(payout), payout.occurredAt);
}

/**
 * Bookings of the platform's account by the organization whose business they are. One that names none leads to it by a
 * payment or tenant; whatever leads nowhere is the business of an organization that is alone.
 */
export async function bookingsByOrganization(
  database: Database,
  bookings: readonly VendorBooking[],
): Promise<Map<string, VendorBooking[]>> {
  const asked = bookings.map((booking) => ({
    ref: booking.ref,
    organization_id: booking.organizationId,
    leads: leads(booking),
  }));
  const { rows } = await database.pool.query<{ vendor_ref: string; organization_id: string }>(
    'select vendor_ref, organization_id from organizations_of_bookings($1::jsonb)',
    [JSON.stringify(asked)],
  );
  const found = new Map<string, VendorBooking[]>();
  for (const booking of bookings) {
    for (const { organization_id: id } of rows.filter((row) => row.vendor_ref === booking.ref)) {
      found.set(id, [...(found.get(id) ?? []), booking]);
    }
  }
  return found;
}

async function readUntil({ pool }: Database, what: string): Promise<Date | null> {
  const { rows } = await pool.query<{ until: Date | null }>('select platform_read($1) as until', [what]);
  return rows[0]?.until ?? null;
}

async function mark({ pool }: Database, what: string, until: Date): Promise<void> {
  await pool.query('select mark_platform_read($1, $2)', [what, until]);
}
