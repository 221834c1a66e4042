import { adverseActionNotice, adverseActionText, type ReportingAgency } from '../domain/adverse-action';
import type { DecisionOutcome } from '../domain/application-decision';
import { addDays, atLocalTime, localDateAt } from '../domain/calendar';
import { localeOf } from '../domain/locales';
import type { Evaluation, Recommendation } from '../domain/screening-criteria';
import type { ApplicationStatus } from '../domain/states';
import { evaluateApplication } from '../store/applications/evaluate-application';
import { expireApplication } from '../store/applications/expire-application';
import { type LoadedApplication, loadApplication } from '../store/applications/lock-application';
import { remindApplication } from '../store/applications/remind-application';
import { withdrawApplication } from '../store/applications/withdraw-application';
import { inOrganization } from '../store/database';
import { decideApplication } from '../store/decisions/decide-application';
import { recordAdverseAction } from '../store/decisions/record-adverse-action';
import { homeAddress } from '../store/leases/home-address';
import { readOrganization } from '../store/organizations/read-organization';
import type { ActivityDependencies } from './dependencies';
import { adverseActionPdf, sha256 } from './documents';

export type ApplicationRef = { organizationId: string; applicationId: string };

/** How the criteria came out, without a word about anybody. */
export type EvaluationSummary = { recommendation: Recommendation; restsOnReport: boolean };

/** What an application's workflow plans by; instants in epoch milliseconds. */
export type ApplicationFacts = {
  status: ApplicationStatus;
  isOver: boolean;
  expiresAtMs: number;
  /** When to remind, the next first. */
  reminderAtMs: number[];
  household: number;
  /** How many have not handed in. */
  missing: number;
  isDisputed: boolean;
  evaluation: EvaluationSummary | null;
  leaseId: string | null;
};

const OVER: ReadonlySet<ApplicationStatus> = new Set(['approved', 'declined', 'withdrawn', 'expired']);
/** Days after the invitation, in the morning, when people read messages. */
const REMINDER_DAYS = [2, 5] as const;
const REMINDER_TIME = '10:00';

/** The agency as it asks to be named in notices. */
const CHECKR: ReportingAgency = {
  name: 'Checkr, Inc.',
  address: 'One Montgomery Street, Suite 2400, San Francisco, CA 94104',
  phone: '(844) 824-3257',
  website: 'candidate.checkr.com',
};

