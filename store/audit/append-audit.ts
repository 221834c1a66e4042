import { createHash } from 'node:crypto';
import type { Transaction } from '../database';
import { newId } from '../new-id';

export type NewAuditEntry = {
  organizationId: string;
  actor: string;
  action: string;
  subjectId: string;
  before?: unknown;
  after?: unknown;
  origin?: string;
};

/** Writes who did what to what, chained by hash to the organization's entry before it. */
export async function appendAudit(tx: Transaction, entry: NewAuditEntry): Promise<void> {
  // One writer per organization at a time, so that the chain has no forks.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`audit|${entry.organizationId}`}, 0))`;
  const last = await tx.auditEntry.findFirst({
    where: { organizationId: entry.organizationId },
    orderBy: { sequence: 'desc' },
    select: { sequence: true, hash: true },
  });
  const sequence = (last?.sequence ?? 0n) + 1n;
  const previousHash = last?.hash ?? '';
  const at = new Date();
  const facts = [sequence.toString(), entry.actor, entry.action, entry.subjectId, entry.before, entry.after, at];
  await tx.auditEntry.create({
    data: {
      id: newId('audit'),
      organizationId: entry.organizationId,
      sequence,
      actor: entry.actor,
      action: entry.action,
      subjectId: entry.subjectId,
      ...(entry.before === undefined ? {} : { before: entry.before as object }),
      ...(entry.after === undefined ? {} : { after: entry.after as object }),
      origin: entry.origin ?? null,
      previousHash,
      hash: createHash('sha256').update(previousHash).update(JSON.stringify(facts)).digest('hex'),
      at,
    },
    select: { id: true },
  });
}
