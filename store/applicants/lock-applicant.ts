import { APPLICANT_ROLES, type ApplicantSteps, parseSteps } from '../../domain/application-steps';
import { notFound, TenureError } from '../../domain/errors';
import { type LoadedApplication, lockApplication } from '../applications/lock-application';
import type { Transaction } from '../database';

/** One person of an application, with the application; both held for this transaction. */
export type LockedApplicant = {
  application: LoadedApplication;
  applicant: LoadedApplication['applicants'][number];
  role: (typeof APPLICANT_ROLES)[number];
  steps: ApplicantSteps;
};

/** Takes an application and finds one of its people. @throws TenureError not_found */
export async function lockApplicant(
  tx: Transaction,
  { applicationId, applicantId }: { applicationId: string; applicantId: string },
): Promise<LockedApplicant> {
  const application = await lockApplication(tx, applicationId);
  const applicant = application.applicants.find(({ id }) => id === applicantId);
  if (applicant === undefined) throw notFound('applicant');
  const role = APPLICANT_ROLES.find((known) => known === applicant.role) ?? 'co_applicant';
  return { application, applicant, role, steps: parseSteps(applicant.steps) };
}

/** Refuses changes once the invitation ran out, was handed in or ended. @throws TenureError illegal_transition */
export function assertOpen({ application, applicant }: LockedApplicant, now: Date): void {
  const open = application.status === 'invited' || application.status === 'in_progress';
  if (!open || application.expiresAt <= now || applicant.status === 'complete' || applicant.status === 'withdrawn') {
    throw new TenureError('illegal_transition', 'This application is no longer open for changes.');
  }
}
