import type { Transaction } from '../database';
import { newId } from '../new-id';

export type NewConsent = {
  organizationId: string;
  applicantId?: string;
  tenantId?: string;
  kind: 'screening' | 'esign';
  /** Word for word what was shown. */
  text: string;
  locale: string;
  ip: string;
  userAgent: string;
  at: Date;
};

/** Keeps that somebody agreed: to what words, when and from where. @returns the consent's id */
export async function recordConsent(tx: Transaction, consent: NewConsent): Promise<string> {
  const { at, ...facts } = consent;
  const id = newId('consent');
  await tx.consent.create({ data: { id, ...facts, givenAt: at }, select: { id: true } });
  return id;
}
