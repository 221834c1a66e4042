import { notFound, TenureError } from '../../domain/errors';
import type { BillCategory } from '../../domain/owners/bill-categories';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { toSqlDate, toSqlDateOrNull } from '../plain-dates';

export type NewBill = {
  organizationId: string;
  propertyId: string;
  unitId: string | null;
  vendorId: string | null;
  workOrderId: string | null;
  payee: string;
  category: BillCategory;
  description: string;
  number: string | null;
  amountCents: number;
  billedOn: string;
  dueOn: string | null;
  actor: string;
};

/** Writes a bill down as a draft: nothing is owed before it is approved. @throws TenureError not_found */
export async function createBill(tx: Transaction, bill: NewBill): Promise<string> {
  await assertParents(tx, bill);
  const id = newId('bill');
  const { organizationId, actor, billedOn, dueOn, amountCents, ...rest } = bill;
  await tx.bill.create({
    data: {
      id,
      organizationId,
      ...rest,
      amountCents: BigInt(amountCents),
      billedOn: toSqlDate(billedOn),
      dueOn: toSqlDateOrNull(dueOn),
      createdBy: actor,
    },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'bill.created',
    subjectId: id,
    alsoAbout: [bill.propertyId, bill.unitId, bill.vendorId, bill.workOrderId],
    payload: { amount_cents: amountCents, payee: bill.payee, description: bill.description },
    actor,
  });
  return id;
}

export type WorkOrderBill = {
  organizationId: string;
  workOrderId: string;
  amountCents?: number | undefined;
  billedOn: string;
  actor: string;
};

/**
 * Makes the bill of a finished job from its price; a job has one.
 * @returns the bill's id, the one there is where it was made before
 * @throws TenureError not_found, not_possible where the job is not done or nobody said its price
 */
export async function billWorkOrder(tx: Transaction, wanted: WorkOrderBill): Promise<string> {
  await tx.$queryRaw`select id from work_orders where id = ${wanted.workOrderId} for update`;
  const order = await tx.workOrder.findUnique({
    where: { id: wanted.workOrderId },
    include: { vendor: true, bill: { select: { id: true } }, request: { include: { unit: true } } },
  });
  if (order === null) throw notFound('work order');
  if (order.bill !== null) return order.bill.id;
  const amountCents = wanted.amountCents ?? (order.priceCents === null ? undefined : Number(order.priceCents));
  if (order.status !== 'done' || amountCents === undefined || amountCents <= 0) {
    throw new TenureError('not_possible', 'A job is billed once it is done and its price is known.');
  }
  return createBill(tx, {
    organizationId: wanted.organizationId,
    propertyId: order.request.unit.propertyId,
    unitId: order.request.unitId,
    vendorId: order.vendorId,
    workOrderId: order.id,
    payee: order.vendor?.name ?? 'Own work',
    category: 'repairs',
    description: order.request.description.slice(0, 200),
    number: null,
    amountCents,
    billedOn: wanted.billedOn,
    dueOn: null,
    actor: wanted.actor,
  });
}

/** Makes the drafts of jobs that are done, have a price and were not billed, so that none is forgotten. @returns how many */
export async function draftFinishedJobs(
  tx: Transaction,
  { organizationId, billedOn }: { organizationId: string; billedOn: string },
): Promise<number> {
  const jobs = await tx.workOrder.findMany({
    where: { status: 'done', priceCents: { gt: 0 }, bill: null },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 200,
  });
  for (const { id: workOrderId } of jobs) {
    await billWorkOrder(tx, { organizationId, workOrderId, billedOn, actor: 'system' });
  }
  return jobs.length;
}

async function assertParents(tx: Transaction, { propertyId, unitId, vendorId }: NewBill): Promise<void> {
  const property = await tx.property.findUnique({ where: { id: propertyId }, select: { id: true } });
  if (property === null) throw notFound('property');
  const unit =
    unitId === null ? null : await tx.unit.findUnique({ where: { id: unitId }, select: { propertyId: true } });
  if (unitId !== null && unit?.propertyId !== propertyId) throw notFound('unit of this property');
  if (vendorId === null) return;
  const vendor = await tx.vendor.findUnique({ where: { id: vendorId }, select: { id: true } });
  if (vendor === null) throw notFound('vendor');
}
