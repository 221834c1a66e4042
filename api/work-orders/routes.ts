import { z } from 'zod';
import { listWorkOrders, readWorkOrder } from '../../store/work-orders/list-work-orders';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newestFirst, placeIn } from './newest-first';
import { workOrderAnswer, workOrderQuery } from './schemas';
import { serializeWorkOrder } from './serialize';

const tag = 'Maintenance';

export const workOrderRoutes: Route[] = [
  route({
    method: 'get',
    path: '/work-orders',
    tag,
    summary: 'Jobs with their offers, the newest first',
    permission: 'maintenance.read',
    query: workOrderQuery,
    answer: listOf(workOrderAnswer),
    inTransaction: async ({ query }, tx) => {
      const { limit = DEFAULT_LIMIT, request_id, vendor_id, status, cursor } = query;
      const filter = { requestId: request_id, vendorId: vendor_id, status, after: placeIn(cursor), limit };
      return pageOf(await listWorkOrders(tx, filter), limit, serializeWorkOrder, newestFirst);
    },
  }),
  route({
    method: 'get',
    path: '/work-orders/{id}',
    tag,
    summary: 'One job',
    permission: 'maintenance.read',
    params: z.strictObject({ id: id('workOrder') }),
    answer: workOrderAnswer,
    inTransaction: async ({ params }, tx) => serializeWorkOrder(await readWorkOrder(tx, params.id)),
  }),
];
