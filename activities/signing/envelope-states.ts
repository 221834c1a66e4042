import { createHash } from 'node:crypto';
import { STATES } from '../../domain/states';
import type { LockedEnvelope } from '../../store/envelopes/lock-envelope';
import type { EnvelopeNews, SignerState } from '../../store/envelopes/record-envelope-news';
import type { LoadedLease } from '../../store/leases/lock-lease';
import type { EnvelopeSigner, EnvelopeStatus } from '../../vendors/signatures';

/** An envelope that is not over, without a word about anybody; instants in epoch milliseconds. */
export type OpenEnvelope = {
  envelopeId: string;
  isSent: boolean;
  sentAtMs: number | null;
  expiresAtMs: number;
  signers: { signerId: string; role: string; status: string; routingOrder: number }[];
};
export type SigningFacts = {
  /** Null where nothing is out to be signed. */
  envelope: OpenEnvelope | null;
  /** How the last envelope ended, where none is open. */
  outcome: 'completed' | 'declined' | 'expired' | 'voided';
};
export type EnvelopeState =
  | { status: 'open'; envelope: OpenEnvelope }
  | { status: 'completed' }
  | { status: 'declined' | 'voided'; reason: string; by: string };

const DAY_MS = 86_400_000;

/** How an envelope can be over. */
export const OUTCOMES = ['completed', 'declined', 'expired', 'voided'] as const;

/** Whether nothing more can become of an envelope. */
export function isOver(status: string): boolean {
  const next = Object.entries(STATES.envelope).find(([known]) => known === status)?.[1];
  return next === undefined || next.length === 0;
}

/** The service wants a UUID that is ours and the same each time: one made of the envelope's id. */
export function transactionIdOf(envelopeId: string): string {
  const hex = createHash('sha256').update(`docusign|${envelopeId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** An envelope as the workflow sees it. */
export function openEnvelope(envelope: LoadedLease['envelopes'][number]): OpenEnvelope {
  const { id, vendorRef, sentAt, expiresAt, createdAt, signers } = envelope;
  return {
    envelopeId: id,
    isSent: vendorRef !== null,
    sentAtMs: sentAt?.getTime() ?? null,
    expiresAtMs: (expiresAt ?? new Date(createdAt.getTime() + 14 * DAY_MS)).getTime(),
    signers: signers.map(({ id: signerId, role, status, routingOrder }) => ({ signerId, role, status, routingOrder })),
  };
}

/** A signer as the signature service knows them. */
export function signerOf(signer: LockedEnvelope['signers'][number]): EnvelopeSigner {
  const { id, name, email, recipientRef, routingOrder } = signer;
  return { recipientId: recipientRef, name, email, routingOrder, embeddedId: id };
}

/** A day more than ours, so that it is we who say that it ran out. */
export function daysLeft({ expiresAt }: LockedEnvelope, now: Date): number {
  const left = ((expiresAt?.getTime() ?? 0) - now.getTime()) / DAY_MS;
  return Math.max(1, Math.ceil(left)) + 1;
}

/** What the service said, in the store's words. */
export function newsOf(told: EnvelopeStatus): EnvelopeNews {
  const states: Readonly<Record<string, SignerState>> = {
    delivered: 'delivered',
    signed: 'signed',
    declined: 'declined',
  };
  return {
    isDelivered: told.status === 'delivered',
    signers: told.signers.map(({ recipientId, status, signedAt }) => ({
      recipientRef: recipientId,
      status: states[status] ?? 'sent',
      signedAt,
    })),
  };
}

/** An envelope that one of its signers declined. */
export function declinedBy(told: EnvelopeStatus, envelope: LockedEnvelope): EnvelopeState {
  const who = told.signers.find(({ status }) => status === 'declined');
  const signer = envelope.signers.find(({ recipientRef }) => recipientRef === who?.recipientId);
  return { status: 'declined', reason: who?.declinedReason ?? '', by: signer?.tenantId ?? signer?.id ?? 'system' };
}
