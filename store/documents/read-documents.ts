import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Document } from '../generated/client';

/** One document. @throws TenureError not_found */
export async function readDocument(tx: Transaction, id: string): Promise<Document> {
  const document = await tx.document.findUnique({ where: { id } });
  if (document === null) throw notFound('document');
  return document;
}

export type DocumentFilter = {
  leaseId?: string | undefined;
  /** Of this application: its applicants' papers and notices. */
  applicationId?: string | undefined;
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
};

/** Documents, the newest first; one more than `limit` where there are more. */
export async function listDocuments(tx: Transaction, filter: DocumentFilter): Promise<Document[]> {
  const { leaseId, applicationId, after, limit } = filter;
  const applicants =
    applicationId === undefined ? [] : await tx.applicant.findMany({ where: { applicationId }, select: { id: true } });
  return tx.document.findMany({
    where: {
      ...(leaseId !== undefined && { leaseId }),
      ...(applicationId !== undefined && { subjectId: { in: [applicationId, ...applicants.map(({ id }) => id)] } }),
      ...(after !== undefined && {
        OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
      }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}
