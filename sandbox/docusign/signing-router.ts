import { type Request, type Response, Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { declineEnvelope, deliverToSigner, signEnvelope } from './change-envelope';
import { renderDocument } from './documents';
import { type Envelope, isInProgress, type Signer } from './envelope';
import { type EnvelopeDesk, signerOf } from './envelope-desk';
import { handle } from './http';
import { openSigningLink, type SigningLink } from './signing-links';
import { renderNotice, renderSigningPage, type SigningProblem } from './signing-page';

const base = '/pages/docusign/sign/:token';

interface Visit {
  link: SigningLink;
  envelope: Envelope;
  signer: Signer;
}

/** The hosted signing pages: look, read the documents, sign, decline, or leave for later. */
export function signingRouter(sandbox: Sandbox, desk: EnvelopeDesk): Router {
  const router = Router();
  router.get(
    base,
    handle(async (request, response) => {
      const visit = beginVisit(sandbox, desk, request, response);
      if (visit === undefined) return;
      await desk.commit(visit.envelope, deliverToSigner(visit.envelope, visit.signer, sandbox.now()));
      response.send(renderSigningPage({ ...visit, token: visit.link.token }));
    }),
  );
  router.get(
    `${base}/documents/:documentId`,
    handle(async (request, response) => {
      const visit = beginVisit(sandbox, desk, request, response);
      if (visit === undefined) return;
      const { pdf } = await renderDocument(visit.envelope, String(request.params.documentId));
      response.type('application/pdf').send(pdf);
    }),
  );
  router.get(
    `${base}/later`,
    handle((request, response) => {
      const visit = beginVisit(sandbox, desk, request, response);
      if (visit !== undefined) leave(response, visit.link, 'cancel', 'Nothing is signed yet. Your link stays open.');
    }),
  );
  addAnswers(router, sandbox, desk);
  return router;
}

function addAnswers(router: Router, sandbox: Sandbox, desk: EnvelopeDesk): void {
  router.post(
    `${base}/sign`,
    handle(async (request, response) => {
      const visit = beginVisit(sandbox, desk, request, response);
      if (visit === undefined) return;
      const form = asRecord(request.body) ?? {};
      const signature = asText(form.signature)?.trim();
      if (form.consent !== 'yes') return askAgain(response, visit, 'consent');
      if (!signature) return askAgain(response, visit, 'signature');
      await desk.commit(visit.envelope, signEnvelope(visit.envelope, visit.signer, signature, sandbox.now()));
      leave(response, visit.link, 'signing_complete', 'Thank you. You have signed.');
    }),
  );
  router.post(
    `${base}/decline`,
    handle(async (request, response) => {
      const visit = beginVisit(sandbox, desk, request, response);
      if (visit === undefined) return;
      const reason = asText(asRecord(request.body)?.reason)?.trim();
      if (!reason) return askAgain(response, visit, 'reason');
      await desk.commit(visit.envelope, declineEnvelope(visit.envelope, visit.signer, reason, sandbox.now()));
      leave(response, visit.link, 'decline', 'You have declined to sign. The sender was told.');
    }),
  );
}

/** Who visits and what may be signed; undefined when the visitor was already answered. */
function beginVisit(sandbox: Sandbox, desk: EnvelopeDesk, request: Request, response: Response): Visit | undefined {
  const opened = openSigningLink(sandbox, String(request.params.token));
  if (opened === undefined) {
    response.status(404).send(renderNotice('This link is not valid', 'It was replaced, or it was never ours.'));
    return undefined;
  }
  const { link, expired } = opened;
  if (expired) {
    leave(response, link, link.openedAt === undefined ? 'ttl_expired' : 'session_timeout', '');
    return undefined;
  }
  const envelope = desk.get(link.envelopeId);
  const signer = signerOf(envelope, link.recipientId);
  if (signer.status === 'completed') {
    leave(response, link, 'signing_complete', 'You have already signed. Nothing more is needed.');
    return undefined;
  }
  if (!isInProgress(envelope)) {
    const event = envelope.status === 'declined' ? 'decline' : 'exception';
    leave(response, link, event, `This can no longer be signed: it is ${envelope.status}.`);
    return undefined;
  }
  return { link, envelope, signer };
}

function askAgain(response: Response, visit: Visit, problem: SigningProblem): void {
  response.status(422).send(renderSigningPage({ ...visit, token: visit.link.token, problem }));
}

/** Back to where the embedded signer came from, with DocuSign's `event`; emailed signers get a page. */
function leave(response: Response, link: SigningLink, event: string, text: string): void {
  if (link.returnUrl === undefined) return void response.send(renderNotice('DocuSign', text));
  const url = new URL(link.returnUrl);
  url.searchParams.set('event', event);
  response.redirect(303, url.toString());
}
