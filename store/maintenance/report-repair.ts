import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { type RepairClock, repairClockFor } from '../../domain/repair-clocks';
import { type Triage, triage } from '../../domain/triage';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { type Reach, type RepairRef, readRepair, summaryOf } from './load-repair';
import { startRepair } from './start-repair';
import { tellHistory, tellTenant } from './tell';

/** A photo that was put into object storage just now. */
export type StoredPhoto = {
  id: string;
  objectKey: string;
  contentType: string;
  byteSize: number;
  width: number;
  height: number;
  sha256: string;
};

export type NewReport = {
  organizationId: string;
  unitId: string;
  /** The lease and tenant it comes from; where left out, the unit's active lease and its first tenant. */
  leaseId?: string | undefined;
  tenantId?: string | undefined;
  description: string;
  category?: string | undefined;
  answers?: Record<string, unknown> | undefined;
  entryPermission: boolean;
  accessNotes?: string | undefined;
  source: 'tenant' | 'landlord';
  locale?: string | undefined;
  /** Photos uploaded before, and photos that came along. */
  mediaIds?: readonly string[] | undefined;
  photos?: readonly StoredPhoto[] | undefined;
  actor: string;
};

/**
 * Records a repair and starts its workflow. What it is about and how pressing, its clock and the safety text are
 * decided in the same transaction, so that a person in danger reads it at once, whatever else is away.
 * @throws TenureError not_found, or not_possible for a tenant who does not live there
 */
export async function reportRepair(
  tx: Transaction,
  reach: Reach,
  report: NewReport,
  at: Date,
): Promise<RepairRef & { triage: Triage }> {
  const { organizationId } = report;
  const unit = await tx.unit.findUnique({ where: { id: report.unitId }, include: { property: true } });
  if (unit === null) throw notFound('unit');
  const { lease, tenant } = await whoLivesThere(tx, report);
  const judged = triage(report);
  const clock = repairClockFor({
    state: unit.property.state,
    category: judged.category,
    severity: judged.severity,
    noticeAtMs: at.getTime(),
    noticeOn: localDateAt(at.getTime(), unit.property.timeZone),
  });
  const requestId = newId('maintenanceRequest');
  await tx.maintenanceRequest.create({
    data: {
      id: requestId,
      organizationId,
      unitId: unit.id,
      leaseId: lease?.id ?? null,
      tenantId: tenant?.id ?? null,
      description: report.description,
      category: judged.category,
      trade: judged.trade,
      severity: judged.severity,
      priority: PRIORITIES[judged.severity],
      source: report.source,
      locale: report.locale ?? tenant?.locale ?? 'en',
      entryPermission: report.entryPermission,
      accessNotes: report.accessNotes ?? null,
      answers: (report.answers ?? {}) as object,
      clockDueAt: new Date(clock.dueAtMs),
      clockRule: keptClock(clock),
      createdAt: at,
    },
    select: { id: true },
  });
  await attachPhotos(tx, report, requestId);
  const ref = { organizationId, requestId };
  await tellOfReport(tx, reach, ref, { judged, clock, report, at });
  await startRepair(tx, { ...ref, propertyId: unit.propertyId, leaseId: lease?.id ?? null });
  return { ...ref, triage: judged };
}

const PRIORITIES = { emergency: 'high', urgent: 'high', routine: 'normal' } as const;

/** What the column clock_rule holds; `warnedAt` and `breachedAt` are added when that happens. */
export type KeptClock = Pick<RepairClock, 'warnAtMs' | 'mustDo' | 'basis' | 'rule' | 'warnings'> & {
  warnedAt?: string;
  breachedAt?: string;
};

function keptClock({ warnAtMs, mustDo, basis, rule, warnings }: RepairClock): KeptClock {
  return { warnAtMs, mustDo, basis, rule, warnings };
}

async function whoLivesThere(tx: Transaction, { unitId, leaseId, tenantId }: NewReport) {
  const lease = await tx.lease.findFirst({
    where: {
      unitId,
      ...(leaseId === undefined ? { status: 'active' } : { id: leaseId }),
      ...(tenantId === undefined ? {} : { tenants: { some: { tenantId } } }),
    },
    include: { tenants: { include: { tenant: true }, orderBy: [{ isPrimary: 'desc' }, { tenantId: 'asc' }] } },
  });
  if (lease === null && leaseId !== undefined) throw notFound('lease');
  const tenants = lease?.tenants.map(({ tenant }) => tenant) ?? [];
  const tenant = tenantId === undefined ? tenants[0] : tenants.find(({ id }) => id === tenantId);
  if (tenantId !== undefined && tenant === undefined) {
    throw new TenureError('not_possible', 'This tenant has no active lease of that unit.', {
      params: [{ name: 'tenant_id', reason: 'must be a tenant of the unit' }],
    });
  }
  return { lease, tenant: tenant ?? null };
}

async function attachPhotos(tx: Transaction, report: NewReport, requestId: string): Promise<void> {
  const { organizationId, mediaIds = [], photos = [] } = report;
  const attached = await tx.media.updateMany({
    where: { id: { in: [...mediaIds] }, maintenanceRequestId: null, workOrderId: null, propertyId: null, unitId: null },
    data: { maintenanceRequestId: requestId },
  });
  if (attached.count !== new Set(mediaIds).size) {
    throw new TenureError('not_possible', 'One of the photos is not there, or belongs to something else.', {
      params: [{ name: 'media_ids', reason: 'must be photos that belong to nothing else yet' }],
    });
  }
  await tx.media.createMany({
    data: photos.map((photo, position) => ({
      ...photo,
      organizationId,
      maintenanceRequestId: requestId,
      kind: 'image',
      position,
    })),
  });
}

type Told = { judged: Triage; clock: RepairClock; report: NewReport; at: Date };

async function tellOfReport(
  tx: Transaction,
  reach: Reach,
  ref: RepairRef,
  { judged, clock, report, at }: Told,
): Promise<void> {
  const repair = await readRepair(tx, ref);
  const reportedBy = report.source === 'landlord' ? 'You' : repair.row.tenant?.name;
  const { actor } = report;
  await tellHistory(
    tx,
    repair,
    'maintenance.reported',
    { reportedBy, summary: summaryOf(report.description) },
    { actor },
  );
  await tellHistory(tx, repair, 'maintenance.triaged', {
    severity: judged.severity,
    category: judged.category,
    because: judged.because,
    clockDueOn: localDateAt(clock.dueAtMs, repair.zone),
    clockRule: clock.rule.text,
  });
  const variables = { severity: judged.severity, safetyText: judged.safetyText };
  await tellTenant(tx, reach, repair, { kind: 'maintenance_received', variables, key: '' }, at);
}
