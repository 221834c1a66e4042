import type { Sandbox } from '../core/sandbox';
import { deliverToInbox } from '../inbox/inbox';
import { voidEnvelope } from './change-envelope';
import { notifyConnect } from './connect';
import { type Change, DocusignError, type Envelope, isInProgress, type Signer } from './envelope';
import { createSigningLink, revokeSigningLinks, signingUrl } from './signing-links';

const sender = 'DocuSign <dse@docusign.test>';

/** The kept envelopes, and what follows from every change of one: webhooks and emails. */
export interface EnvelopeDesk {
  /** Throws ENVELOPE_DOES_NOT_EXIST. An envelope whose time has run out is voided first, as DocuSign does. */
  get(envelopeId: string): Envelope;
  /** In order of creation. */
  list(): Envelope[];
  /** Keeps a changed envelope, tells Connect and writes to the signers. */
  commit(envelope: Envelope, change: Change): Promise<void>;
}

/** The signer with this recipientId; throws INVALID_RECIPIENT_ID. */
export function signerOf(envelope: Envelope, recipientId: string): Signer {
  const signer = envelope.signers.find((each) => each.recipientId === recipientId);
  if (signer === undefined) {
    throw new DocusignError(
      'INVALID_RECIPIENT_ID',
      'The recipient ID specified for the request is invalid or does not exist.',
    );
  }
  return signer;
}

/** Opens the desk over the sandbox's store. */
export function createEnvelopeDesk(sandbox: Sandbox): EnvelopeDesk {
  const envelopes = sandbox.store.collection<Envelope>('docusign_envelopes');

  const commit = async (envelope: Envelope, change: Change): Promise<void> => {
    envelopes.put(envelope.envelopeId, envelope);
    if (change.occurrences.some(({ event }) => event === 'envelope-corrected')) {
      for (const signer of change.invited) revokeSigningLinks(sandbox, envelope.envelopeId, signer.recipientId);
    }
    for (const signer of change.invited)
      if (signer.clientUserId === undefined) inviteByEmail(sandbox, envelope, signer);
    announceEnd(sandbox, envelope, change);
    await notifyConnect(sandbox, envelope, change.occurrences);
  };

  const expireWhenDue = (envelope: Envelope): void => {
    const due = envelope.expireDateTime !== undefined && Date.parse(envelope.expireDateTime) <= sandbox.now().getTime();
    if (!due || !isInProgress(envelope)) return;
    void commit(envelope, voidEnvelope(envelope, 'Envelope has expired.', sandbox.now()));
  };

  return {
    get(envelopeId) {
      const envelope = envelopes.get(envelopeId);
      if (envelope === undefined) {
        throw new DocusignError(
          'ENVELOPE_DOES_NOT_EXIST',
          'The envelope you specified either does not exist or you have no rights to it.',
          404,
        );
      }
      expireWhenDue(envelope);
      return envelope;
    },
    list() {
      const all = envelopes.list();
      for (const envelope of all) expireWhenDue(envelope);
      return all;
    },
    commit,
  };
}

function inviteByEmail(sandbox: Sandbox, envelope: Envelope, signer: Signer): void {
  const url = signingUrl(sandbox, createSigningLink(sandbox, envelope.envelopeId, signer.recipientId));
  const blurb = envelope.emailBlurb === undefined ? '' : `${envelope.emailBlurb}\n\n`;
  deliverToInbox(sandbox, {
    channel: 'email',
    to: signer.email,
    from: sender,
    subject: envelope.emailSubject,
    text: `Hello ${signer.name},\n\n${blurb}A document is waiting for your signature.\n\nReview and sign: ${url}\n`,
  });
}

/** Emailed signers hear how it ended; embedded ones are told by our client instead. */
function announceEnd(sandbox: Sandbox, envelope: Envelope, change: Change): void {
  const ended = change.occurrences.find(({ event }) => /^envelope-(completed|declined|voided)$/.test(event));
  if (ended === undefined) return;
  const reason = envelope.voidedReason ?? envelope.signers.find((signer) => signer.declinedReason)?.declinedReason;
  for (const signer of envelope.signers) {
    if (signer.clientUserId !== undefined || signer.sentDateTime === undefined) continue;
    const state = envelope.status.charAt(0).toUpperCase() + envelope.status.slice(1);
    deliverToInbox(sandbox, {
      channel: 'email',
      to: signer.email,
      from: sender,
      subject: `${state}: ${envelope.emailSubject}`,
      text: `The envelope "${envelope.emailSubject}" is ${envelope.status}.${reason === undefined ? '' : ` Reason: ${reason}`}`,
    });
  }
}
