import type { PlainDateString } from '../../domain/calendar';
import { inOrganization } from '../../store/database';
import { noticePage } from '../../store/mandates/upcoming-debits';
import { nextOrganization } from '../../store/rent-runs/next-organization';
import type { ActivityDependencies } from '../dependencies';

const PAGE_MANDATES = 200;

/** Telling payers of autopay in time what will be debited. */
export function createDebitNoticeActivities({ database, linkKey, now }: ActivityDependencies) {
  return {
    /**
     * Sends the ten-day notices that are due on a date in a zone, an organization after the other. Repeating sends none
     * twice. @returns how many were sent
     */
    async sendDebitNotices(run: { zone: string; runOn: string; onlyOrganizationId: string | null }) {
      const { zone, onlyOrganizationId } = run;
      const today = run.runOn as PlainDateString;
      let sent = 0;
      let organizationId = onlyOrganizationId ?? (await nextOrganization(database, zone, ''));
      while (organizationId !== null) {
        const current = organizationId;
        for (let after: string | null = ''; after !== null; ) {
          const page = { organizationId: current, zone, today, afterMandateId: after, size: PAGE_MANDATES };
          const done: { sent: number; next: string | null } = await inOrganization(database, current, (tx) =>
            noticePage(tx, { ...page, linkKey, now: now() }),
          );
          sent += done.sent;
          after = done.next;
        }
        organizationId = onlyOrganizationId === null ? await nextOrganization(database, zone, current) : null;
      }
      return { sent };
    },
  };
}
