import { randomBytes } from 'node:crypto';
import type { ApplicantRole } from '../../../domain/application-steps';
import { addDays, localDateAt, type PlainDateString } from '../../../domain/calendar';
import { cents } from '../../../domain/money';
import { workflowIds } from '../../../domain/workflow-ids';
import { saveStep } from '../../../store/applicants/save-step';
import { submitApplicant } from '../../../store/applicants/submit-applicant';
import { inviteApplication } from '../../../store/applications/invite-application';
import { inOrganization, type Transaction } from '../../../store/database';
import { newId } from '../../../store/new-id';
import { signUp } from '../../../store/users/sign-up';
import type { Decide } from '../../../workflows/application/messages';
import { eventually, type World } from '../../workflows/support/world';

/** A landlord with one vacant home. */
export type GivenUnit = {
  organizationId: string;
  userId: string;
  propertyId: string;
  unitId: string;
  zone: string;
};

export type GivenApplication = GivenUnit & { applicationId: string; applicantIds: string[]; emails: string[] };

type Person = { name: string; role?: ApplicantRole; locale?: 'en' | 'es' };

/** A transaction of the landlord's organization. */
export function within<T>(
  world: World,
  { organizationId }: { organizationId: string },
  work: (tx: Transaction) => Promise<T>,
) {
  return inOrganization(world.database, organizationId, work);
}

/** Signs a landlord up and gives them a home for 1,800 a month. */
export async function givenUnit(world: World, zone = 'America/Los_Angeles'): Promise<GivenUnit> {
  const { userId, organizationId } = await signUp(world.database, {
    organizationName: 'Harbor & Pine',
    name: 'Dana Ruiz',
    email: `dana-${randomBytes(5).toString('hex')}@example.test`,
    password: 'a long enough password',
    timeZone: zone,
    locale: 'en',
  });
  const propertyId = newId('property');
  const unitId = newId('unit');
  await within(world, { organizationId }, async (tx) => {
    await tx.property.create({
      data: {
        id: propertyId,
        organizationId,
        name: 'Alder House',
        addressLine1: '418 Alder St',
        city: 'Seattle',
        state: 'WA',
        postalCode: '98101',
        type: 'apartment',
        timeZone: zone,
        yearBuilt: 1996,
      },
      select: { id: true },
    });
    await tx.unit.create({
      data: { id: unitId, organizationId, propertyId, number: '2B', rentCents: 180_000n, depositCents: 180_000n },
    });
  });
  return { organizationId, userId, propertyId, unitId, zone };
}

/** Invites a household; moves in on the given day, in 20 days unless said. */
export async function invite(
  world: World,
  home: GivenUnit,
  people: readonly Person[],
  { moveInOn, expiresInDays = 14 }: { moveInOn?: PlainDateString; expiresInDays?: number } = {},
): Promise<GivenApplication> {
  const stamp = randomBytes(4).toString('hex');
  const invited = people.map(({ name, role = 'primary', locale = 'en' }) => ({
    ...{ name, role, locale },
    email: `${name.toLowerCase().replaceAll(' ', '.')}-${stamp}@example.test`,
    phone: `+1206555${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`,
  }));
  const applicationId = await within(world, home, (tx) =>
    inviteApplication(tx, world.deps.linkKey, {
      organizationId: home.organizationId,
      unitId: home.unitId,
      applicants: invited,
      desiredMoveInOn: moveInOn ?? addDays(localDateAt(world.now().getTime(), home.zone), 20),
      termMonths: 12,
      expiresInDays,
      invitedBy: home.userId,
      now: world.now(),
    }),
  );
  const rows = await within(world, home, (tx) =>
    tx.applicant.findMany({ where: { applicationId }, orderBy: { id: 'asc' }, select: { id: true, email: true } }),
  );
  const emails = invited.map(({ email }) => email);
  const applicantIds = emails.map((email) => rows.find((row) => row.email === email)?.id ?? '');
  return { ...home, applicationId, applicantIds, emails };
}

