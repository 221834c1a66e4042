import { parseSteps } from '../domain/application-steps';
import { inOrganization } from '../store/database';
import { beginScreenings } from '../store/screenings/begin-screenings';
import { endScreening } from '../store/screenings/end-screening';
import { type LockedScreening, lockScreening, type ScreeningStatus } from '../store/screenings/lock-screening';
import { recordInvitation } from '../store/screenings/record-invitation';
import { recordReport, type ScreeningNews } from '../store/screenings/record-report';
import { sendScreeningLink } from '../store/screenings/send-screening-link';
import { isVendorFailure } from '../vendors/failure';
import type { Invitation, ScreeningReport } from '../vendors/screening';
import type { ActivityDependencies } from './dependencies';

export type ScreeningRef = { organizationId: string; screeningId: string };
export type ScreeningState = { screeningId: string; status: ScreeningStatus };

/** The provider's set of checks for tenants. */
const PACKAGE = 'tenant_standard';

/** Everything that the screening workflow does in the world. */
export function createScreeningActivities(deps: ActivityDependencies) {
  const { database, vendors, linkKey, fieldKey, now } = deps;
  const load = (ref: ScreeningRef) =>
    inOrganization(database, ref.organizationId, (tx) => lockScreening(tx, ref.screeningId));

  return {
    /** Opens a screening for every adult and tells where all of them stand. */
    async beginHouseholdScreening(ref: { organizationId: string; applicationId: string }): Promise<ScreeningState[]> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        await beginScreenings(tx, ref.applicationId);
        const rows = await tx.screening.findMany({
          where: { applicationId: ref.applicationId },
          orderBy: { id: 'asc' },
        });
        return rows.map(({ id, status }) => ({ screeningId: id, status: status as ScreeningStatus }));
      });
    },

    /**
     * Gives the agency a candidate and an invitation, keeps both, and sends the applicant our link. Every step is
     * repeatable: the agency knows each by a key made of our id and the round.
     */
    async inviteToScreening({ round, ...ref }: ScreeningRef & { round: number }): Promise<ScreeningState> {
      const screening = await load(ref);
      const candidateRef = screening.candidateRef ?? (await createCandidate(deps, screening));
      const { city, state } = screening.application.unit.property;
      const invitation = await vendors.screening.createInvitation({
        candidateId: candidateRef,
        package: PACKAGE,
        location: { country: 'US', state, city },
        idempotencyKey: `${screening.id}/invitation/${round}`,
      });
      await inOrganization(database, ref.organizationId, (tx) =>
        recordInvitation(tx, linkKey, {
          screeningId: ref.screeningId,
          candidateRef,
          invitationRef: invitation.invitationId,
          invitationUrl: invitation.url,
          expiresAt: invitation.expiresAt,
          now: now(),
        }),
      );
      const { status } = await load(ref);
      return { screeningId: ref.screeningId, status };
    },

    /** Asks the agency how a check stands and brings the store to it. */
    async checkScreening(ref: ScreeningRef): Promise<ScreeningState> {
      const screening = await load(ref);
      if (screening.invitationRef === null) return { screeningId: screening.id, status: screening.status };
      const invitation = await vendors.screening.getInvitation(screening.invitationRef);
      const reportId = screening.reportRef ?? invitation.reportId;
      const report = reportId === null ? null : await vendors.screening.getReport(reportId);
      const news = report === null ? newsOfInvitation(invitation) : newsOfReport(report);
      const status = await inOrganization(database, ref.organizationId, (tx) =>
        recordReport(tx, fieldKey, { screeningId: ref.screeningId, news, now: now() }),
      );
      return { screeningId: screening.id, status };
    },

    /** Sends an applicant their link once more, each occasion once. */
    async remindOfScreening({ occasion, ...ref }: ScreeningRef & { occasion: string }): Promise<void> {
      await inOrganization(database, ref.organizationId, async (tx) => {
        const screening = await lockScreening(tx, ref.screeningId);
        if (screening.status !== 'invited') return;
        await sendScreeningLink(tx, linkKey, { screening, occasion, expiresAt: null, now: now() });
      });
    },

    /** Takes back an invitation that nobody needs any more. */
    async cancelScreening(ref: ScreeningRef): Promise<void> {
      const screening = await load(ref);
      if (screening.invitationRef !== null && screening.status === 'invited') {
        try {
          await vendors.screening.cancelInvitation(screening.invitationRef);
        } catch (error) {
          // Answered in the meantime: there is nothing left to take back.
          if (!isVendorFailure(error) || error.kind !== 'rejected') throw error;
        }
      }
      const reason = 'The application ended';
      await inOrganization(database, ref.organizationId, (tx) =>
        endScreening(tx, { screeningId: ref.screeningId, as: 'canceled', reason }),
      );
    },

    /** Ends a check that the agency refuses. */
    async giveUpScreening(ref: ScreeningRef): Promise<void> {
      const reason = 'The agency could not take it up';
      await inOrganization(database, ref.organizationId, (tx) =>
        endScreening(tx, { screeningId: ref.screeningId, as: 'canceled', reason }),
      );
    },
  };
}

async function createCandidate({ vendors }: ActivityDependencies, screening: LockedScreening): Promise<string> {
  const { applicant, application } = screening;
  const { identity } = parseSteps(applicant.steps);
  const { city, state } = application.unit.property;
  const [first = applicant.name, ...rest] = applicant.name.split(/\s+/);
  const { candidateId } = await vendors.screening.createCandidate({
    applicantId: applicant.id,
    firstName: identity?.first_name ?? first,
    ...(identity?.middle_name && { middleName: identity.middle_name }),
    lastName: identity?.last_name ?? (rest.join(' ') || first),
    email: applicant.email,
    ...(applicant.phone !== null && { phone: applicant.phone }),
    ...(identity && { postalCode: identity.postal_code }),
    location: { country: 'US', state, city },
    idempotencyKey: `${screening.id}/candidate`,
  });
  return candidateId;
}

function newsOfInvitation(invitation: Invitation): ScreeningNews {
  const statuses = { pending: 'invited', completed: 'in_progress', expired: 'expired', canceled: 'canceled' } as const;
  return { status: statuses[invitation.status], reportRef: null, result: null, assessment: null, report: null };
}

function newsOfReport({ status, reportId, result, assessment, raw }: ScreeningReport): ScreeningNews {
  const statuses = {
    pending: 'in_progress',
    suspended: 'in_progress',
    complete: 'complete',
    dispute: 'disputed',
    canceled: 'canceled',
  } as const;
  return { status: statuses[status], reportRef: reportId, result, assessment, report: raw };
}
