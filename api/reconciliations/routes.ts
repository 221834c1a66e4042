import { z } from 'zod';
import { localDateAt } from '../../domain/calendar';
import { readOrganization } from '../../store/organizations/read-organization';
import { requestReconciliation } from '../../store/reconciliation/begin-run';
import { closeDifference } from '../../store/reconciliation/keep-differences';
import { listReconciliations, readDifference, readReconciliation } from '../../store/reconciliation/read-runs';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf, pageQuery } from '../http/schema';
import {
  closing,
  differenceAnswer,
  newReconciliation,
  reconciliationAnswer,
  serializeDifference,
  serializeRun,
} from './schemas';

const tag = 'Money';
const SORT = 'reconciliations';

export const reconciliationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/reconciliations',
    tag,
    summary: 'Reconciliations, the newest day first',
    permission: 'reconciliations.read',
    query: z.strictObject(pageQuery),
    answer: listOf(reconciliationAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const from = decodeDateCursor(query.cursor, SORT);
      const rows = await listReconciliations(tx, { after: from && { runOn: from.date, id: from.id }, limit });
      return pageOf(
        rows,
        limit,
        (run) => serializeRun(run),
        (run) => ({ sort: SORT, after: [run.runOn, run.id] }),
      );
    },
  }),
  route({
    method: 'get',
    path: '/reconciliations/{id}',
    tag,
    summary: 'One reconciliation with what differs',
    permission: 'reconciliations.read',
    params: z.strictObject({ id: id('reconciliation') }),
    answer: reconciliationAnswer,
    inTransaction: async ({ params }, tx) => {
      const { run, differences } = await readReconciliation(tx, params.id);
      return serializeRun(run, differences);
    },
  }),
  route({
    method: 'post',
    path: '/reconciliations',
    tag,
    summary: 'Reconcile now',
    description:
      'Reads what the payment service booked and paid out since the last run, books its fees and payouts, and writes down every difference. It happens by itself every day; one more does no harm.',
    permission: 'reconciliations.write',
    body: newReconciliation,
    answer: reconciliationAnswer,
    status: 202,
    inTransaction: async ({ organizationId, actor, now, reply }, tx) => {
      const { timeZone } = await readOrganization(tx, organizationId);
      const runOn = localDateAt(now.getTime(), timeZone);
      const reconciliationId = await requestReconciliation(tx, { organizationId, runOn, actor: actor.id });
      reply.header('Location', `/v1/reconciliations/${reconciliationId}`);
      const { run, differences } = await readReconciliation(tx, reconciliationId);
      return serializeRun(run, differences);
    },
  }),
];

export const differenceRoutes: Route[] = [
  route({
    method: 'post',
    path: '/differences/{id}/close',
    tag,
    summary: 'Close a difference, with a reason',
    description: 'It is not found again as long as both sides say what they say now. Nothing is booked by it.',
    permission: 'reconciliations.write',
    params: z.strictObject({ id: id('difference') }),
    body: closing,
    answer: differenceAnswer,
    inTransaction: async ({ params, body, actor, now }, tx) => {
      await closeDifference(tx, { differenceId: params.id, reason: body.reason, actor: actor.id, now });
      return serializeDifference(await readDifference(tx, params.id));
    },
  }),
];
