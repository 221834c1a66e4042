import { z } from 'zod';
import { notFound } from '../../domain/errors';
import { type Route, route } from '../http/route';
import { id, listOf } from '../http/schema';
import { paymentMethodAnswer } from '../payments/schemas';

export const paymentMethodRoutes: Route[] = [
  route({
    method: 'get',
    path: '/tenants/{id}/payment-methods',
    tag: 'Money',
    summary: 'The ways to pay that a tenant has stored',
    permission: 'payments.read',
    params: z.strictObject({ id: id('tenant') }),
    answer: listOf(paymentMethodAnswer),
    inTransaction: async ({ params }, tx) => {
      const tenant = await tx.tenant.findUnique({
        where: { id: params.id },
        include: { paymentMethods: { orderBy: { createdAt: 'desc' }, take: 100 } },
      });
      if (tenant === null) throw notFound('tenant');
      const data = tenant.paymentMethods.map((method) => ({
        object: 'payment_method' as const,
        id: method.id,
        tenant_id: method.tenantId,
        kind: method.kind,
        brand: method.brand,
        last4: method.last4,
        expires_on: method.expiresOn,
        status: method.status,
        blocked_reason: method.blockedReason,
        created_at: method.createdAt.toISOString(),
      }));
      return { object: 'list' as const, data, has_more: false, next_cursor: null };
    },
  }),
];
