import { z } from 'zod';
import type { CheckrConfig } from '../config';
import { isVendorFailure } from '../failure';
import type { CandidateInput, Invitation, InvitationInput, ScreeningProvider, ScreeningReport } from '../screening';
import { verifyCheckrWebhook } from '../webhooks/checkr';
import { requestCheckr } from './request';

const created = z.object({ id: z.string().min(1) });

const invitationAnswer = z.object({
  id: z.string().min(1),
  invitation_url: z.url(),
  status: z.enum(['pending', 'completed', 'expired', 'canceled']).catch('pending'),
  candidate_id: z.string(),
  report_id: z.string().nullish(),
  expires_at: z.string().nullish(),
});

const reportAnswer = z.looseObject({
  id: z.string().min(1),
  status: z.enum(['pending', 'complete', 'suspended', 'dispute', 'canceled']),
  result: z.enum(['clear', 'consider']).nullish(),
  assessment: z.enum(['eligible', 'review', 'escalated']).nullish(),
  candidate_id: z.string().nullish(),
  package: z.string().nullish(),
  completed_at: z.string().nullish(),
  estimated_completion_time: z.string().nullish(),
});

/** Screening over Checkr's REST API. @throws VendorFailure from every method that calls Checkr */
export function createCheckrProvider(config: CheckrConfig): ScreeningProvider {
  return {
    createCandidate: (input) => createCandidate(config, input),
    createInvitation: (input) => createInvitation(config, input),
    async getInvitation(id) {
      const path = `/invitations/${encodeURIComponent(id)}`;
      return invitationOf(await requestCheckr(config, { method: 'GET', path }, invitationAnswer));
    },
    cancelInvitation: (id) => cancelInvitation(config, id),
    async getReport(id) {
      const path = `/reports/${encodeURIComponent(id)}`;
      return reportOf(await requestCheckr(config, { method: 'GET', path }, reportAnswer));
    },
    verifyWebhook: (rawBody, headers) => verifyCheckrWebhook({ rawBody, headers, apiKey: config.apiKey }),
  };
}

async function createCandidate(config: CheckrConfig, input: CandidateInput): Promise<{ candidateId: string }> {
  const { firstName, middleName, lastName, email, phone, postalCode, location, idempotencyKey } = input;
  const body = {
    first_name: firstName,
    ...(middleName ? { middle_name: middleName } : { no_middle_name: true }),
    last_name: lastName,
    email,
    ...(phone && { phone }),
    ...(postalCode && { zipcode: postalCode }),
    work_locations: [location],
    custom_id: input.applicantId,
  };
  const { id } = await requestCheckr(config, { method: 'POST', path: '/candidates', body, idempotencyKey }, created);
  return { candidateId: id };
}

async function createInvitation(config: CheckrConfig, input: InvitationInput): Promise<Invitation> {
  const { candidateId, location, idempotencyKey } = input;
  const body = { candidate_id: candidateId, package: input.package, work_locations: [location] };
  const request = { method: 'POST', path: '/invitations', body, idempotencyKey } as const;
  return invitationOf(await requestCheckr(config, request, invitationAnswer));
}

async function cancelInvitation(config: CheckrConfig, invitationId: string): Promise<void> {
  const path = `/invitations/${encodeURIComponent(invitationId)}`;
  try {
    await requestCheckr(config, { method: 'DELETE', path }, z.unknown());
  } catch (error) {
    if (isVendorFailure(error) && error.kind === 'not_found') return;
    throw error;
  }
}

function invitationOf(answer: z.infer<typeof invitationAnswer>): Invitation {
  return {
    invitationId: answer.id,
    url: answer.invitation_url,
    status: answer.status,
    candidateId: answer.candidate_id,
    reportId: answer.report_id ?? null,
    expiresAt: dateOf(answer.expires_at),
  };
}

function reportOf(answer: z.infer<typeof reportAnswer>): ScreeningReport {
  return {
    reportId: answer.id,
    candidateId: answer.candidate_id ?? null,
    status: answer.status,
    result: answer.result ?? null,
    assessment: answer.assessment ?? null,
    package: answer.package ?? null,
    completedAt: dateOf(answer.completed_at),
    estimatedAt: dateOf(answer.estimated_completion_time),
    raw: answer,
  };
}

function dateOf(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
