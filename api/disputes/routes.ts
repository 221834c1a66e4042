import { z } from 'zod';
import { achDispute } from '../../domain/ach-returns';
import { disputeMeaning } from '../../domain/disputes';
import { statesOf } from '../../domain/states';
import { workflowIds } from '../../domain/workflow-ids';
import { acceptDispute, addEvidence, askToSubmit, stateCase } from '../../store/disputes/answer-dispute';
import { listDisputes, type ReadDispute, readDispute } from '../../store/disputes/read-dispute';
import { homeAddress } from '../../store/leases/home-address';
import { decodeCursor, pageOf } from '../http/cursor';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, instant, listOf, pageQuery, queryFlag, text } from '../http/schema';

const tag = 'Money';
const SORT = 'disputes';
const one = z.strictObject({ id: id('dispute') });

const disputeAnswer = z
  .object({
    object: z.literal('dispute'),
    id: id('dispute'),
    payment_id: id('payment'),
    lease_id: id('lease').nullable(),
    home: z.string().nullable(),
    payer: z.string().nullable(),
    status: z.enum(statesOf('dispute')),
    is_contestable: z.boolean().meta({ description: 'A debit that its bank returned is not' }),
    reason: z.string(),
    meaning: z.string(),
    return_code: z.string().nullable(),
    amount_cents: z.int(),
    payment_amount_cents: z.int(),
    fee_cents: z.int(),
    currency: z.string(),
    evidence_due_at: instant.nullable(),
    statement: z.string().nullable(),
    wants_submission: z.boolean(),
    accepted: z.boolean(),
    files: z.array(z.object({ id: z.string(), kind: z.string(), title: z.string(), created_at: instant })),
    submissions: z.array(
      z.object({
        id: z.string(),
        number: z.int(),
        status: z.enum(statesOf('dispute_submission')),
        document_id: z.string().nullable(),
        failure: z.string().nullable(),
        sent_at: instant.nullable(),
      }),
    ),
    opened_at: instant,
    closed_at: instant.nullable(),
    workflow_id: z.string().nullable(),
  })
  .meta({ id: 'Dispute' });

export const disputeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/disputes',
    tag,
    summary: 'Disputes and late bank returns, the newest first',
    permission: 'payments.read',
    query: z.strictObject({
      ...pageQuery,
      lease_id: id('lease').optional(),
      status: z.enum(statesOf('dispute')).optional(),
      open: queryFlag().optional(),
    }),
    answer: listOf(disputeAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const after = afterOf(query.cursor);
      const rows = await listDisputes(tx, {
        leaseId: query.lease_id,
        status: query.status,
        isOpen: query.open,
        after,
        limit,
      });
      return pageOf(rows, limit, serialize, (row) => ({ sort: SORT, after: [row.openedAt.toISOString(), row.id] }));
    },
  }),
  route({
    method: 'get',
    path: '/disputes/{id}',
    tag,
    summary: 'One dispute',
    permission: 'payments.read',
    params: one,
    answer: disputeAnswer,
    inTransaction: async ({ params }, tx) => serialize(await readDispute(tx, params.id)),
  }),
  route({
    method: 'post',
    path: '/disputes/{id}/statement',
    tag,
    summary: 'Say in your own words what happened',
    description: 'The last words stand until the evidence is handed in, two days before the bank’s deadline.',
    permission: 'payments.write',
    params: one,
    body: z.strictObject({ statement: text(5_000) }),
    answer: disputeAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const wanted = { organizationId, disputeId: params.id, actor: actor.id, now };
      await stateCase(tx, { ...wanted, statement: body.statement });
      return serialize(await readDispute(tx, params.id));
    },
  }),
  route({
    method: 'post',
    path: '/disputes/{id}/evidence',
    tag,
    summary: 'Add a paper or a photo that is on file',
    description: 'At most two papers, which are handed in beside ours, and eight photos, which are printed into it.',
    permission: 'payments.write',
    params: one,
    body: z
      .strictObject({ document_id: id('document').optional(), media_id: id('media').optional(), title: text(120) })
      .refine((body) => (body.document_id === undefined) !== (body.media_id === undefined), {
        error: 'must be given, or `media_id`: one of the two',
        path: ['document_id'],
      }),
    answer: disputeAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const file = { documentId: body.document_id, mediaId: body.media_id };
      const wanted = { organizationId, disputeId: params.id, actor: actor.id, now };
      await addEvidence(tx, { ...wanted, ...file, title: body.title });
      return serialize(await readDispute(tx, params.id));
    },
  }),
  ...(['submit', 'accept'] as const).map((how) =>
    route({
      method: 'post',
      path: `/disputes/{id}/${how}`,
      tag,
      summary: how === 'submit' ? 'Hand the evidence in now' : 'Accept the dispute: the payer keeps the money',
      description: how === 'submit' ? 'It cannot be changed afterwards.' : 'It stays owed on the lease.',
      permission: 'payments.write',
      params: one,
      body: z.strictObject({}),
      answer: disputeAnswer,
      status: 202,
      inTransaction: async ({ params, organizationId, actor, now }, tx) => {
        const wanted = { organizationId, disputeId: params.id, actor: actor.id, now };
        await (how === 'submit' ? askToSubmit : acceptDispute)(tx, wanted);
        return serialize(await readDispute(tx, params.id));
      },
    }),
  ),
];

function afterOf(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const [at = '', last = ''] = decodeCursor(cursor, SORT, 2).map(String);
  if (!instant.safeParse(at).success) throw invalid([{ name: 'cursor', reason: 'is not a cursor of this list' }]);
  return { openedAt: new Date(at), id: last };
}

function serialize(row: ReadDispute): z.input<typeof disputeAnswer> {
  return {
    object: 'dispute',
    id: row.id,
    payment_id: row.paymentId,
    lease_id: row.leaseId,
    home: row.lease === null ? null : homeAddress(row.lease.unit),
    payer: row.payment.tenant?.name ?? null,
    status: row.status,
    is_contestable: row.isContestable,
    reason: row.reason,
    meaning: row.isContestable ? disputeMeaning(row.reason) : achDispute(row.reason).meaning,
    return_code: row.returnCode,
    amount_cents: row.amountCents,
    payment_amount_cents: Number(row.payment.amountCents),
    fee_cents: row.feeCents,
    currency: row.currency,
    evidence_due_at: row.evidenceDueAt?.toISOString() ?? null,
    statement: row.statement,
    wants_submission: row.wantsSubmission,
    accepted: row.acceptedBy !== null,
    files: row.files.map((file) => ({
      id: file.id,
      kind: file.kind,
      title: file.title,
      created_at: file.createdAt.toISOString(),
    })),
    submissions: row.submissions.map((submission) => ({
      id: submission.id,
      number: submission.number,
      status: statesOf('dispute_submission').find((known) => known === submission.status) ?? 'unknown',
      document_id: submission.documentId,
      failure: submission.failure,
      sent_at: submission.sentAt?.toISOString() ?? null,
    })),
    opened_at: row.openedAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
    workflow_id: row.isContestable ? workflowIds.dispute(row.id) : null,
  };
}
