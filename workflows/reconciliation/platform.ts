import { longRecords, vendor } from '../shared/activities';
import type { PlatformPart } from './messages';

/** What there is to read of the platform's own account, for all organizations at once. */
export async function platformParts(): Promise<PlatformPart[]> {
  const { sinceMs } = await longRecords({ summary: 'Look how far it was read' }).beginPlatformRead();
  return [
    { kind: 'platform_bookings', sinceMs, newestMs: null },
    { kind: 'platform_payouts', sinceMs },
  ];
}

/** Reads one page and hands it out to those it concerns. @returns where the next begins, null after the last */
export async function platformPage(part: PlatformPart, after: string | null): Promise<string | null> {
  const { sinceMs } = part;
  if (part.kind === 'platform_payouts') {
    const read = vendor('payments', { summary: 'Read payouts for everybody', startToCloseTimeout: '10 minutes' });
    return (await read.readPlatformPayouts({ sinceMs, after })).next;
  }
  const read = vendor('payments', { summary: 'Read bookings for everybody', startToCloseTimeout: '2 minutes' });
  const { next, newestMs } = await read.readPlatformBookings({ sinceMs, after });
  if (newestMs !== null) part.newestMs = Math.max(part.newestMs ?? newestMs, newestMs);
  // The list goes backwards: only at its end has everything up to its beginning been read.
  if (next === null && part.newestMs !== null) {
    await longRecords({ summary: 'Read to the end' }).markPlatformRead({ untilMs: part.newestMs });
  }
  return next;
}
