import { z } from 'zod';
import { parsePeriod } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { requestStatements } from '../../store/owners/statements/begin-run';
import { listStatements } from '../../store/owners/statements/list-statements';
import { loadStatement } from '../../store/owners/statements/read-statements';
import { decodeCursor, pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newStatementRun, runAnswer, statementAnswer, statementQuery, statementWithLines, tag } from './schemas';
import { serializeRun, serializeStatement } from './serialize';

const SORT = 'statement_period';

export const ownerStatementRoutes: Route[] = [
  route({
    method: 'get',
    path: '/owner-statements',
    tag,
    summary: 'Owner statements, the latest month first',
    permission: 'owners.read',
    query: statementQuery,
    answer: listOf(statementAnswer),
    inTransaction: async ({ query: { limit = DEFAULT_LIMIT, cursor, owner_id: ownerId, period } }, tx) => {
      const [month, last] = cursor === undefined ? [] : decodeCursor(cursor, SORT, 2).map(String);
      const after = month === undefined || last === undefined ? undefined : { period: month, id: last };
      const rows = await listStatements(tx, { ownerId, period, after, limit });
      return pageOf(rows, limit, serializeStatement, (row) => ({ sort: SORT, after: [row.period, row.id] }));
    },
  }),
  route({
    method: 'get',
    path: '/owner-statements/{id}',
    tag,
    summary: 'One owner statement with its lines',
    permission: 'owners.read',
    params: z.strictObject({ id: id('ownerStatement') }),
    answer: statementWithLines,
    inTransaction: async ({ params }, tx) => {
      const statement = await loadStatement(tx, params.id);
      if (statement.status === 'draft') throw notFound('owner statement');
      const row = await tx.ownerStatement.findUniqueOrThrow({
        where: { id: params.id },
        include: { owner: { select: { name: true } } },
      });
      const lines = statement.lines.map((line) => ({
        category: line.category,
        label: line.label,
        property_id: line.propertyId,
        property: line.property,
        happened_on: line.happenedOn,
        whole_cents: line.wholeCents,
        share_bps: line.shareBps,
        amount_cents: line.amountCents,
      }));
      return { ...serializeStatement(row), lines };
    },
  }),
  route({
    method: 'post',
    path: '/owner-statement-runs',
    tag,
    summary: 'Make the owner statements of a month that is over',
    description:
      'By itself this happens on the 5th of each month. Asked again for the same month, nothing changes. The work goes on in its workflow.',
    permission: 'owner_statements.write',
    body: newStatementRun,
    answer: runAnswer,
    status: 202,
    inTransaction: async ({ body, organizationId, actor, now }, tx) => {
      const wanted = { organizationId, period: parsePeriod(body.period), startedBy: actor.id, now };
      const runId = await requestStatements(tx, wanted);
      return serializeRun(await tx.ownerStatementRun.findUniqueOrThrow({ where: { id: runId } }));
    },
  }),
];
