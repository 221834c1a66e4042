import type { VendorBooking, VendorPayout } from '../../domain/reconciliation/movements';
import { inOrganization } from '../../store/database';
import {
  bookingsByOrganization,
  isPayoutHandedOut,
  markPayoutHandedOut,
  markPlatformRead,
  platformReadSince,
} from '../../store/reconciliation/platform-reads';
import { recordOwnBookings } from '../../store/reconciliation/record-bookings';
import { recordPlatformPayout } from '../../store/reconciliation/record-payouts';
import type { ActivityDependencies } from '../dependencies';
import { settleAll } from '../payments/recovery';

/** The most that the service lists at once. */
const VENDOR_PAGE = 100;
/** Banks send payouts back for some days after they were reported as paid. */
const PAYOUTS_BACK_MS = 14 * 86_400_000;

/** A page of the platform's account: the instant after which there may be something new, and where the page begins. */
export type PlatformPage = { sinceMs: number | null; after: string | null };

/**
 * The steps that read the platform's own account with the payment service, where many organizations' money lies: once
 * for all of them. Each page is handed out to the organizations that it concerns; done again it changes nothing.
 */
export function createPlatformActivities(deps: ActivityDependencies) {
  const { database, vendors } = deps;
  const { balances } = vendors;

  /** What a payout pays out: all of it, and by organization. A payout that somebody asked for lists nothing. */
  async function partsOf(payout: VendorPayout) {
    const parts = new Map<string, number>();
    if (!payout.isAutomatic) return { itemsCents: null, parts };
    let [itemsCents, after] = [0, null as string | null];
    do {
      const page = await balances.listPayoutItems({ account: null, payoutRef: payout.ref, after, limit: VENDOR_PAGE });
      itemsCents += net(page.items);
      for (const [id, own] of await bookingsByOrganization(database, page.items)) {
        parts.set(id, (parts.get(id) ?? 0) + net(own));
      }
      after = page.next;
    } while (after !== null);
    return { itemsCents, parts };
  }

  async function handOut(payout: VendorPayout): Promise<void> {
    if (await isPayoutHandedOut(database, payout)) return;
    const { itemsCents, parts } = await partsOf(payout);
    for (const [organizationId, part] of parts) {
      // Where all of it is theirs, what arrives is what the bank gets, whatever the list says.
      const ownCents = part === itemsCents ? payout.amountCents : part;
      await inOrganization(database, organizationId, (tx) =>
        recordPlatformPayout(tx, { organizationId, payout: { ...payout, itemsCents, ownCents } }),
      );
    }
    await markPayoutHandedOut(database, payout);
  }

  return {
    /** Moves the money of an organization that lies with the wrong account since something was refused there. */
    async settleMisplaced({ organizationId }: { organizationId: string }): Promise<void> {
      await settleAll(deps, organizationId);
    },

    /** From when on the platform's account has to be read. */
    async beginPlatformRead(): Promise<{ sinceMs: number | null }> {
      return { sinceMs: await platformReadSince(database) };
    },

    /** Reads one page of bookings, the newest first, and writes each down for whom it concerns. */
    async readPlatformBookings(page: PlatformPage): Promise<{ next: string | null; newestMs: number | null }> {
      const { items, next } = await balances.listBookings(asked(page, 0));
      for (const [organizationId, bookings] of await bookingsByOrganization(database, items)) {
        await inOrganization(database, organizationId, (tx) =>
          recordOwnBookings(tx, { organizationId, account: '', bookings }),
        );
      }
      const newestMs = items.length === 0 ? null : Math.max(...items.map(({ occurredAt }) => occurredAt.getTime()));
      return { next, newestMs };
    },

    /** Reads one page of payouts and writes down for everybody what of them is theirs. */
    async readPlatformPayouts(page: PlatformPage): Promise<{ next: string | null }> {
      const { items, next } = await balances.listPayouts(asked(page, PAYOUTS_BACK_MS));
      for (const payout of items) await handOut(payout);
      return { next };
    },

    /** The bookings were read to the end, up to this one. */
    async markPlatformRead({ untilMs }: { untilMs: number }): Promise<void> {
      await markPlatformRead(database, untilMs);
    },
  };
}

function asked({ sinceMs, after }: PlatformPage, backMs: number) {
  const since = sinceMs === null ? null : new Date(sinceMs - backMs);
  return { account: null, since, after, limit: VENDOR_PAGE };
}

function net(items: readonly VendorBooking[]): number {
  return items.reduce((sum, one) => sum + one.amountCents - one.feeCents, 0);
}
