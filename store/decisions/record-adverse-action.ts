import { aboutApplication, loadApplication } from '../applications/lock-application';
import type { Transaction } from '../database';
import { recordDocument } from '../documents/record-document';
import { appendEvent } from '../events/append-event';
import { homeAddress } from '../leases/home-address';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';

export type AdverseAction = {
  applicationId: string;
  applicantId: string;
  decisionId: string;
  /** Word for word as in the paper. */
  noticeText: string;
  document: { title: string; objectKey: string; byteSize: number; sha256: string };
};

/** Files one person's adverse-action notice and sends it, once per decision; what the mail says of it is the proof. */
export async function recordAdverseAction(tx: Transaction, action: AdverseAction): Promise<void> {
  const application = await loadApplication(tx, action.applicationId);
  const { organizationId } = application;
  const applicant = await tx.applicant.findUniqueOrThrow({ where: { id: action.applicantId } });
  const dedupeKey = `adverse_action/${action.decisionId}/${applicant.id}`;
  if ((await tx.message.count({ where: { organizationId, dedupeKey } })) > 0) return;
  const documentId = await recordDocument(tx, {
    organizationId,
    subjectId: applicant.id,
    kind: 'adverse_action',
    ...action.document,
    alsoAbout: [application.id],
  });
  const organization = await readOrganization(tx, organizationId);
  await enqueueMessage(tx, {
    organizationId,
    kind: 'adverse_action',
    to: applicant,
    variables: {
      org: organization.name,
      name: applicant.name,
      address: homeAddress(application.unit),
      noticeText: action.noticeText,
    },
    subjectId: application.id,
    dedupeKey,
  });
  await appendEvent(tx, {
    organizationId,
    type: 'adverse_action.sent',
    subjectId: application.id,
    alsoAbout: [applicant.id, documentId, ...aboutApplication(application)],
    payload: { applicant_name: applicant.name, document_id: documentId, decision_id: action.decisionId },
  });
}