/** One person fills in everything and hands in. */
export async function fillIn(
  world: World,
  given: GivenApplication,
  index = 0,
  { incomeCents = 600_000 }: { incomeCents?: number } = {},
): Promise<void> {
  const { applicationId } = given;
  const applicantId = given.applicantIds[index] ?? '';
  const common = { applicationId, applicantId, fieldKey: world.deps.fieldKey, now: world.now() };
  await within(world, given, async (tx) => {
    const applicant = await tx.applicant.findUniqueOrThrow({ where: { id: applicantId } });
    const [first = '', ...rest] = applicant.name.split(' ');
    const name = { first_name: first, middle_name: '', last_name: rest.join(' '), postal_code: '98101' };
    const secret = { date_of_birth: '1990-04-01', ssn_last4: '1234' };
    await saveStep(tx, { ...common, step: 'identity', answers: name, secret });
    const income = { monthly_income_cents: cents(incomeCents), other_income_cents: cents(0) };
    await saveStep(tx, { ...common, step: 'income', answers: { employment: 'employed', employer: 'Acme', ...income } });
    const place = { address: '1 Old St', city: 'Seattle', state: 'WA', postal_code: '98101', since: '2020-05' };
    const landlord = { landlord_name: '', landlord_phone: '', reason: '' };
    await saveStep(tx, { ...common, step: 'residence', answers: { ...place, ...landlord } });
    if (applicant.role === 'primary') {
      await saveStep(tx, { ...common, step: 'pets', answers: { pets: 0, assistance_animals: 0, description: '' } });
    }
    const consent = { text: 'I agree.', locale: 'en', ip: '127.0.0.1', userAgent: 'test' };
    await saveStep(tx, { ...common, step: 'consent', answers: { version: '1', signature: applicant.name }, consent });
    await submitApplicant(tx, { applicationId, applicantId, webUrl: world.deps.urls.web, now: world.now() });
  });
}

/** How an application stands in the store. */
export async function statusOf(world: World, given: GivenApplication): Promise<string> {
  const row = await within(world, given, (tx) =>
    tx.application.findUniqueOrThrow({ where: { id: given.applicationId } }),
  );
  return row.status;
}

/** Waits until an application stands so. */
export async function becomes(world: World, given: GivenApplication, status: string): Promise<void> {
  await eventually(async () => (await statusOf(world, given)) === status, {
    what: `application to be ${status}`,
    limitMs: 90_000,
  });
}

export async function screenings(world: World, given: GivenApplication) {
  return within(world, given, (tx) =>
    tx.screening.findMany({ where: { applicationId: given.applicationId }, orderBy: { id: 'asc' } }),
  );
}

/** Waits for everyone's invitation and has the agency finish each check. */
export async function finishChecks(
  world: World,
  given: GivenApplication,
  outcome: { result?: 'clear' | 'consider'; assessment?: string } = { result: 'clear' },
): Promise<void> {
  const rows = await eventually(
    async () => {
      const found = await screenings(world, given);
      return found.length > 0 && found.every(({ invitationRef }) => invitationRef !== null) ? found : null;
    },
    { what: 'the invitations to the checks', limitMs: 90_000 },
  );
  for (const { invitationRef } of rows) {
    await world.control('checkr/complete', { invitation_id: invitationRef, ...outcome });
  }
}

/** The landlord decides. */
export function decide(
  world: World,
  given: GivenApplication,
  decision: Partial<Decide>,
): Promise<{ leaseId: string | null }> {
  const asked: Decide = {
    outcome: 'approved',
    conditions: [],
    reasons: [],
    decidedBy: given.userId,
    role: 'owner',
    ...decision,
  };
  return world.client.workflow
    .getHandle(workflowIds.application(given.applicationId))
    .executeUpdate<{ leaseId: string | null }, [Decide]>('decide', { args: [asked] });
}

/** What was sent to an email address, by the kind's place in the queue. */
export async function kindsSentTo(world: World, given: GivenUnit, email: string): Promise<string[]> {
  const rows = await within(world, given, (tx) =>
    tx.message.findMany({ where: { email }, orderBy: { createdAt: 'asc' } }),
  );
  return rows.map(({ kind }) => kind);
}

/** The types of events about a subject, oldest first. */
export async function eventsAbout(world: World, given: GivenUnit, subjectId: string): Promise<string[]> {
  const rows = await within(world, given, (tx) =>
    tx.event.findMany({ where: { subjects: { has: subjectId } }, orderBy: { position: 'asc' } }),
  );
  return rows.map(({ type }) => type);
}
