import { z } from 'zod';
import { notFound } from '../../domain/errors';
import type { Transaction } from '../../store/database';
import type { PaymentMethod } from '../../store/generated/client';
import { makeDefaultMethod, removePaymentMethod } from '../../store/payment-methods/manage-payment-methods';
import { type Route, route } from '../http/route';
import { id, listOf } from '../http/schema';
import { paymentMethodAnswer } from '../payments/schemas';

const tag = 'Money';
const one = z.strictObject({ id: id('paymentMethod') });

export const paymentMethodRoutes: Route[] = [
  route({
    method: 'get',
    path: '/tenants/{id}/payment-methods',
    tag,
    summary: 'The ways to pay that a tenant has stored',
    permission: 'payments.read',
    params: z.strictObject({ id: id('tenant') }),
    answer: listOf(paymentMethodAnswer),
    inTransaction: async ({ params }, tx) => {
      const tenant = await tx.tenant.findUnique({
        where: { id: params.id },
        include: { paymentMethods: { orderBy: [{ isDefault: 'desc' }, { createdAt: 'desc' }], take: 100 } },
      });
      if (tenant === null) throw notFound('tenant');
      const data = tenant.paymentMethods.map(serialize);
      return { object: 'list' as const, data, has_more: false, next_cursor: null };
    },
  }),
  route({
    method: 'post',
    path: '/payment-methods/{id}/default',
    tag,
    summary: 'Make a way to pay the one offered first',
    permission: 'payments.write',
    params: one,
    answer: paymentMethodAnswer,
    inTransaction: async ({ params, organizationId, actor, now }, tx) => {
      await makeDefaultMethod(tx, { organizationId, paymentMethodId: params.id, actor: actor.id, now });
      return read(tx, params.id);
    },
  }),
  route({
    method: 'post',
    path: '/payment-methods/{id}/remove',
    tag,
    summary: 'Remove a stored way to pay',
    description:
      'It is never presented again; autopay over it ends and its payer is told. Refused while a payment by it is under way.',
    permission: 'payments.write',
    params: one,
    answer: paymentMethodAnswer,
    inTransaction: async ({ params, organizationId, actor, now }, tx) => {
      await removePaymentMethod(tx, { organizationId, paymentMethodId: params.id, actor: actor.id, now });
      return read(tx, params.id);
    },
  }),
];

async function read(tx: Transaction, paymentMethodId: string) {
  const method = await tx.paymentMethod.findUnique({ where: { id: paymentMethodId } });
  if (method === null) throw notFound('way to pay');
  return serialize(method);
}

function serialize(method: PaymentMethod): z.input<typeof paymentMethodAnswer> {
  return {
    object: 'payment_method',
    id: method.id,
    tenant_id: method.tenantId,
    kind: method.kind,
    brand: method.brand,
    last4: method.last4,
    expires_on: method.expiresOn,
    is_default: method.isDefault,
    status: method.status,
    blocked_reason: method.blockedReason,
    created_at: method.createdAt.toISOString(),
  };
}
