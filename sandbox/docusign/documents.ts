import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { appendPdfPage, type PdfLine } from './append-pdf-page';
import { DocusignError, type Envelope, type EnvelopeDocument } from './envelope';

/**
 * The bytes of one document: by its id, `combined` (the first document with a page of signatures), or `certificate`.
 * The same envelope state always gives the same bytes, so a hash taken of a completed envelope stays true.
 */
export async function renderDocument(envelope: Envelope, documentId: string): Promise<{ name: string; pdf: Buffer }> {
  if (documentId === 'certificate') return { name: 'Summary.pdf', pdf: await renderCertificate(envelope) };
  const wanted = documentId === 'combined' ? envelope.documents[0] : findDocument(envelope, documentId);
  if (wanted === undefined) {
    throw new DocusignError('DOCUMENT_DOES_NOT_EXIST', 'The document specified does not exist.', 404);
  }
  const signed = appendSignatures(envelope, wanted);
  return { name: `${wanted.name.replace(/\.pdf$/i, '').replace(/[^\w .-]/g, '_')}.pdf`, pdf: signed };
}

function findDocument(envelope: Envelope, documentId: string): EnvelopeDocument | undefined {
  return envelope.documents.find((document) => document.documentId === documentId);
}

function appendSignatures(envelope: Envelope, document: EnvelopeDocument): Buffer {
  const original = Buffer.from(document.base64, 'base64');
  const signed = envelope.signers.filter((signer) => signer.status === 'completed');
  if (signed.length === 0) return original;
  const lines: PdfLine[] = [
    { text: 'Signatures', large: true },
    { text: `Envelope ${envelope.envelopeId}` },
    { text: `SHA-256 of the document as sent: ${sha256(original)}` },
    { text: '' },
    ...signed.flatMap((signer): PdfLine[] => [
      { text: signer.signatureName ?? signer.name, large: true },
      { text: `${signer.name} <${signer.email}>, signed electronically ${signer.signedDateTime ?? ''}` },
      { text: '' },
    ]),
  ];
  return appendPdfPage(original, lines);
}

function renderCertificate(envelope: Envelope): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'LETTER', info: { CreationDate: new Date(envelope.statusChangedDateTime) } });
  const finished = new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  pdf.fontSize(18).text('Certificate of completion').moveDown();
  pdf.fontSize(10);
  pdf.text(`Envelope: ${envelope.envelopeId}`).text(`Subject: ${envelope.emailSubject}`);
  pdf.text(`Status: ${envelope.status}`).moveDown();
  for (const document of envelope.documents) {
    pdf.text(`Document ${document.documentId}: ${document.name}`);
    pdf.text(`SHA-256 as sent: ${sha256(Buffer.from(document.base64, 'base64'))}`).moveDown();
  }
  for (const signer of envelope.signers) {
    pdf.fontSize(12).text(signer.name).fontSize(10).text(`${signer.email}, routing order ${signer.routingOrder}`);
    pdf.text(`Sent: ${signer.sentDateTime ?? 'no'}`).text(`Viewed: ${signer.deliveredDateTime ?? 'no'}`);
    pdf.text(`Signed: ${signer.signedDateTime ?? 'no'}`);
    if (signer.signatureName !== undefined) {
      pdf.text(`Signature: ${signer.signatureName}`).text('Accepted the electronic record and signature disclosure.');
    }
    if (signer.declinedReason !== undefined) pdf.text(`Declined: ${signer.declinedReason}`);
    pdf.moveDown();
  }
  for (const event of envelope.audit) pdf.fontSize(8).text(`${event.at}  ${event.action}  ${event.who}`);
  pdf.end();
  return finished;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
