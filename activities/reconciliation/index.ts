import { parsePlainDate } from '../../domain/calendar';
import { explainMismatch } from '../../domain/reconciliation/differences';
import { matchMovements } from '../../domain/reconciliation/match';
import type { VendorPayout } from '../../domain/reconciliation/movements';
import { findUnbanked } from '../../store/bank-deposits/find-unbanked';
import { inOrganization } from '../../store/database';
import { findOwedToPlatform } from '../../store/disputes/recover-dispute';
import { type AccountToRead, type BegunRun, beginReconciliation, markRead } from '../../store/reconciliation/begin-run';
import { bookFees } from '../../store/reconciliation/book-fees';
import { type CompletedRun, completeReconciliation, countBooked } from '../../store/reconciliation/complete-run';
import { keepDifferences } from '../../store/reconciliation/keep-differences';
import { loadBooksPage, loadVendorPage } from '../../store/reconciliation/load-movements';
import { findPayoutDifferences, findSubLedgerDifferences } from '../../store/reconciliation/load-sub-ledgers';
import { ownBookings, recordBookings } from '../../store/reconciliation/record-bookings';
import { bookPayouts, newPayouts, recordPayout } from '../../store/reconciliation/record-payouts';
import { organizationsOfZone } from '../../store/relay/organization-zones';
import { overPrisma } from '../../store/sql-runner';
import type { ActivityDependencies } from '../dependencies';
import { settleAll } from '../payments/recovery';
import { createPlatformActivities } from './platform';

export type { AccountToRead, BegunRun, CompletedRun };

export type RunRef = { organizationId: string; reconciliationId: string; seenIn: string };
export type PageRef = RunRef & AccountToRead & { after: string | null };
/** Which side's subjects are gone through, and after which one. */
export type ComparePage = RunRef & { side: 'vendor' | 'books'; after: string };

/** The most that the service lists at once. */
const VENDOR_PAGE = 100;
const STORE_PAGE = 300;
/** So long the other side of something may be under way. */
const RIPE_AFTER_MS = 15 * 60_000;
/** Banks send payouts back for some days after they were reported as paid. */
const PAYOUTS_BACK_MS = 14 * 86_400_000;

