import { notFound } from '../../domain/errors';
import { assertMayBecome, type MaintenanceStatus, type StateOf } from '../../domain/states';
import { SEVERITIES, type Severity } from '../../domain/triage-rules';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';
import { homeAddress } from '../leases/home-address';

export type RepairRef = { organizationId: string; requestId: string };
/** What writing to people needs beside the database. */
export type Reach = { linkKey: Buffer; webUrl: string };

const INCLUDE = {
  unit: { include: { property: true } },
  tenant: true,
  workOrders: {
    orderBy: { sequence: 'desc' },
    include: { vendor: true, offers: { include: { vendor: true }, orderBy: [{ sentAt: 'asc' }, { id: 'asc' }] } },
  },
} as const satisfies Prisma.MaintenanceRequestInclude;

type Row = Prisma.MaintenanceRequestGetPayload<{ include: typeof INCLUDE }>;
export type WorkOrderRow = Row['workOrders'][number];
export type OfferRow = WorkOrderRow['offers'][number];

/** A repair with everything its steps look at. */
export type Repair = {
  ref: RepairRef;
  row: Row;
  status: MaintenanceStatus;
  severity: Severity;
  organization: { name: string; email: string; phone: string | null; locale: string };
  /** The newest work order; none before the first search for a vendor. */
  workOrder: WorkOrderRow | null;
  zone: string;
  /** `418 Alder St, 2B` */
  address: string;
  /** The repair in a few of the tenant's own words. */
  summary: string;
};

/** Locks a repair until the transaction ends and reads it: its steps go one after the other, whoever asks for them. */
export async function lockRepair(tx: Transaction, ref: RepairRef): Promise<Repair> {
  await tx.$queryRaw`select id from maintenance_requests where id = ${ref.requestId} for update`;
  return readRepair(tx, ref);
}

/** Reads a repair. @throws TenureError not_found */
export async function readRepair(tx: Transaction, ref: RepairRef): Promise<Repair> {
  const row = await tx.maintenanceRequest.findUnique({ where: { id: ref.requestId }, include: INCLUDE });
  if (row === null) throw notFound('maintenance request');
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: row.organizationId } });
  return {
    ref: { organizationId: row.organizationId, requestId: row.id },
    row,
    // The CHECK constraint holds the same list.
    status: row.status as MaintenanceStatus,
    severity: SEVERITIES.find((known) => known === row.severity) ?? 'routine',
    organization,
    workOrder: row.workOrders[0] ?? null,
    zone: row.unit.property.timeZone,
    address: homeAddress(row.unit),
    summary: summaryOf(row.description),
  };
}

const SUMMARY_LENGTH = 60;

/** A description in one short line. */
export function summaryOf(description: string): string {
  const line = description.replace(/\s+/g, ' ').trim();
  if (line.length <= SUMMARY_LENGTH) return line;
  const cut = line.slice(0, SUMMARY_LENGTH - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > SUMMARY_LENGTH / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

/**
 * Moves a locked repair to another state. @throws TenureError illegal_transition
 * @param more columns that change with it
 */
export async function moveRepair(
  tx: Transaction,
  repair: Repair,
  to: MaintenanceStatus,
  more: Prisma.MaintenanceRequestUpdateInput = {},
): Promise<void> {
  assertMayBecome('maintenance', repair.status, to);
  await tx.maintenanceRequest.update({
    where: { id: repair.ref.requestId },
    data: { ...more, status: to, version: { increment: 1 } },
    select: { id: true },
  });
  repair.status = to;
}

/** Moves a work order of a locked repair. @throws TenureError illegal_transition */
export async function moveWorkOrder(
  tx: Transaction,
  workOrder: WorkOrderRow,
  to: StateOf<'work_order'>,
  more: Prisma.WorkOrderUncheckedUpdateInput = {},
): Promise<void> {
  // The CHECK constraint holds the same list.
  assertMayBecome('work_order', workOrder.status as StateOf<'work_order'>, to);
  await tx.workOrder.update({ where: { id: workOrder.id }, data: { ...more, status: to }, select: { id: true } });
  workOrder.status = to;
}
