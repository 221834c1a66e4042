import type { SignatureEvent } from './webhooks/docusign';
import type { WebhookHeaders } from './webhooks/refusal';

export interface EnvelopeSigner {
  /** `1`, `2`, … in the order of the signature blocks on the paper. */
  recipientId: string;
  name: string;
  email: string;
  /** Everyone with 1 signs first, in any order; then everyone with 2; … */
  routingOrder: number;
  /** Our id of the signer. With it the signer signs from our link and gets no mail from the vendor. */
  embeddedId?: string | undefined;
}

export interface EnvelopeInput {
  /** A UUID kept with the envelope's record before sending; makes sending repeatable. */
  transactionId: string;
  leaseId: string;
  organizationId: string;
  pdf: Buffer;
  documentName: string;
  subject: string;
  message?: string | undefined;
  signers: readonly EnvelopeSigner[];
  expiresInDays: number;
  webhookUrl: string;
}

export type SignerStatus = 'waiting' | 'sent' | 'delivered' | 'signed' | 'declined' | 'failed';

export interface EnvelopeStatus {
  envelopeId: string;
  /** An expired envelope is `voided` by the vendor. */
  status: 'draft' | 'sent' | 'delivered' | 'completed' | 'declined' | 'voided';
  voidedReason: string | null;
  completedAt: Date | null;
  signers: readonly {
    recipientId: string;
    embeddedId: string | null;
    status: SignerStatus;
    signedAt: Date | null;
    declinedReason: string | null;
  }[];
}

export type SignedPart = 'combined' | 'certificate';

/** Collects legally binding signatures. Every method throws VendorFailure. */
export interface SignatureService {
  /**
   * Sends a paper for signature; looks for an envelope with the same transaction id first, so that sending again after
   * a lost answer finds the first one. The vendor keeps transaction ids for seven days.
   */
  sendEnvelope(input: EnvelopeInput): Promise<{ envelopeId: string; alreadySent: boolean }>;
  /** The envelope sent with this transaction id, if any. */
  findEnvelope(transactionId: string): Promise<{ envelopeId: string } | null>;
  /** A page where an embedded signer signs now. It works once and for some minutes only: ask when it is needed. */
  signingUrl(envelopeId: string, signer: EnvelopeSigner, returnUrl: string): Promise<string>;
  envelopeStatus(envelopeId: string): Promise<EnvelopeStatus>;
  /** Withdraws an envelope nobody may sign any more. @throws VendorFailure `rejected` once it is completed */
  voidEnvelope(envelopeId: string, reason: string): Promise<void>;
  /** The signed papers, or the certificate that tells who signed when and from where; PDF. */
  download(envelopeId: string, part: SignedPart): Promise<Buffer>;
  /** @throws WebhookRefused */
  verifyWebhook(rawBody: Buffer, headers: WebhookHeaders): SignatureEvent;
}

/**
 * The texts on the paper, invisible to readers, on which the vendor puts signature and date.
 * @param recipientId as in the envelope: `1`, `2`, …
 */
export function signatureAnchors(recipientId: string): { signature: string; date: string } {
  return { signature: `/sn${recipientId}/`, date: `/ds${recipientId}/` };
}
