import { Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { declineEnvelope, signEnvelope, voidEnvelope } from './change-envelope';
import { type EnvelopeDesk, signerOf } from './envelope-desk';
import { handle } from './http';

/** Controls for tests and demos: a signer signs or declines without a browser, an envelope expires now. */
export function docusignControlRouter(sandbox: Sandbox, desk: EnvelopeDesk): Router {
  const router = Router();
  router.post(
    '/control/docusign/sign',
    handle(async (request, response) => {
      const body = asRecord(request.body) ?? {};
      const envelope = desk.get(asText(body.envelope_id) ?? '');
      const signer = signerOf(envelope, asText(body.recipient_id) ?? '');
      await desk.commit(envelope, signEnvelope(envelope, signer, signer.name, sandbox.now()));
      response.json({ status: envelope.status });
    }),
  );
  router.post(
    '/control/docusign/decline',
    handle(async (request, response) => {
      const body = asRecord(request.body) ?? {};
      const envelope = desk.get(asText(body.envelope_id) ?? '');
      const signer = signerOf(envelope, asText(body.recipient_id) ?? '');
      const reason = asText(body.reason) ?? 'Declined';
      await desk.commit(envelope, declineEnvelope(envelope, signer, reason, sandbox.now()));
      response.json({ status: envelope.status });
    }),
  );
  router.post(
    '/control/docusign/expire',
    handle(async (request, response) => {
      const envelope = desk.get(asText(asRecord(request.body)?.envelope_id) ?? '');
      await desk.commit(envelope, voidEnvelope(envelope, 'Envelope has expired.', sandbox.now()));
      response.json({ status: envelope.status });
    }),
  );
  return router;
}
