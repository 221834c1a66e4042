import { notFound, TenureError } from '../../domain/errors';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { turnAutopayOff } from '../mandates/turn-autopay-off';
import { methodLabel } from '../payments/method-label';

/** What is wanted of one stored way to pay; with `tenantId`, only where it is theirs. */
export type MethodWish = {
  organizationId: string;
  paymentMethodId: string;
  tenantId?: string | undefined;
  actor: string;
  now: Date;
};

const UNDER_WAY = ['created', 'submitted', 'unknown', 'processing'];

/** Makes a way to pay the one that is offered first. Repeating changes nothing. @throws TenureError not_found, not_possible */
export async function makeDefaultMethod(tx: Transaction, wish: MethodWish): Promise<void> {
  const method = await lockMethod(tx, wish);
  if (method.isDefault) return;
  if (method.status !== 'active') throw new TenureError('not_possible', 'This way to pay cannot be used any more.');
  await tx.paymentMethod.updateMany({
    where: { tenantId: method.tenantId, isDefault: true },
    data: { isDefault: false },
  });
  await tx.paymentMethod.update({ where: { id: method.id }, data: { isDefault: true }, select: { id: true } });
  await tell(tx, wish, method, 'payment_method.made_default');
}

/**
 * Removes a stored way to pay: it is never presented again, the payment service forgets it, and autopay over it ends,
 * which its payer is told. Another one becomes the default. Repeating changes nothing.
 * @throws TenureError not_found, conflict while a payment by it is under way
 */
export async function removePaymentMethod(tx: Transaction, wish: MethodWish): Promise<void> {
  const method = await lockMethod(tx, wish);
  if (method.status === 'removed') return;
  const underWay = await tx.presentment.count({
    where: { paymentMethodId: method.id, status: { in: UNDER_WAY } },
  });
  if (underWay > 0) {
    throw new TenureError('conflict', 'A payment by this is under way with the bank. Remove it when that is done.');
  }
  const mandates = await tx.mandate.findMany({ where: { paymentMethodId: method.id, status: 'active' } });
  for (const { leaseId } of mandates) {
    const { organizationId, actor, now } = wish;
    await turnAutopayOff(tx, { organizationId, leaseId, reason: 'its way to pay was removed', actor, now });
  }
  await tx.paymentMethod.update({
    where: { id: method.id },
    data: { status: 'removed', isDefault: false },
    select: { id: true },
  });
  if (method.isDefault) await passDefaultOn(tx, method.tenantId);
  await enqueueCommand(tx, {
    organizationId: wish.organizationId,
    workflowType: 'methodRemoval',
    workflowId: workflowIds.methodRemoval(method.id),
    kind: 'start',
    input: { organizationId: wish.organizationId, paymentMethodId: method.id },
  });
  await tell(tx, wish, method, 'payment_method.removed');
}

async function passDefaultOn(tx: Transaction, tenantId: string): Promise<void> {
  const next = await tx.paymentMethod.findFirst({
    where: { tenantId, status: 'active' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  if (next !== null) await tx.paymentMethod.update({ where: { id: next.id }, data: { isDefault: true } });
}

async function lockMethod(tx: Transaction, { paymentMethodId, tenantId }: MethodWish) {
  // Leases before methods, as everywhere: autopay on one of them may end.
  await tx.$queryRaw`select l.id from leases l join mandates m on m.lease_id = l.id
    where m.payment_method_id = ${paymentMethodId} and m.status = 'active' order by l.id for update of l`;
  await tx.$queryRaw`select id from payment_methods where tenant_id = (select tenant_id from payment_methods where id = ${paymentMethodId}) order by id for update`;
  const method = await tx.paymentMethod.findUnique({ where: { id: paymentMethodId } });
  if (method === null || (tenantId !== undefined && method.tenantId !== tenantId)) throw notFound('way to pay');
  return method;
}

type Method = Awaited<ReturnType<typeof lockMethod>>;

async function tell(
  tx: Transaction,
  { organizationId, actor }: MethodWish,
  method: Method,
  type: 'payment_method.removed' | 'payment_method.made_default',
): Promise<void> {
  const payload = { label: methodLabel(method), method: method.kind, last4: method.last4 };
  await appendEvent(tx, { organizationId, type, subjectId: method.id, alsoAbout: [method.tenantId], payload, actor });
}
