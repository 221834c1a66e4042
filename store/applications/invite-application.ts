import type { ApplicantRole } from '../../domain/application-steps';
import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import type { Locale } from '../../domain/locales';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { readOrganization } from '../organizations/read-organization';
import { toSqlDateOrNull } from '../plain-dates';
import { criteriaOf } from './criteria';
import { aboutApplication, loadApplication } from './lock-application';
import { sendInvitations } from './send-invitations';

export type InvitedPerson = {
  name: string;
  email: string;
  phone: string | null;
  locale: Locale;
  role: ApplicantRole;
};

export type ApplicationInvitation = {
  organizationId: string;
  unitId: string;
  applicants: readonly InvitedPerson[];
  desiredMoveInOn: string | null;
  /** Left out, the unit's own. */
  rentCents?: number;
  depositCents?: number;
  termMonths: number;
  expiresInDays: number;
  invitedBy: string;
  now: Date;
};

const DAY_MS = 86_400_000;

/**
 * Invites a household to apply for a unit: each gets their own link, and the application's workflow begins.
 * @returns the application's id
 * @throws TenureError not_found for a unit of nobody's; invalid_request where not exactly one leads the household
 */
export async function inviteApplication(
  tx: Transaction,
  linkKey: Buffer,
  invitation: ApplicationInvitation,
): Promise<string> {
  const { organizationId, now } = invitation;
  refuseOddHousehold(invitation.applicants);
  const unit = await tx.unit.findUnique({ where: { id: invitation.unitId } });
  if (unit === null) throw notFound('unit');
  const organization = await readOrganization(tx, organizationId);
  const criteria = criteriaOf(organization.settings);
  const id = newId('application', now.getTime());
  await tx.application.create({
    data: {
      id,
      organizationId,
      unitId: unit.id,
      desiredMoveInOn: toSqlDateOrNull(invitation.desiredMoveInOn),
      rentCents: invitation.rentCents === undefined ? unit.rentCents : BigInt(invitation.rentCents),
      depositCents: invitation.depositCents === undefined ? unit.depositCents : BigInt(invitation.depositCents),
      termMonths: invitation.termMonths,
      criteriaVersion: criteria.version,
      criteria,
      invitedBy: invitation.invitedBy,
      expiresAt: new Date(now.getTime() + invitation.expiresInDays * DAY_MS),
      createdAt: now,
    },
    select: { id: true },
  });
  await tx.applicant.createMany({
    data: invitation.applicants.map((person) => ({
      id: newId('applicant', now.getTime()),
      organizationId,
      applicationId: id,
      ...person,
    })),
  });
  const application = await loadApplication(tx, id);
  await sendInvitations(tx, linkKey, { application, kind: 'application_invited', occasion: 'first' });
  await appendEvent(tx, {
    organizationId,
    type: 'application.invited',
    subjectId: id,
    alsoAbout: aboutApplication(application),
    payload: {
      name: invitation.applicants.map(({ name }) => name).join(', '),
      expires_on: localDateAt(application.expiresAt.getTime(), application.unit.property.timeZone),
    },
    actor: invitation.invitedBy,
  });
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'application',
    workflowId: workflowIds.application(id),
    kind: 'start',
    input: { organizationId, applicationId: id, propertyId: unit.propertyId },
  });
  return id;
}

function refuseOddHousehold(applicants: readonly InvitedPerson[]): void {
  if (applicants.filter(({ role }) => role === 'primary').length !== 1) {
    throw new TenureError('invalid_request', 'Name exactly one primary applicant.', {
      params: [{ name: 'applicants', reason: 'must have exactly one with the role primary' }],
    });
  }
  const emails = applicants.map(({ email }) => email.toLowerCase());
  const twice = emails.findIndex((email, index) => emails.indexOf(email) !== index);
  if (twice !== -1) {
    throw new TenureError('invalid_request', 'Each person needs an email address of their own.', {
      params: [{ name: `applicants.${twice}.email`, reason: 'is there twice: each person gets a link of their own' }],
    });
  }
}
