import type { z } from 'zod';
import { type PlainDateString, parsePlainDate } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { paymentScheduleSchema } from '../../domain/lease-terms';
import { loadApplication } from '../../store/applications/lock-application';
import { fromSqlCents } from '../../store/cents';
import type { Transaction } from '../../store/database';
import { assertTerm, changeDraft } from '../../store/leases/change-draft';
import { createLease } from '../../store/leases/create-lease';
import { createLeaseFromApplication } from '../../store/leases/create-lease-from-application';
import { findOrCreateTenant } from '../../store/tenants/find-or-create-tenant';
import { invalid } from '../http/parse';
import type { leaseChanges, newLeaseBody } from './schemas';

type NewLeaseBody = z.output<typeof newLeaseBody>;
type By = { organizationId: string; actorId: string; now: Date };

/** Draws up a lease from an approved application or from what is given. @returns its id */
export async function drawUpLease(tx: Transaction, body: NewLeaseBody, by: By): Promise<string> {
  const tenantIds = await tenantsOf(tx, body, by.organizationId);
  return body.application_id === undefined
    ? fromScratch(tx, body, tenantIds, by)
    : fromApplication(tx, body.application_id, body, tenantIds, by);
}

async function fromApplication(
  tx: Transaction,
  applicationId: string,
  body: NewLeaseBody,
  tenantIds: string[],
  { organizationId, actorId, now }: By,
): Promise<string> {
  const application = await loadApplication(tx, applicationId);
  if (application.status !== 'approved') {
    throw new TenureError('illegal_transition', 'This application is not approved yet.');
  }
  if (body.unit_id !== undefined && body.unit_id !== application.unitId) {
    throw invalid([{ name: 'unit_id', reason: 'must be the unit that was applied for' }]);
  }
  const leaseId = await createLeaseFromApplication(tx, { application, by: actorId, now });
  const changes = changesOf({ ...body, ...(tenantIds.length === 0 ? {} : { tenant_ids: tenantIds }) });
  if (Object.values(changes).some((value) => value !== undefined)) {
    await changeDraft(tx, { organizationId, leaseId, version: null, changes, actor: actorId });
  }
  return leaseId;
}

async function fromScratch(
  tx: Transaction,
  body: NewLeaseBody,
  tenantIds: string[],
  { organizationId, actorId }: By,
): Promise<string> {
  const { unit_id: unitId, starts_on: startsOn, ends_on: endsOn = null } = body;
  const missing = [
    ...(unitId === undefined ? ['unit_id'] : []),
    ...(startsOn === undefined ? ['starts_on'] : []),
    ...(tenantIds.length === 0 ? ['tenants'] : []),
  ];
  if (unitId === undefined || startsOn === undefined || missing.length > 0) {
    throw invalid(missing.map((name) => ({ name, reason: 'is required' })));
  }
  assertTerm(startsOn, endsOn);
  const unit = await tx.unit.findUnique({ where: { id: unitId } });
  if (unit === null) throw notFound('unit');
  return createLease(tx, {
    organizationId,
    unitId,
    tenantIds,
    startsOn: parsePlainDate(startsOn),
    endsOn: endsOn === null ? null : parsePlainDate(endsOn),
    rentCents: body.rent_cents ?? fromSqlCents(unit.rentCents),
    depositCents: body.deposit_cents ?? fromSqlCents(unit.depositCents),
    dueDay: body.due_day ?? 1,
    paymentSchedule: body.payment_schedule ?? paymentScheduleSchema.parse({}),
    terms: body.terms,
    by: actorId,
  });
}

/** Those named by id first, then the new people in their order. */
async function tenantsOf(tx: Transaction, body: NewLeaseBody, organizationId: string): Promise<string[]> {
  const ids = [...(body.tenant_ids ?? [])];
  for (const { phone = null, ...person } of body.tenants ?? []) {
    ids.push(await findOrCreateTenant(tx, { organizationId, phone, ...person }));
  }
  return ids;
}

/** The changes to a draft that a body asks for. */
export function changesOf(body: z.output<typeof leaseChanges>) {
  const date = (text: string): PlainDateString => parsePlainDate(text);
  return {
    tenantIds: body.tenant_ids,
    startsOn: body.starts_on === undefined ? undefined : date(body.starts_on),
    endsOn: body.ends_on == null ? body.ends_on : date(body.ends_on),
    rentCents: body.rent_cents,
    depositCents: body.deposit_cents,
    dueDay: body.due_day,
    paymentSchedule: body.payment_schedule,
    terms: body.terms,
  };
}
