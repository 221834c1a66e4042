import { type EnvelopeInput, type EnvelopeSigner, signatureAnchors } from '../signatures';

const REMIND_AFTER_DAYS = 2;
const WARN_BEFORE_DAYS = 2;

const EVENTS = [
  'envelope-delivered',
  'envelope-completed',
  'envelope-declined',
  'envelope-voided',
  'recipient-completed',
  'recipient-declined',
  'recipient-authenticationfailed',
];

/** What DocuSign is asked to send: one paper, its signers in order, and where to tell us what happens to it. */
export function envelopeDefinition(input: EnvelopeInput): object {
  return {
    transactionId: input.transactionId,
    status: 'sent',
    emailSubject: input.subject.slice(0, 100),
    ...(input.message && { emailBlurb: input.message }),
    documents: [
      {
        documentId: '1',
        name: input.documentName,
        fileExtension: 'pdf',
        documentBase64: input.pdf.toString('base64'),
      },
    ],
    recipients: { signers: input.signers.map(signerDefinition) },
    customFields: {
      textCustomFields: [
        { name: 'lease_id', value: input.leaseId, show: 'false', required: 'false' },
        { name: 'organization_id', value: input.organizationId, show: 'false', required: 'false' },
      ],
    },
    notification: {
      useAccountDefaults: 'false',
      reminders: { reminderEnabled: 'true', reminderDelay: String(REMIND_AFTER_DAYS), reminderFrequency: '2' },
      expirations: {
        expireEnabled: 'true',
        expireAfter: String(input.expiresInDays),
        expireWarn: String(Math.min(WARN_BEFORE_DAYS, input.expiresInDays - 1)),
      },
    },
    eventNotification: {
      url: input.webhookUrl,
      requireAcknowledgment: 'true',
      loggingEnabled: 'true',
      includeHMAC: 'true',
      deliveryMode: 'SIM',
      events: EVENTS,
      eventData: { version: 'restv2.1', format: 'json', includeData: ['recipients'] },
    },
  };
}

function signerDefinition(signer: EnvelopeSigner): object {
  const { signature, date } = signatureAnchors(signer.recipientId);
  return {
    recipientId: signer.recipientId,
    name: signer.name,
    email: signer.email,
    routingOrder: String(signer.routingOrder),
    ...(signer.embeddedId !== undefined && { clientUserId: signer.embeddedId }),
    tabs: {
      signHereTabs: [{ anchorString: signature, anchorUnits: 'pixels', anchorXOffset: '0', anchorYOffset: '-4' }],
      dateSignedTabs: [{ anchorString: date, anchorUnits: 'pixels', anchorXOffset: '0', anchorYOffset: '-4' }],
    },
  };
}
