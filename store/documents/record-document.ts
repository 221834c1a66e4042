import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';

export type NewDocument = {
  organizationId: string;
  leaseId?: string;
  /** What it is about: a lease, an applicant. */
  subjectId: string;
  kind: DocumentKind;
  title: string;
  objectKey: string;
  contentType?: string;
  byteSize: number;
  sha256: string;
  alsoAbout?: readonly string[];
};

export type DocumentKind =
  | 'lease'
  | 'signed_lease'
  | 'signing_certificate'
  | 'esign_consent'
  | 'adverse_action'
  | 'dispute_packet'
  | 'applicant_document'
  | 'owner_statement'
  | 'owner_statement_csv'
  | 'deposit_statement';

/** Files a document that lies in object storage; the same bytes about the same thing are filed once. @returns its id */
export async function recordDocument(tx: Transaction, document: NewDocument): Promise<string> {
  const { alsoAbout = [], ...facts } = document;
  const { organizationId, subjectId, kind, sha256 } = document;
  const id = newId('document');
  const { count } = await tx.document.createMany({ data: [{ id, ...facts }], skipDuplicates: true });
  if (count === 0) {
    const known = await tx.document.findFirstOrThrow({ where: { organizationId, subjectId, kind, sha256 } });
    return known.id;
  }
  await appendEvent(tx, {
    organizationId,
    type: 'document.stored',
    subjectId: id,
    alsoAbout: [document.leaseId, subjectId, ...alsoAbout],
    payload: { title: document.title, kind, sha256 },
  });
  return id;
}
