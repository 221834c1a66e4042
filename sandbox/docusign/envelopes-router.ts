import { randomUUID } from 'node:crypto';
import { type Request, Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { resendEnvelope, sendEnvelope, voidEnvelope } from './change-envelope';
import { renderDocument } from './documents';
import { type Change, DocusignError, type Envelope } from './envelope';
import type { EnvelopeDesk } from './envelope-desk';
import { handle } from './http';
import { listEnvelopes } from './list-envelopes';
import { parseDefinition } from './parse-definition';
import { serializeDocuments, serializeEnvelope, serializeRecipients } from './serialize-envelope';

const base = '/restapi/v2.1/accounts/:accountId/envelopes';

/** Envelopes: create, list, get, update (send, void, resend), documents, audit events. */
export function envelopesRouter(sandbox: Sandbox, desk: EnvelopeDesk): Router {
  const router = Router();
  router.post(
    base,
    handle(async (request, response) => {
      const { envelope, send } = parseDefinition(request.body, randomUUID, sandbox.now());
      const change: Change = send ? sendEnvelope(envelope, sandbox.now()) : { occurrences: [], invited: [] };
      await desk.commit(envelope, change);
      response.status(201).json({
        envelopeId: envelope.envelopeId,
        uri: `/envelopes/${envelope.envelopeId}`,
        statusDateTime: envelope.statusChangedDateTime,
        status: envelope.status,
      });
    }),
  );
  router.get(
    base,
    handle((request, response) => void response.json(listEnvelopes(desk.list(), request.query))),
  );
  router.get(
    `${base}/:envelopeId`,
    handle((request, response) => {
      const envelope = desk.get(idOf(request));
      response.json({ ...serializeEnvelope(envelope), ...included(envelope, asText(request.query.include)) });
    }),
  );
  router.put(
    `${base}/:envelopeId`,
    handle(async (request, response) => {
      const envelope = desk.get(idOf(request));
      await desk.commit(envelope, changeAsked(envelope, request, sandbox.now()));
      response.json({ envelopeId: envelope.envelopeId });
    }),
  );
  addDocuments(router, desk);
  return router;
}

function addDocuments(router: Router, desk: EnvelopeDesk): void {
  router.get(
    `${base}/:envelopeId/documents`,
    handle((request, response) => {
      const envelope = desk.get(idOf(request));
      response.json({ envelopeId: envelope.envelopeId, envelopeDocuments: serializeDocuments(envelope) });
    }),
  );
  router.get(
    `${base}/:envelopeId/documents/:documentId`,
    handle(async (request, response) => {
      const documentId = String(request.params.documentId);
      const { name, pdf } = await renderDocument(desk.get(idOf(request)), documentId);
      response.set('content-disposition', `file; filename="${name}"; documentid="${documentId}"`);
      response.type('application/pdf').send(pdf);
    }),
  );
  router.get(
    `${base}/:envelopeId/audit_events`,
    handle((request, response) => {
      const auditEvents = desk.get(idOf(request)).audit.map(({ at, action, who }) => ({
        eventFields: [
          { name: 'logTime', value: at },
          { name: 'Action', value: action },
          { name: 'UserName', value: who },
        ],
      }));
      response.json({ auditEvents });
    }),
  );
}

function changeAsked(envelope: Envelope, request: Request, now: Date): Change {
  const body = asRecord(request.body) ?? {};
  if (body.status === 'voided') return voidEnvelope(envelope, asText(body.voidedReason) ?? '', now);
  if (body.status === 'sent') return sendEnvelope(envelope, now);
  if (request.query.resend_envelope === 'true') return resendEnvelope(envelope);
  const detail = "Only status 'sent', status 'voided' and resend_envelope=true are understood here.";
  throw new DocusignError(
    'INVALID_REQUEST_PARAMETER',
    `The request contained at least one invalid parameter. ${detail}`,
  );
}

function included(envelope: Envelope, include = ''): Record<string, unknown> {
  const wanted = include.split(',');
  return {
    ...(wanted.includes('recipients') ? { recipients: serializeRecipients(envelope, wanted.includes('tabs')) } : {}),
    ...(wanted.includes('documents') ? { envelopeDocuments: serializeDocuments(envelope) } : {}),
    ...(wanted.includes('custom_fields') ? { customFields: envelope.customFields ?? {} } : {}),
  };
}

function idOf(request: Request): string {
  return String(request.params.envelopeId);
}
