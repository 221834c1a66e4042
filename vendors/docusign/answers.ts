import { z } from 'zod';
import type { EnvelopeStatus, SignerStatus } from '../signatures';

export const tokenAnswer = z.object({ body: z.object({ access_token: z.string().min(1), expires_in: z.number() }) });

export const createdEnvelope = z.object({ envelopeId: z.string().min(1) });

export const recipientView = z.object({ url: z.url() });

export const envelopeList = z.object({ envelopes: z.array(z.object({ envelopeId: z.string() })).nullish() });

const signer = z.object({
  recipientId: z.string(),
  clientUserId: z.string().nullish(),
  status: z.string().nullish(),
  signedDateTime: z.string().nullish(),
  declinedReason: z.string().nullish(),
});

export const envelopeAnswer = z.object({
  envelopeId: z.string(),
  status: z.string(),
  voidedReason: z.string().nullish(),
  completedDateTime: z.string().nullish(),
  recipients: z.object({ signers: z.array(signer).nullish() }).nullish(),
});

const ENVELOPE_STATUS: Readonly<Record<string, EnvelopeStatus['status']>> = {
  created: 'draft',
  sent: 'sent',
  processing: 'sent',
  delivered: 'delivered',
  signed: 'delivered',
  completed: 'completed',
  declined: 'declined',
  voided: 'voided',
  timedout: 'voided',
  deleted: 'voided',
};

const SIGNER_STATUS: Readonly<Record<string, SignerStatus>> = {
  created: 'waiting',
  sent: 'sent',
  delivered: 'delivered',
  signed: 'signed',
  completed: 'signed',
  declined: 'declined',
  autoresponded: 'failed',
  faxpending: 'failed',
};

/** Reads DocuSign's envelope in our words; a status we don't know counts as still on its way. */
export function envelopeStatusOf(answer: z.infer<typeof envelopeAnswer>): EnvelopeStatus {
  return {
    envelopeId: answer.envelopeId,
    status: ENVELOPE_STATUS[answer.status.toLowerCase()] ?? 'sent',
    voidedReason: answer.voidedReason || null,
    completedAt: dateOf(answer.completedDateTime),
    signers: (answer.recipients?.signers ?? []).map((one) => ({
      recipientId: one.recipientId,
      embeddedId: one.clientUserId || null,
      status: SIGNER_STATUS[one.status?.toLowerCase() ?? 'created'] ?? 'sent',
      signedAt: dateOf(one.signedDateTime),
      declinedReason: one.declinedReason || null,
    })),
  };
}

function dateOf(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
