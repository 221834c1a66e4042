import { currentRoutingOrder, type Envelope, type Signer } from './envelope';

/** An envelope as `GET /envelopes/{id}` answers it; DocuSign writes every scalar as a string. */
export function serializeEnvelope(envelope: Envelope): Record<string, unknown> {
  const uri = `/envelopes/${envelope.envelopeId}`;
  return {
    status: envelope.status,
    documentsUri: `${uri}/documents`,
    recipientsUri: `${uri}/recipients`,
    attachmentsUri: `${uri}/attachments`,
    envelopeUri: uri,
    emailSubject: envelope.emailSubject,
    ...(envelope.emailBlurb === undefined ? {} : { emailBlurb: envelope.emailBlurb }),
    envelopeId: envelope.envelopeId,
    signingLocation: 'online',
    customFieldsUri: `${uri}/custom_fields`,
    notificationUri: `${uri}/notification`,
    enableWetSign: 'true',
    allowMarkup: 'false',
    allowReassign: 'true',
    createdDateTime: envelope.createdDateTime,
    lastModifiedDateTime: envelope.statusChangedDateTime,
    statusChangedDateTime: envelope.statusChangedDateTime,
    ...defined({
      transactionId: envelope.transactionId,
      sentDateTime: envelope.sentDateTime,
      initialSentDateTime: envelope.sentDateTime,
      deliveredDateTime: envelope.deliveredDateTime,
      completedDateTime: envelope.completedDateTime,
      declinedDateTime: envelope.declinedDateTime,
      voidedDateTime: envelope.voidedDateTime,
      voidedReason: envelope.voidedReason,
      expireDateTime: envelope.expireDateTime,
    }),
    documentsCombinedUri: `${uri}/documents/combined`,
    certificateUri: `${uri}/documents/certificate`,
    templatesUri: `${uri}/templates`,
    expireEnabled: envelope.expireDateTime === undefined ? 'false' : 'true',
    purgeState: 'unpurged',
    envelopeIdStamping: 'true',
    is21CFRPart11: 'false',
    signerCanSignOnMobile: 'true',
    autoNavigation: 'true',
    isSignatureProviderEnvelope: 'false',
    hasFormDataChanged: 'false',
    allowComments: 'true',
    hasComments: 'false',
    envelopeLocation: 'current_site',
    isDynamicEnvelope: 'false',
  };
}

/** The answer of `GET /envelopes/{id}/recipients`: signers and the routing order that is being waited for. */
export function serializeRecipients(envelope: Envelope, includeTabs: boolean): Record<string, unknown> {
  const last = Math.max(1, ...envelope.signers.map((signer) => signer.routingOrder));
  return {
    signers: envelope.signers.map((signer) => serializeSigner(signer, includeTabs)),
    agents: [],
    editors: [],
    intermediaries: [],
    carbonCopies: [],
    certifiedDeliveries: [],
    inPersonSigners: [],
    seals: [],
    witnesses: [],
    notaries: [],
    recipientCount: String(envelope.signers.length),
    currentRoutingOrder: String(currentRoutingOrder(envelope) ?? last),
  };
}

function serializeSigner(signer: Signer, includeTabs: boolean): Record<string, unknown> {
  return {
    isBulkRecipient: 'false',
    name: signer.name,
    email: signer.email,
    recipientId: signer.recipientId,
    recipientIdGuid: signer.recipientIdGuid,
    requireIdLookup: 'false',
    requireUploadSignature: 'false',
    routingOrder: String(signer.routingOrder),
    status: signer.status,
    completedCount: signer.status === 'completed' ? '1' : '0',
    deliveryMethod: 'email',
    recipientType: 'signer',
    ...defined({
      clientUserId: signer.clientUserId,
      roleName: signer.roleName,
      sentDateTime: signer.sentDateTime,
      deliveredDateTime: signer.deliveredDateTime,
      signedDateTime: signer.signedDateTime,
      declinedDateTime: signer.declinedDateTime,
      declinedReason: signer.declinedReason,
    }),
    ...(includeTabs && signer.tabs !== undefined ? { tabs: signer.tabs } : {}),
    ...(signer.signatureName === undefined
      ? {}
      : { signatureInfo: { signatureName: signer.signatureName, signatureInitials: initials(signer.signatureName) } }),
  };
}

/** The documents of an envelope as `GET /envelopes/{id}/documents` lists them. */
export function serializeDocuments(envelope: Envelope): Record<string, unknown>[] {
  const uri = `/envelopes/${envelope.envelopeId}/documents`;
  const content = envelope.documents.map((document, index) => ({
    documentId: document.documentId,
    name: document.name,
    type: 'content',
    uri: `${uri}/${document.documentId}`,
    order: String(index + 1),
  }));
  return [
    ...content,
    { documentId: 'certificate', name: 'Summary', type: 'summary', uri: `${uri}/certificate`, order: '999' },
  ];
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
}

/** The entries that have a value: DocuSign leaves out what is not there. */
function defined(entries: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
