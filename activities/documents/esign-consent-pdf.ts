import type { EsignDisclosure } from '../../domain/esign-consent';
import { createPaper } from '../../papers/paper';
import { longInstant } from '../../papers/words';

export interface EsignConsentOnPaper {
  consentId: string;
  leaseId: string;
  landlordName: string;
  signerName: string;
  signerEmail: string;
  /** Exactly the words that were shown, and their version. */
  disclosure: EsignDisclosure;
  consentedAt: Date;
  /** From where: IP address and browser, as the request told. */
  ipAddress: string;
  userAgent: string;
  language: 'en-US' | 'es-US';
  createdAt: Date;
}

/**
 * The proof that somebody agreed to sign and receive papers electronically after the disclosure of 15 U.S.C. 7001(c),
 * as a PDF. Same input, same bytes.
 */
export async function esignConsentPdf(input: EsignConsentOnPaper): Promise<Buffer> {
  const { disclosure, landlordName } = input;
  const paper = createPaper({
    title: disclosure.title,
    author: landlordName,
    createdAt: input.createdAt,
    reference: `${disclosure.title} · ${input.consentId}`,
    language: input.language,
  });
  paper.title(disclosure.title, landlordName);
  for (const { heading, paragraphs } of disclosure.sections) {
    paper.heading(heading);
    for (const paragraph of paragraphs) paper.paragraph(paragraph);
  }
  paper.heading(input.language === 'es-US' ? 'Constancia' : 'Record of consent');
  const words = input.language === 'es-US' ? SPANISH : ENGLISH;
  paper.rows([
    { label: words.signer, detail: input.signerEmail, value: input.signerName },
    { label: words.when, value: longInstant(input.consentedAt) },
    { label: words.lease, value: input.leaseId },
    { label: words.version, value: disclosure.version },
    { label: words.from, detail: input.userAgent, value: input.ipAddress },
  ]);
  return paper.finish();
}

const ENGLISH = { signer: 'Signer', when: 'Agreed on', lease: 'Lease', version: 'Text version', from: 'From' };
const SPANISH = {
  signer: 'Firmante',
  when: 'Aceptado el',
  lease: 'Contrato',
  version: 'Versión del texto',
  from: 'Desde',
};