/** Everything that the application workflow does in the world. */
export function createApplicationActivities({ database, vendors, linkKey, now }: ActivityDependencies) {
  return {
    /** Where an application stands. */
    async applicationFacts(ref: ApplicationRef & { beganAtMs: number }): Promise<ApplicationFacts> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        const application = await loadApplication(tx, ref.applicationId);
        const lease = await tx.lease.findFirst({
          where: { applicationId: application.id, status: { not: 'canceled' } },
          select: { id: true },
        });
        return { ...factsOf(application, ref.beganAtMs), leaseId: lease?.id ?? null };
      });
    },

    /** Reminds whoever has not handed in; nobody twice on one occasion. */
    async remindHousehold(ref: ApplicationRef & { occasion: string }): Promise<{ reminded: number }> {
      const reminded = await inOrganization(database, ref.organizationId, (tx) => remindApplication(tx, linkKey, ref));
      return { reminded };
    },

    /** Ends an invitation that ran out, unless it was renewed since. */
    async expireInvitation(ref: ApplicationRef & { seenExpiresAtMs: number }): Promise<void> {
      const seenExpiresAt = new Date(Math.min(ref.seenExpiresAtMs, 8.64e15));
      await inOrganization(database, ref.organizationId, (tx) =>
        expireApplication(tx, { applicationId: ref.applicationId, seenExpiresAt }),
      );
    },

    /** Ends an application at somebody's wish. */
    async withdrawHousehold(ref: ApplicationRef & { by: string; reason?: string | undefined }): Promise<void> {
      const { applicationId, by, reason } = ref;
      await inOrganization(database, ref.organizationId, (tx) =>
        withdrawApplication(tx, { applicationId, by, ...(reason === undefined ? {} : { reason }) }),
      );
    },

    /** Holds the household against the criteria and puts it before the landlord; null where it ended meanwhile. */
    async evaluateHousehold(ref: ApplicationRef): Promise<EvaluationSummary | null> {
      const evaluation = await inOrganization(database, ref.organizationId, (tx) =>
        evaluateApplication(tx, ref.applicationId),
      );
      return evaluation === null ? null : summaryOf(evaluation);
    },

    /** Writes down a decision and what follows at once. @returns the lease drawn up, for an approval */
    async decideHousehold(
      ref: ApplicationRef & {
        outcome: DecisionOutcome;
        conditions: string[];
        reasons: string[];
        overrideReason?: string | undefined;
        decidedBy: string;
        competitors?: 'hold' | 'decline' | undefined;
      },
    ): Promise<{ leaseId: string | null }> {
      const { organizationId, overrideReason = null, competitors = 'hold', ...decision } = ref;
      return inOrganization(database, organizationId, (tx) =>
        decideApplication(tx, { ...decision, overrideReason, competitors, now: now() }),
      );
    },

    /** Whose report was before the landlord: each of them is owed a notice of a refusal or condition. */
    async noticeRecipients(ref: ApplicationRef): Promise<{ applicantIds: string[] }> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        const rows = await tx.screening.findMany({
          where: { applicationId: ref.applicationId, status: 'complete' },
          select: { applicantId: true },
          orderBy: { applicantId: 'asc' },
        });
        return { applicantIds: rows.map(({ applicantId }) => applicantId) };
      });
    },

    /** Writes one person's adverse-action notice, files it with its hash and sends it. Repeating it sends no second. */
    async sendAdverseAction(ref: ApplicationRef & { applicantId: string }): Promise<void> {
      const { organizationId, applicationId, applicantId } = ref;
      const facts = await inOrganization(database, organizationId, (tx) => noticeFacts(tx, ref));
      const notice = adverseActionNotice(facts.notice, facts.locale);
      const pdf = await adverseActionPdf({
        notice,
        applicationId,
        landlordName: facts.notice.landlordName,
        language: facts.locale === 'es' ? 'es-US' : 'en-US',
        createdAt: facts.decidedAt,
      });
      const objectKey = `${organizationId}/notices/${facts.decisionId}/${applicantId}.pdf`;
      await vendors.objects.put({ key: objectKey, body: pdf, contentType: 'application/pdf' });
      await inOrganization(database, organizationId, (tx) =>
        recordAdverseAction(tx, {
          applicationId,
          applicantId,
          decisionId: facts.decisionId,
          noticeText: adverseActionText(notice),
          document: { title: notice.title, objectKey, byteSize: pdf.length, sha256: sha256(pdf) },
        }),
      );
    },
  };
}

function factsOf(application: LoadedApplication, beganAtMs: number): Omit<ApplicationFacts, 'leaseId'> {
  const { status, expiresAt, applicants, screenings } = application;
  const { timeZone } = application.unit.property;
  const household = applicants.filter((applicant) => applicant.status !== 'withdrawn');
  const began = localDateAt(beganAtMs, timeZone);
  return {
    status,
    isOver: OVER.has(status),
    expiresAtMs: expiresAt.getTime(),
    reminderAtMs: REMINDER_DAYS.map((days) => atLocalTime(addDays(began, days), REMINDER_TIME, timeZone)),
    household: household.length,
    missing: household.filter((applicant) => applicant.status !== 'complete').length,
    isDisputed: screenings.some((screening) => screening.status === 'disputed'),
    // Written by evaluateApplication and by nobody else.
    evaluation: application.evaluation === null ? null : summaryOf(application.evaluation as Evaluation),
  };
}

function summaryOf({ recommendation, restsOnReport }: Evaluation): EvaluationSummary {
  return { recommendation, restsOnReport };
}

async function noticeFacts(
  tx: Parameters<typeof loadApplication>[0],
  { organizationId, applicationId, applicantId }: ApplicationRef & { applicantId: string },
) {
  const application = await loadApplication(tx, applicationId);
  const organization = await readOrganization(tx, organizationId);
  const applicant = await tx.applicant.findUniqueOrThrow({ where: { id: applicantId } });
  const decision = await tx.decision.findFirstOrThrow({ where: { applicationId }, orderBy: { decidedAt: 'desc' } });
  const conditions = Array.isArray(decision.conditions) ? decision.conditions.map(String) : [];
  const { property } = application.unit;
  return {
    decisionId: decision.id,
    decidedAt: decision.decidedAt,
    locale: localeOf(applicant.locale),
    notice: {
      action: decision.outcome === 'declined' ? ('denied' as const) : ('conditional' as const),
      applicantName: applicant.name,
      landlordName: organization.name,
      address: `${homeAddress(application.unit)}, ${property.city}, ${property.state}`,
      decidedOn: localDateAt(decision.decidedAt.getTime(), property.timeZone),
      conditions,
      agency: CHECKR,
      score: null,
    },
  };
}
