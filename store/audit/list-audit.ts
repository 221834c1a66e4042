import type { Transaction } from '../database';
import type { AuditEntry } from '../generated/client';

export type AuditFilter = { subjectId?: string | undefined; beforeSequence?: number | undefined; limit: number };

/** Who did what, the latest first; one more than `limit` where there are more. */
export async function listAudit(
  tx: Transaction,
  { subjectId, beforeSequence, limit }: AuditFilter,
): Promise<AuditEntry[]> {
  return tx.auditEntry.findMany({
    where: {
      ...(subjectId === undefined ? {} : { subjectId }),
      ...(beforeSequence === undefined ? {} : { sequence: { lt: BigInt(beforeSequence) } }),
    },
    orderBy: { sequence: 'desc' },
    take: limit + 1,
  });
}
