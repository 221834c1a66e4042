import type { z } from 'zod';
import type { ApplicantSecret, ApplicationStep, stepSchemas } from '../../domain/application-steps';
import { aboutApplication, moveApplication } from '../applications/lock-application';
import { recordConsent } from '../consents/record-consent';
import { seal } from '../crypto/seal';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { assertOpen, lockApplicant } from './lock-applicant';

/** Answers to one step. Identity comes with what is sealed; consent with the words agreed to. */
export type StepAnswers = {
  [S in ApplicationStep]: { step: S; answers: z.output<(typeof stepSchemas)[S]> };
}[ApplicationStep];

export type SavedStep = StepAnswers & {
  applicationId: string;
  applicantId: string;
  secret?: ApplicantSecret;
  consent?: { text: string; locale: string; ip: string; userAgent: string };
  fieldKey: Buffer;
  now: Date;
};

/** Where an applicant's sealed answers belong. */
export function secretPlace(organizationId: string, applicantId: string): string {
  return `${organizationId}|applicants|secret|${applicantId}`;
}

/**
 * Saves one step as it is filled in; saving it again replaces it. The first step moves applicant and application on.
 * @throws TenureError illegal_transition once the application is closed
 */
export async function saveStep(tx: Transaction, saved: SavedStep): Promise<void> {
  const held = await lockApplicant(tx, saved);
  assertOpen(held, saved.now);
  const { application, applicant, steps } = held;
  const { organizationId } = application;
  const place = secretPlace(organizationId, applicant.id);
  await tx.applicant.update({
    where: { id: applicant.id },
    data: {
      steps: { ...steps, [saved.step]: saved.answers },
      status: 'in_progress',
      ...(saved.secret === undefined ? {} : { secret: seal(saved.fieldKey, place, JSON.stringify(saved.secret)) }),
    },
    select: { id: true },
  });
  if (saved.consent !== undefined) {
    await recordConsent(tx, {
      organizationId,
      applicantId: applicant.id,
      kind: 'screening',
      ...saved.consent,
      at: saved.now,
    });
  }
  if (application.status === 'invited') await moveApplication(tx, application, 'in_progress');
  if (steps[saved.step] !== undefined) return;
  await appendEvent(tx, {
    organizationId,
    type: 'application.step_saved',
    subjectId: application.id,
    alsoAbout: [...aboutApplication(application), applicant.id],
    payload: { applicant_name: applicant.name, step: saved.step },
    actor: applicant.id,
  });
}
