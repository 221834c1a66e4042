import {
  addDays,
  firstDayOf,
  laterOf,
  localDateAt,
  nextPeriod,
  parsePlainDate,
  periodOf,
  startOfLocalDay,
} from '../domain/calendar';
import { TenureError } from '../domain/errors';
import { sumCents } from '../domain/money';
import type { LeaseStatus } from '../domain/states';
import { openCharges } from '../store/charges/open-charges';
import { inOrganization } from '../store/database';
import { activateLease, scheduleLease } from '../store/leases/activate-lease';
import { cancelLease, endLease, giveNotice } from '../store/leases/end-lease';
import { type LoadedLease, loadLease } from '../store/leases/lock-lease';
import { fromSqlDate, fromSqlDateOrNull } from '../store/plain-dates';
import { overPrisma } from '../store/sql-runner';
import type { ActivityDependencies } from './dependencies';

export type LeaseRef = { organizationId: string; leaseId: string };

/** What a lease's workflow plans by; instants in epoch milliseconds. */
export type LeaseFacts = {
  status: LeaseStatus;
  /** What is still owed of deposit and first month. */
  moveInOpenCents: number;
  startsAtMs: number;
  /** The first moment after the last day; null month to month. */
  endsAtMs: number | null;
  /** When an unpaid lease is given up. */
  cancelAtMs: number;
  /** The first moment of the month after the one that the run began in. */
  monthEndsAtMs: number;
};

/**
 * Days after the first one, or after the signing where that came later, for which an unpaid lease is kept: the
 * landlord decides sooner if they like.
 */
const CANCEL_AFTER_DAYS = 30;

/** Everything that the lease workflow does in the world. */
export function createLeaseActivities({ database, linkKey, now }: ActivityDependencies) {
  return {
    /** Where a lease stands. */
    async leaseFacts(ref: LeaseRef & { beganAtMs: number }): Promise<LeaseFacts> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        const lease = await loadLease(tx, ref.leaseId);
        const moveIn = periodOf(fromSqlDate(lease.startsOn));
        const owed =
          lease.status === 'signed' ? await openCharges(overPrisma(tx), ref.organizationId, ref.leaseId) : [];
        const open = owed.filter(({ period }) => period <= moveIn).map(({ openCents }) => openCents);
        return { ...datesOf(lease, ref.beganAtMs), status: lease.status, moveInOpenCents: sumCents(open) };
      });
    },

    /** Signed and paid. */
    async scheduleLease(ref: LeaseRef): Promise<void> {
      await inOrganization(database, ref.organizationId, (tx) => scheduleLease(tx, ref.leaseId));
    },

    /** The first day has come. */
    async activateLease(ref: LeaseRef): Promise<void> {
      await inOrganization(database, ref.organizationId, (tx) =>
        activateLease(tx, linkKey, { leaseId: ref.leaseId, now: now() }),
      );
    },

    /** Nobody paid. */
    async cancelUnpaidLease(ref: LeaseRef): Promise<void> {
      const reason = 'The move-in money was never paid';
      await inOrganization(database, ref.organizationId, (tx) =>
        cancelLease(tx, { leaseId: ref.leaseId, reason, by: 'system', now: now() }),
      );
    },

    /** The landlord calls off a lease that has not begun. */
    async callOffLease(ref: LeaseRef & { reason: string; by: string }): Promise<void> {
      const { organizationId, ...call } = ref;
      await inOrganization(database, organizationId, (tx) => cancelLease(tx, { ...call, now: now() }));
    },

    /** Sets the last day. `atMs` is the workflow's now. @throws TenureError not_possible for a day that cannot be it */
    async recordNotice(ref: LeaseRef & { on: string; by: string; atMs: number }): Promise<void> {
      await inOrganization(database, ref.organizationId, async (tx) => {
        const { timeZone } = await loadLease(tx, ref.leaseId);
        const today = localDateAt(ref.atMs, timeZone);
        await giveNotice(tx, { leaseId: ref.leaseId, on: dateOf(ref.on), today, by: ref.by, now: now() });
      });
    },

    /**
     * Sets a last day by the landlord's word; one that is past counts as today.
     * @returns whether that day is already the present one
     */
    async recordEnd(ref: LeaseRef & { on: string; by: string; atMs: number }): Promise<{ isOver: boolean }> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        const { timeZone } = await loadLease(tx, ref.leaseId);
        const today = localDateAt(ref.atMs, timeZone);
        const asked = dateOf(ref.on);
        const on = laterOf(asked, today);
        await giveNotice(tx, { leaseId: ref.leaseId, on, today, by: ref.by, now: now() });
        return { isOver: on <= today };
      });
    },

    /** The last day is over. */
    async endLease(ref: LeaseRef & { reason: string; by: string }): Promise<void> {
      const { organizationId, ...ended } = ref;
      await inOrganization(database, organizationId, (tx) => endLease(tx, { ...ended, now: now() }));
    },
  };
}

function datesOf(lease: LoadedLease, beganAtMs: number) {
  const { timeZone } = lease;
  const startsOn = fromSqlDate(lease.startsOn);
  const endsOn = fromSqlDateOrNull(lease.endsOn);
  const signedOn = lease.signedAt === null ? startsOn : localDateAt(lease.signedAt.getTime(), timeZone);
  const month = periodOf(localDateAt(beganAtMs, timeZone));
  return {
    startsAtMs: startOfLocalDay(startsOn, timeZone),
    endsAtMs: endsOn === null ? null : startOfLocalDay(addDays(endsOn, 1), timeZone),
    cancelAtMs: startOfLocalDay(addDays(laterOf(startsOn, signedOn), CANCEL_AFTER_DAYS), timeZone),
    monthEndsAtMs: startOfLocalDay(firstDayOf(nextPeriod(month)), timeZone),
  };
}

function dateOf(text: string) {
  try {
    return parsePlainDate(text);
  } catch {
    throw new TenureError('invalid_request', 'Name a day that exists, as YYYY-MM-DD.', {
      params: [{ name: 'on', reason: 'is not a date' }],
    });
  }
}
