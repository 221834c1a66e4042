import { APPLICATION_STEPS } from '../../../domain/application-steps';
import { notFound, TenureError } from '../../../domain/errors';
import { assertOpen, type LockedApplicant, lockApplicant } from '../../../store/applicants/lock-applicant';
import { saveStep } from '../../../store/applicants/save-step';
import { submitApplicant } from '../../../store/applicants/submit-applicant';
import { withdrawApplication } from '../../../store/applications/withdraw-application';
import { inOrganization } from '../../../store/database';
import { recordDocument } from '../../../store/documents/record-document';
import { fieldOf, type Submission, type Visit } from '../kernel/link-page';
import { keepPhoto } from '../kernel/photos';
import { readStep } from './read-step';

/** Whoever holds the link, with their application. @throws TenureError not_found */
export function loadApplicant({ link, services }: Visit): Promise<LockedApplicant> {
  return inOrganization(services.database, link.organizationId, (tx) =>
    lockApplicant(tx, { applicationId: link.subjectId, applicantId: link.partyId }),
  );
}

/** Saves one step, hands everything in, or withdraws: by the page that was sent. @throws TenureError */
export async function submitStep(submission: Submission): Promise<void> {
  if (submission.step === 'review') return handIn(submission);
  if (submission.step === 'withdraw') return withdraw(submission);
  return save(submission);
}

async function save(submission: Submission): Promise<void> {
  const { step, link, services, locale, ip, userAgent, now } = submission;
  const known = APPLICATION_STEPS.find((name) => name === step);
  if (known === undefined) throw notFound('step');
  if (known === 'documents') return savePhotos(submission);
  const held = await loadApplicant(submission);
  const { saved, secret, consentText } = readStep(known, submission, held.applicant.secret !== null);
  await inOrganization(services.database, link.organizationId, (tx) =>
    saveStep(tx, {
      ...saved,
      applicationId: link.subjectId,
      applicantId: link.partyId,
      ...(secret === undefined ? {} : { secret }),
      ...(consentText === undefined ? {} : { consent: { text: consentText, locale, ip, userAgent } }),
      fieldKey: services.fieldKey,
      now,
    }),
  );
}

async function savePhotos({ link, services, photos, now }: Submission): Promise<void> {
  const { organizationId, subjectId: applicationId, partyId: applicantId } = link;
  if (photos.length === 0) return;
  const stored = await Promise.all(photos.map((photo) => keepPhoto(services.files, organizationId, photo)));
  await inOrganization(services.database, organizationId, async (tx) => {
    const held = await lockApplicant(tx, { applicationId, applicantId });
    assertOpen(held, now);
    for (const { objectKey, byteSize, contentType, sha256 } of stored) {
      const paper = { kind: 'applicant_document' as const, title: 'Photo from an applicant' };
      const file = { objectKey, byteSize, contentType, sha256: sha256 ?? '' };
      await recordDocument(tx, {
        organizationId,
        subjectId: applicantId,
        ...paper,
        ...file,
        alsoAbout: [applicationId],
      });
    }
    const count = await tx.document.count({ where: { subjectId: applicantId, kind: 'applicant_document' } });
    const saved = { step: 'documents' as const, answers: { count } };
    await saveStep(tx, { ...saved, applicationId, applicantId, fieldKey: services.fieldKey, now });
  });
}

async function handIn({ link, services, now }: Submission): Promise<void> {
  const { subjectId: applicationId, partyId: applicantId } = link;
  await inOrganization(services.database, link.organizationId, (tx) =>
    submitApplicant(tx, { applicationId, applicantId, webUrl: services.urls.web, now }),
  );
}

async function withdraw({ link, services, fields }: Submission): Promise<void> {
  if (fieldOf(fields, 'sure') !== 'yes') throw new TenureError('invalid_request', 'Say that you are sure.');
  const ended = { applicationId: link.subjectId, by: link.partyId };
  await inOrganization(services.database, link.organizationId, (tx) => withdrawApplication(tx, ended));
}