/** The steps of a reconciliation. Each page is one transaction; done again it changes nothing. */
export function createReconciliationActivities(deps: ActivityDependencies) {
  const { database, vendors, now } = deps;
  const { balances } = vendors;
  const own = (account: string) => (account === '' ? null : account);

  /** What a payout pays out: all of it, and the organization's part. */
  async function itemsOf(organizationId: string, account: string, payout: VendorPayout) {
    const isWhole = account !== '';
    if (!payout.isAutomatic) return { itemsCents: null, ownCents: isWhole ? payout.amountCents : 0 };
    let [itemsCents, ownCents, after] = [0, 0, null as string | null];
    do {
      const page = await balances.listPayoutItems({
        account: own(account),
        payoutRef: payout.ref,
        after,
        limit: VENDOR_PAGE,
      });
      const mine = await inOrganization(database, organizationId, (tx) =>
        ownBookings(tx, { organizationId, account, bookings: page.items }),
      );
      const net = (items: typeof mine) => items.reduce((sum, one) => sum + one.amountCents - one.feeCents, 0);
      itemsCents += net(page.items);
      ownCents += net(mine);
      after = page.next;
    } while (after !== null);
    // Where all of it is theirs, what arrives is what the bank gets, whatever the list says.
    return { itemsCents, ownCents: isWhole || ownCents === itemsCents ? payout.amountCents : ownCents };
  }

  return {
    ...createPlatformActivities(deps),

    /** The next organizations of a time zone. */
    async organizationsToReconcile(page: { zone: string; after: string; limit: number }): Promise<string[]> {
      return organizationsOfZone(database, page);
    },

    async beginReconciliation(ref: {
      organizationId: string;
      date: string;
      startedBy: string | null;
    }): Promise<BegunRun> {
      const { organizationId, date, startedBy } = ref;
      return inOrganization(database, organizationId, (tx) =>
        beginReconciliation(tx, { organizationId, runOn: parsePlainDate(date), actor: startedBy }),
      );
    },

    /**
     * Reads one page of an account's bookings, the newest first, into our own rows. Money that lies with the wrong
     * account since something was refused there is moved first.
     */
    async readBookings({
      organizationId,
      account,
      sinceMs,
      after,
    }: PageRef): Promise<{ next: string | null; fresh: number }> {
      // Before the first page: what is moved now is among what is read.
      if (account === '' && after === null) await settleAll(deps, organizationId);
      const since = sinceMs === null ? null : new Date(sinceMs);
      const page = await balances.listBookings({ account: own(account), since, after, limit: VENDOR_PAGE });
      const fresh = await inOrganization(database, organizationId, (tx) =>
        recordBookings(tx, { organizationId, account, bookings: page.items }),
      );
      return { next: page.next, fresh };
    },

    /** Reads one page of an account's payouts. */
    async readPayouts({ organizationId, account, sinceMs, after }: PageRef): Promise<{ next: string | null }> {
      const since = sinceMs === null ? null : new Date(sinceMs - PAYOUTS_BACK_MS);
      const page = await balances.listPayouts({ account: own(account), since, after, limit: VENDOR_PAGE });
      const fresh = await inOrganization(database, organizationId, (tx) => newPayouts(tx, page.items));
      for (const payout of fresh) {
        const items = await itemsOf(organizationId, account, payout);
        await inOrganization(database, organizationId, (tx) =>
          recordPayout(tx, { organizationId, account, payout: { ...payout, ...items } }),
        );
      }
      return { next: page.next };
    },

    /** The account was read to its end. */
    async markAccountRead({ organizationId, reconciliationId, account }: RunRef & { account: string }): Promise<void> {
      await inOrganization(database, organizationId, (tx) => markRead(tx, { reconciliationId, account }));
    },

    /** Books what is certain: fees and payouts. A page of each. */
    async bookCertain({ organizationId, reconciliationId }: RunRef): Promise<{ booked: number }> {
      const booked = await inOrganization(database, organizationId, async (tx) => {
        const count = (await bookFees(tx, organizationId, STORE_PAGE)) + (await bookPayouts(tx, organizationId));
        await countBooked(tx, reconciliationId, count);
        return count;
      });
      return { booked };
    },

    /** Holds a page of subjects against the other side. */
    async compareMovements(page: ComparePage): Promise<{ next: string | null; opened: number }> {
      const { organizationId, side, after } = page;
      return inOrganization(database, organizationId, async (tx) => {
        const load = side === 'vendor' ? loadVendorPage : loadBooksPage;
        const { vendor, books, facts, next } = await load(overPrisma(tx), { organizationId, after, limit: STORE_PAGE });
        const ripeBeforeMs = now().getTime() - RIPE_AFTER_MS;
        const { mismatches, unripe } = matchMovements(vendor, books, { ripeBeforeMs });
        const unknown = { leaseId: null, paymentStatus: null, vendorRef: null };
        const found = mismatches.map((one) => explainMismatch(one, facts.get(one.subjectId) ?? unknown));
        return { next, opened: await keepDifferences(tx, { ...page, found, unripe, now: now() }) };
      });
    },

    /** Holds payouts and sub-ledgers against the ledger, and looks for money that lies in the wrong place. */
    async compareSubLedgers(ref: RunRef): Promise<{ opened: number }> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        const run = overPrisma(tx);
        const found = [
          ...(await findPayoutDifferences(run, ref.organizationId)),
          ...(await findSubLedgerDifferences(run, ref.organizationId)),
          ...(await findUnbanked(run, { organizationId: ref.organizationId, now: now() })),
          ...(await findOwedToPlatform(run, ref.organizationId)),
        ];
        return { opened: await keepDifferences(tx, { ...ref, found, now: now() }) };
      });
    },

    async completeReconciliation({ organizationId, reconciliationId, seenIn }: RunRef): Promise<CompletedRun> {
      return inOrganization(database, organizationId, (tx) =>
        completeReconciliation(tx, { reconciliationId, seenIn, now: now() }),
      );
    },
  };
}
