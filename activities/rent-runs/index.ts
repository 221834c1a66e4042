import type { PlainDateString } from '../../domain/calendar';
import { sqlInOrganization } from '../../store/database';
import { nextOrganization } from '../../store/rent-runs/next-organization';
import { type DueMonth, postPage } from '../../store/rent-runs/post-page';
import { overPg } from '../../store/sql-runner';
import type { ActivityDependencies } from '../dependencies';

export type { DueMonth };

/** Where a run stands: the organization it works on, empty before its first, and the last lease done. */
export type RunCursor = { organizationId: string; afterLeaseId: string };
export type RunPage = {
  zone: string;
  runOn: string;
  /** A single organization's run; without it, all of the zone. */
  onlyOrganizationId: string | null;
  startedBy: string | null;
  cursor: RunCursor;
};
export type RunPagePosted = {
  organizationId: string;
  posted: number;
  amountCents: number;
  due: DueMonth[];
  /** Null when everything is done. */
  next: RunCursor | null;
};

/** No page starts more collections than this. */
const PAGE_LEASES = 500;

/** The monthly run's step: one page of leases, in one transaction. */
export function createRentRunActivities({ database }: ActivityDependencies) {
  return {
    /** Posts what is due on one page of leases and says which months have to be collected. */
    async postRentPage({ zone, runOn, onlyOrganizationId, startedBy, cursor }: RunPage): Promise<RunPagePosted> {
      const organizationId =
        cursor.organizationId || (onlyOrganizationId ?? (await nextOrganization(database, zone, '')));
      if (organizationId === null) return { organizationId: '', posted: 0, amountCents: 0, due: [], next: null };
      const page = {
        organizationId,
        zone,
        runOn: runOn as PlainDateString,
        afterLeaseId: cursor.afterLeaseId,
        size: PAGE_LEASES,
      };
      const { nextAfter, ...posted } = await sqlInOrganization(database, organizationId, (client) =>
        postPage(overPg(client), page, startedBy),
      );
      if (nextAfter !== null) return { organizationId, ...posted, next: { organizationId, afterLeaseId: nextAfter } };
      const following = onlyOrganizationId === null ? await nextOrganization(database, zone, organizationId) : null;
      return {
        organizationId,
        ...posted,
        next: following === null ? null : { organizationId: following, afterLeaseId: '' },
      };
    },
  };
}
