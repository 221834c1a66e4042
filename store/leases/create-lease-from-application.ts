import { z } from 'zod';
import { parseSteps } from '../../domain/application-steps';
import { addDays, addMonths, laterOf, localDateAt } from '../../domain/calendar';
import { leaseTermsSchema, paymentScheduleSchema } from '../../domain/lease-terms';
import { localeOf } from '../../domain/locales';
import type { LoadedApplication } from '../applications/lock-application';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { readOrganization } from '../organizations/read-organization';
import { fromSqlDateOrNull } from '../plain-dates';
import { findOrCreateTenant } from '../tenants/find-or-create-tenant';
import { createLease } from './create-lease';

const defaultsSchema = z.object({
  lease_terms: leaseTermsSchema.optional(),
  payment_schedule: paymentScheduleSchema.optional(),
});

/**
 * Makes tenants of an approved household and draws up their lease on the terms they applied for. Guarantors become no
 * tenants. Asked twice, it answers with the same lease.
 * @returns the lease's id
 */
export async function createLeaseFromApplication(
  tx: Transaction,
  { application, by, now }: { application: LoadedApplication; by: string; now: Date },
): Promise<string> {
  const { organizationId, id: applicationId, unit } = application;
  const existing = await tx.lease.findFirst({ where: { applicationId, status: { not: 'canceled' } } });
  if (existing !== null) return existing.id;
  const today = localDateAt(now.getTime(), unit.property.timeZone);
  const startsOn = laterOf(fromSqlDateOrNull(application.desiredMoveInOn) ?? today, today);
  const organization = await readOrganization(tx, organizationId);
  const defaults = defaultsSchema.safeParse(organization.settings).data ?? {};
  return createLease(tx, {
    organizationId,
    unitId: application.unitId,
    applicationId,
    tenantIds: await tenantsOf(tx, application),
    startsOn,
    endsOn: addDays(addMonths(startsOn, application.termMonths), -1),
    rentCents: fromSqlCents(application.rentCents),
    depositCents: fromSqlCents(application.depositCents),
    dueDay: 1,
    paymentSchedule: defaults.payment_schedule ?? paymentScheduleSchema.parse({}),
    terms: defaults.lease_terms,
    by,
  });
}

async function tenantsOf(tx: Transaction, application: LoadedApplication): Promise<string[]> {
  const people = application.applicants
    .filter(({ role, status }) => role !== 'guarantor' && status !== 'withdrawn')
    .sort((a, b) => Number(b.role === 'primary') - Number(a.role === 'primary'));
  const ids: string[] = [];
  for (const applicant of people) {
    const { result } = application.screenings.find(({ applicantId }) => applicantId === applicant.id) ?? {};
    const tenantId = await findOrCreateTenant(tx, {
      organizationId: application.organizationId,
      name: legalName(applicant),
      email: applicant.email,
      phone: applicant.phone,
      locale: localeOf(applicant.locale),
      backgroundCheckStatus: result === 'clear' || result === 'consider' ? result : 'none',
    });
    await tx.applicant.update({ where: { id: applicant.id }, data: { tenantId }, select: { id: true } });
    ids.push(tenantId);
  }
  return ids;
}

/** The name as the applicant wrote it for the lease; as they were invited where they wrote none. */
export function legalName(applicant: { name: string; steps: unknown }): string {
  const { identity } = parseSteps(applicant.steps);
  if (identity === undefined) return applicant.name;
  return [identity.first_name, identity.middle_name, identity.last_name].filter(Boolean).join(' ');
}
