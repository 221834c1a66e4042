/** Where an envelope stands. DocuSign computes it from its recipients, except for drafts and voided ones. */
export type EnvelopeStatus = 'created' | 'sent' | 'delivered' | 'completed' | 'declined' | 'voided';

/** Where one signer stands; `created` means that an earlier routing order still has to sign. */
export type SignerStatus = 'created' | 'sent' | 'delivered' | 'completed' | 'declined';

export interface Signer {
  recipientId: string;
  recipientIdGuid: string;
  email: string;
  name: string;
  routingOrder: number;
  /** Present for embedded signers: they get no email, our client opens their signing page. */
  clientUserId?: string;
  roleName?: string;
  tabs?: Record<string, unknown>;
  status: SignerStatus;
  /** The name as typed when signing. */
  signatureName?: string;
  declinedReason?: string;
  sentDateTime?: string;
  deliveredDateTime?: string;
  signedDateTime?: string;
  declinedDateTime?: string;
}

export interface EnvelopeDocument {
  documentId: string;
  name: string;
  /** The bytes as uploaded, base64. */
  base64: string;
}

/** What the sender asked Connect to tell, and where. */
export interface EventNotification {
  url: string;
  events: string[];
  includeData: string[];
  includeHmac: boolean;
}

export interface AuditEvent {
  at: string;
  action: string;
  who: string;
}

export interface Envelope {
  envelopeId: string;
  status: EnvelopeStatus;
  emailSubject: string;
  emailBlurb?: string;
  signers: Signer[];
  documents: EnvelopeDocument[];
  /** The sender's own id of the request; envelopes can be looked up by it. */
  transactionId?: string;
  customFields?: Record<string, unknown>;
  notification?: Record<string, unknown>;
  eventNotification?: EventNotification;
  createdDateTime: string;
  statusChangedDateTime: string;
  sentDateTime?: string;
  deliveredDateTime?: string;
  completedDateTime?: string;
  declinedDateTime?: string;
  voidedDateTime?: string;
  voidedReason?: string;
  expireDateTime?: string;
  audit: AuditEvent[];
}

/** Something that Connect may report, in the words of its event names. */
export interface Occurrence {
  event: `envelope-${EnvelopeStatus | 'corrected' | 'resent'}` | `recipient-${SignerStatus | 'resent'}`;
  recipientId?: string;
}

/** What a change of an envelope led to: events to report, and signers whose turn has come (or who are asked again). */
export interface Change {
  occurrences: Occurrence[];
  invited: Signer[];
}

/** A refusal in DocuSign's shape, `{errorCode, message}`. */
export class DocusignError extends Error {
  constructor(
    readonly errorCode: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The lowest routing order with an unfinished signer, or undefined when all have signed. */
export function currentRoutingOrder(envelope: Envelope): number | undefined {
  const open = envelope.signers.filter((signer) => signer.status !== 'completed').map((signer) => signer.routingOrder);
  return open.length === 0 ? undefined : Math.min(...open);
}

/** True while signers may still act on the envelope. */
export function isInProgress(envelope: Envelope): boolean {
  return envelope.status === 'sent' || envelope.status === 'delivered';
}
