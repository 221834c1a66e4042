import { type Change, currentRoutingOrder, DocusignError, type Envelope, isInProgress, type Signer } from './envelope';

/** Sends a draft: the first routing order is invited. Throws when there is nothing to sign or nobody to sign it. */
export function sendEnvelope(envelope: Envelope, now: Date): Change {
  if (envelope.status !== 'created') {
    throw new DocusignError('ENVELOPE_INVALID_STATUS', 'Invalid envelope status. Only a draft can be sent.');
  }
  if (envelope.documents.length === 0) {
    throw new DocusignError(
      'ENVELOPE_IS_INCOMPLETE',
      'The Envelope is not Complete. A Complete Envelope Requires Documents, Recipients, Tabs, and a Subject Line.',
    );
  }
  if (envelope.signers.length === 0) {
    throw new DocusignError(
      'ENVELOPE_IS_INCOMPLETE',
      'The Envelope is not Complete. A Complete Envelope Requires Documents, Recipients, Tabs, and a Subject Line.',
    );
  }
  setStatus(envelope, 'sent', now);
  envelope.sentDateTime = now.toISOString();
  note(envelope, now, 'Sent Invitations', 'Sender');
  const invited = inviteNext(envelope, now);
  return {
    occurrences: [{ event: 'envelope-sent' }, ...invited.map((signer) => event('recipient-sent', signer))],
    invited,
  };
}

/** A signer opens the page. The envelope counts as delivered once every signer has opened it. */
export function deliverToSigner(envelope: Envelope, signer: Signer, now: Date): Change {
  if (signer.status !== 'sent' || !isInProgress(envelope)) return nothing();
  signer.status = 'delivered';
  signer.deliveredDateTime = now.toISOString();
  note(envelope, now, 'Viewed', signer.name);
  const occurrences: Change['occurrences'] = [event('recipient-delivered', signer)];
  if (envelope.status === 'sent' && envelope.signers.every((each) => each.deliveredDateTime !== undefined)) {
    setStatus(envelope, 'delivered', now);
    envelope.deliveredDateTime = now.toISOString();
    occurrences.push({ event: 'envelope-delivered' });
  }
  return { occurrences, invited: [] };
}

/** A signer signs: the next routing order is invited, or the envelope completes. Signing twice changes nothing. */
export function signEnvelope(envelope: Envelope, signer: Signer, signatureName: string, now: Date): Change {
  if (signer.status === 'completed') return nothing();
  assertMayAct(envelope, signer);
  const delivered = deliverToSigner(envelope, signer, now);
  signer.status = 'completed';
  signer.signatureName = signatureName;
  signer.signedDateTime = now.toISOString();
  note(envelope, now, 'Signed', signer.name);
  const occurrences = [...delivered.occurrences, event('recipient-completed', signer)];
  const invited = inviteNext(envelope, now);
  occurrences.push(...invited.map((next) => event('recipient-sent', next)));
  if (currentRoutingOrder(envelope) === undefined) {
    setStatus(envelope, 'completed', now);
    envelope.completedDateTime = now.toISOString();
    occurrences.push({ event: 'envelope-completed' });
  }
  return { occurrences, invited };
}

/** A signer declines, which ends the envelope for everybody. */
export function declineEnvelope(envelope: Envelope, signer: Signer, reason: string, now: Date): Change {
  assertMayAct(envelope, signer);
  const delivered = deliverToSigner(envelope, signer, now);
  signer.status = 'declined';
  signer.declinedReason = reason;
  signer.declinedDateTime = now.toISOString();
  setStatus(envelope, 'declined', now);
  envelope.declinedDateTime = now.toISOString();
  note(envelope, now, 'Declined', signer.name);
  return {
    occurrences: [...delivered.occurrences, event('recipient-declined', signer), { event: 'envelope-declined' }],
    invited: [],
  };
}

