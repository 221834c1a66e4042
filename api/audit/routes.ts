import { z } from 'zod';
import { kindOfId } from '../../domain/ids';
import { listAudit } from '../../store/audit/list-audit';
import type { AuditEntry } from '../../store/generated/client';
import { decodeCursor, pageOf } from '../http/cursor';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, instant, listOf, pageQuery } from '../http/schema';

const auditAnswer = z
  .object({
    id: z.string(),
    sequence: z.int(),
    actor: z.string(),
    action: z.string(),
    subject_id: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    origin: z.string().nullable(),
    at: instant,
    previous_hash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });

function serializeEntry(entry: AuditEntry): z.output<typeof auditAnswer> {
  return {
    id: entry.id,
    sequence: Number(entry.sequence),
    actor: entry.actor,
    action: entry.action,
    subject_id: entry.subjectId,
    before: entry.before,
    after: entry.after,
    origin: entry.origin,
    at: entry.at.toISOString(),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  };
}

/** Any id of ours. */
const anyId = z.string().refine((text) => kindOfId(text) !== undefined, { error: 'must be an id' });

export const auditRoutes: Route[] = [
  route({
    method: 'get',
    path: '/audit',
    tag: 'Audit',
    summary: 'Who did what to what, the latest first',
    description: 'Append-only; every entry carries the hash of the one before it.',
    permission: 'audit.read',
    query: z.strictObject({ ...pageQuery, subject: anyId.optional() }),
    answer: listOf(auditAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, 'sequence', 1)[0];
      if (before !== undefined && !Number.isSafeInteger(before)) {
        throw invalid([{ name: 'cursor', reason: 'is not a cursor of this list' }]);
      }
      const beforeSequence = before === undefined ? undefined : Number(before);
      const entries = await listAudit(tx, { subjectId: query.subject, beforeSequence, limit });
      return pageOf(entries, limit, serializeEntry, (entry) => ({ sort: 'sequence', after: [Number(entry.sequence)] }));
    },
  }),
];
