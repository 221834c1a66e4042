import { Router } from 'express';
import { z } from 'zod';
import type { Sandbox } from '../core/sandbox';
import { correctSigner, resendEnvelope } from './change-envelope';
import { type Change, DocusignError, type Envelope, isInProgress, type Signer } from './envelope';
import { type EnvelopeDesk, signerOf } from './envelope-desk';
import { handle } from './http';
import { serializeRecipients } from './serialize-envelope';
import { createSigningLink, signingUrl } from './signing-links';

const base = '/restapi/v2.1/accounts/:accountId/envelopes/:envelopeId';

const correctionSchema = z.looseObject({
  signers: z
    .array(
      z.looseObject({
        recipientId: z.string(),
        email: z.string().optional(),
        name: z.string().optional(),
        clientUserId: z.string().optional(),
      }),
    )
    .default([]),
});

const viewSchema = z.looseObject({
  returnUrl: z.url(),
  authenticationMethod: z.string(),
  email: z.string(),
  userName: z.string(),
  clientUserId: z.string(),
});

/** Recipients: list, correct, resend, and the address of an embedded signer's page. */
export function recipientsRouter(sandbox: Sandbox, desk: EnvelopeDesk): Router {
  const router = Router();
  router.get(
    `${base}/recipients`,
    handle((request, response) => {
      const envelope = desk.get(String(request.params.envelopeId));
      response.json(serializeRecipients(envelope, request.query.include_tabs === 'true'));
    }),
  );
  router.put(
    `${base}/recipients`,
    handle(async (request, response) => {
      const envelope = desk.get(String(request.params.envelopeId));
      const { change, results } = correctAll(envelope, request.body, sandbox.now());
      const resend = request.query.resend_envelope === 'true' ? resendEnvelope(envelope) : undefined;
      await desk.commit(envelope, merge(change, resend));
      response.json({ recipientUpdateResults: results });
    }),
  );
  router.post(
    `${base}/views/recipient`,
    handle((request, response) => {
      const envelope = desk.get(String(request.params.envelopeId));
      const view = parseBody(viewSchema, request.body);
      const signer = findEmbedded(envelope, view);
      const link = createSigningLink(sandbox, envelope.envelopeId, signer.recipientId, view.returnUrl);
      response.status(201).json({ url: signingUrl(sandbox, link) });
    }),
  );
  return router;
}

interface Correction {
  change: Change;
  results: { recipientId: string; errorDetails: { errorCode: string; message: string } }[];
}

/** Each signer is answered for alone: one that cannot be corrected does not spoil the others. */
function correctAll(envelope: Envelope, body: unknown, now: Date): Correction {
  if (envelope.status !== 'created' && !isInProgress(envelope)) {
    throw new DocusignError('ENVELOPE_INVALID_STATUS', `Invalid envelope status. The envelope is ${envelope.status}.`);
  }
  const all: Correction = { change: { occurrences: [], invited: [] }, results: [] };
  for (const { recipientId, email, name, clientUserId } of parseBody(correctionSchema, body).signers) {
    try {
      const signer = signerOf(envelope, recipientId);
      all.change = merge(all.change, correctSigner(envelope, signer, { email, name, clientUserId }, now));
      all.results.push({ recipientId, errorDetails: { errorCode: 'SUCCESS', message: '' } });
    } catch (error) {
      if (!(error instanceof DocusignError)) throw error;
      all.results.push({ recipientId, errorDetails: { errorCode: error.errorCode, message: error.message } });
    }
  }
  return all;
}

/** Two changes as one; a signer asked by both is asked once. */
function merge(first: Change, second: Change | undefined): Change {
  if (second === undefined) return first;
  return {
    occurrences: [...first.occurrences, ...second.occurrences],
    invited: [...new Set([...first.invited, ...second.invited])],
  };
}

/** Name, email and client user id must all be as in the envelope, and the signer's turn must have come. */
function findEmbedded(envelope: Envelope, view: z.infer<typeof viewSchema>): Signer {
  const signer = envelope.signers.find(
    (each) =>
      each.clientUserId === view.clientUserId &&
      each.email.toLowerCase() === view.email.toLowerCase() &&
      each.name === view.userName,
  );
  if (signer === undefined) {
    throw new DocusignError(
      'UNKNOWN_ENVELOPE_RECIPIENT',
      'The recipient you have identified is not a valid recipient of the specified envelope.',
    );
  }
  if (envelope.status === 'created' || envelope.status === 'voided' || envelope.status === 'declined') {
    throw new DocusignError('ENVELOPE_INVALID_STATUS', `Invalid envelope status. The envelope is ${envelope.status}.`);
  }
  if (signer.status === 'created') {
    throw new DocusignError(
      'RECIPIENT_NOT_IN_SEQUENCE',
      'A token cannot be generated for a recipient whose turn in the routing order has not come.',
    );
  }
  return signer;
}

function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new DocusignError(
    'INVALID_REQUEST_BODY',
    `The request body is missing or improperly formatted. ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}
