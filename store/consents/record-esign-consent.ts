import { notFound, TenureError } from '../../domain/errors';
import type { Transaction } from '../database';
import { lockLease } from '../leases/lock-lease';
import { recordConsent } from './record-consent';

export type EsignConsent = {
  leaseId: string;
  tenantId: string;
  /** Word for word what was shown. */
  text: string;
  locale: string;
  ip: string;
  userAgent: string;
  now: Date;
};

/**
 * Keeps that a tenant agreed to sign this lease electronically. Agreeing twice keeps the first.
 * @returns the signer's id, for the signing page
 * @throws TenureError not_found where it is not their lease; illegal_transition while it is not out to be signed
 */
export async function recordEsignConsent(tx: Transaction, consent: EsignConsent): Promise<string> {
  const { leaseId, tenantId, now, ...facts } = consent;
  const lease = await lockLease(tx, leaseId);
  if (lease.status !== 'out_for_signature') {
    throw new TenureError('illegal_transition', 'This lease is not out to be signed just now.');
  }
  const signer = lease.envelopes[0]?.signers.find((one) => one.tenantId === tenantId);
  if (signer === undefined) throw notFound('signer');
  if (signer.consentedAt !== null) return signer.id;
  const { organizationId } = lease;
  await recordConsent(tx, { organizationId, tenantId, kind: 'esign', ...facts, at: now });
  await tx.signer.update({ where: { id: signer.id }, data: { consentedAt: now }, select: { id: true } });
  return signer.id;
}
