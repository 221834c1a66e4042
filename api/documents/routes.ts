import { z } from 'zod';
import { notFound } from '../../domain/errors';
import { may } from '../../domain/permissions';
import { inOrganization } from '../../store/database';
import { listDocuments, readDocument } from '../../store/documents/read-documents';
import type { Document } from '../../store/generated/client';
import { readLease } from '../../store/leases/list-leases';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, instant, listOf, pageQuery } from '../http/schema';
import { newestFirst, placeIn } from '../work-orders/newest-first';

const tag = 'Documents';
const LINK_SECONDS = 300;

const documentAnswer = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    lease_id: z.string().nullable(),
    subject_id: z.string(),
    url: z.string().nullable(),
    content_type: z.string(),
    byte_size: z.int(),
    sha256: z.string(),
    created_at: instant,
  })
  .meta({ id: 'Document' });

function serializeDocument(row: Document): z.output<typeof documentAnswer> {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    lease_id: row.leaseId,
    subject_id: row.subjectId,
    url: `/v1/documents/${row.id}/download`,
    content_type: row.contentType,
    byte_size: row.byteSize,
    sha256: row.sha256,
    created_at: row.createdAt.toISOString(),
  };
}

/** What applicants handed in and what they were told is for those who decide about them. */
const PERSONAL = new Set(['adverse_action', 'applicant_document']);

const ENDINGS: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'text/csv': 'csv' };

export const documentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/leases/{id}/documents',
    tag,
    summary: "A lease's papers, the newest first",
    permission: 'documents.read',
    params: z.strictObject({ id: id('lease') }),
    query: z.strictObject(pageQuery),
    answer: listOf(documentAnswer),
    inTransaction: async ({ params, query }, tx) => {
      await readLease(tx, params.id);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const rows = await listDocuments(tx, { leaseId: params.id, after: placeIn(query.cursor), limit });
      return pageOf(rows, limit, serializeDocument, newestFirst);
    },
  }),
  route({
    method: 'get',
    path: '/applications/{id}/documents',
    tag,
    summary: 'What a household handed in and what it was told',
    permission: 'screenings.read',
    params: z.strictObject({ id: id('application') }),
    query: z.strictObject(pageQuery),
    answer: listOf(documentAnswer),
    inTransaction: async ({ params, query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const rows = await listDocuments(tx, { applicationId: params.id, after: placeIn(query.cursor), limit });
      return pageOf(rows, limit, serializeDocument, newestFirst);
    },
  }),
  route({
    method: 'get',
    path: '/documents/{id}/download',
    tag,
    summary: 'Get a document',
    description: 'Leads to the storage by a redirect that lasts five minutes; browsers save it as a file.',
    permission: 'documents.read',
    params: z.strictObject({ id: id('document') }),
    answer: null,
    status: 302,
    handler: async ({ params, organizationId, actor, reply }, { database, files }) => {
      const document = await inOrganization(database, organizationId, (tx) => readDocument(tx, params.id));
      if (PERSONAL.has(document.kind) && !may(actor.role, 'screenings.read')) throw notFound('document');
      const ending = ENDINGS[document.contentType] ?? 'jpg';
      const downloadAs = `${document.kind.replaceAll('_', '-')}-${document.id.slice(-6)}.${ending}`;
      const shown = { key: document.objectKey, expiresInSeconds: LINK_SECONDS, downloadAs };
      reply.header('Location', await files.downloadUrl(shown));
      reply.header('Cache-Control', 'no-store');
    },
  }),
];