/** Voids an envelope in progress. DocuSign wants a reason and refuses finished envelopes and drafts. */
export function voidEnvelope(envelope: Envelope, reason: string, now: Date): Change {
  if (!isInProgress(envelope)) {
    throw new DocusignError(
      'ENVELOPE_CANNOT_VOID_INVALID_STATE',
      "Only envelopes in the 'Sent' or 'Delivered' states may be voided.",
    );
  }
  if (reason.trim() === '') {
    throw new DocusignError(
      'INVALID_REQUEST_PARAMETER',
      "The request contained at least one invalid parameter. Value for 'voidedReason' must not be empty.",
    );
  }
  setStatus(envelope, 'voided', now);
  envelope.voidedDateTime = now.toISOString();
  envelope.voidedReason = reason;
  note(envelope, now, 'Voided', 'Sender');
  return { occurrences: [{ event: 'envelope-voided' }], invited: [] };
}

/** Corrects a signer who has not signed yet: another name, address or embedded id. They are invited again if due. */
export function correctSigner(
  envelope: Envelope,
  signer: Signer,
  to: { email?: string | undefined; name?: string | undefined; clientUserId?: string | undefined },
  now: Date,
): Change {
  if (signer.status === 'completed') {
    throw new DocusignError('RECIPIENT_ALREADY_SIGNED', 'The recipient has already signed and cannot be corrected.');
  }
  const changesPerson = (to.email ?? signer.email) !== signer.email || (to.name ?? signer.name) !== signer.name;
  const changesAccess = to.clientUserId !== undefined && to.clientUserId !== signer.clientUserId;
  if (!changesPerson && !changesAccess) return nothing();
  signer.email = to.email ?? signer.email;
  signer.name = to.name ?? signer.name;
  if (to.clientUserId !== undefined) signer.clientUserId = to.clientUserId;
  note(envelope, now, 'Corrected', signer.name);
  if (signer.status === 'created') return { occurrences: [{ event: 'envelope-corrected' }], invited: [] };
  signer.status = 'sent';
  signer.sentDateTime = now.toISOString();
  delete signer.deliveredDateTime;
  return { occurrences: [{ event: 'envelope-corrected' }, event('recipient-sent', signer)], invited: [signer] };
}

/** The signers whose turn it is are asked again. */
export function resendEnvelope(envelope: Envelope): Change {
  if (!isInProgress(envelope)) {
    throw new DocusignError('ENVELOPE_INVALID_STATUS', `Invalid envelope status. The envelope is ${envelope.status}.`);
  }
  const invited = envelope.signers.filter((signer) => signer.status === 'sent' || signer.status === 'delivered');
  return {
    occurrences: [{ event: 'envelope-resent' }, ...invited.map((signer) => event('recipient-resent', signer))],
    invited,
  };
}

function inviteNext(envelope: Envelope, now: Date): Signer[] {
  const order = currentRoutingOrder(envelope);
  const next = envelope.signers.filter((signer) => signer.routingOrder === order && signer.status === 'created');
  for (const signer of next) {
    signer.status = 'sent';
    signer.sentDateTime = now.toISOString();
  }
  return next;
}

function assertMayAct(envelope: Envelope, signer: Signer): void {
  if (!isInProgress(envelope)) {
    throw new DocusignError('ENVELOPE_INVALID_STATUS', `Invalid envelope status. The envelope is ${envelope.status}.`);
  }
  if (signer.status === 'created') {
    throw new DocusignError(
      'RECIPIENT_NOT_IN_SEQUENCE',
      'A token cannot be generated for a recipient whose turn in the routing order has not come.',
    );
  }
}

function setStatus(envelope: Envelope, status: Envelope['status'], now: Date): void {
  envelope.status = status;
  envelope.statusChangedDateTime = now.toISOString();
}

function note(envelope: Envelope, now: Date, action: string, who: string): void {
  envelope.audit.push({ at: now.toISOString(), action, who });
}

function event(name: Change['occurrences'][number]['event'], signer: Signer): Change['occurrences'][number] {
  return { event: name, recipientId: signer.recipientId };
}

function nothing(): Change {
  return { occurrences: [], invited: [] };
}
