import type { ScreeningEvent } from './webhooks/checkr';
import type { WebhookHeaders } from './webhooks/refusal';

export interface WorkLocation {
  country: 'US';
  state: string;
  city: string;
}

export interface CandidateInput {
  /** Our applicant. */
  applicantId: string;
  firstName: string;
  middleName?: string | undefined;
  lastName: string;
  email: string;
  /** E.164. */
  phone?: string | undefined;
  postalCode?: string | undefined;
  location: WorkLocation;
  idempotencyKey: string;
}

export interface InvitationInput {
  candidateId: string;
  /** The provider's name of the set of checks. */
  package: string;
  location: WorkLocation;
  idempotencyKey: string;
}

export interface Invitation {
  invitationId: string;
  /** Where the applicant enters the rest and consents; hosted by the provider, so that no SSN reaches us. */
  url: string;
  status: 'pending' | 'completed' | 'expired' | 'canceled';
  candidateId: string;
  /** Known once completed. */
  reportId: string | null;
  expiresAt: Date | null;
}

export interface ScreeningReport {
  reportId: string;
  candidateId: string | null;
  status: 'pending' | 'complete' | 'suspended' | 'dispute' | 'canceled';
  /** Null until complete. */
  result: 'clear' | 'consider' | null;
  assessment: 'eligible' | 'review' | 'escalated' | null;
  package: string | null;
  completedAt: Date | null;
  estimatedAt: Date | null;
  /** The provider's whole answer, to be kept encrypted as evidence and never logged. */
  raw: Readonly<Record<string, unknown>>;
}

/** Background checks of applicants. Every method throws VendorFailure. */
export interface ScreeningProvider {
  createCandidate(input: CandidateInput): Promise<{ candidateId: string }>;
  createInvitation(input: InvitationInput): Promise<Invitation>;
  getInvitation(invitationId: string): Promise<Invitation>;
  /** Withdraws an invitation nobody answered; doing it twice is fine. */
  cancelInvitation(invitationId: string): Promise<void>;
  getReport(reportId: string): Promise<ScreeningReport>;
  /** @throws WebhookRefused */
  verifyWebhook(rawBody: Buffer, headers: WebhookHeaders): ScreeningEvent;
}
