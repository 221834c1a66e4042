import { z } from 'zod';
import { DocusignError, type Envelope, type EnvelopeDocument, type EventNotification, type Signer } from './envelope';

const signerSchema = z.looseObject({
  recipientId: z.string(),
  email: z.string(),
  name: z.string(),
  routingOrder: z.string().optional(),
  clientUserId: z.string().optional(),
  roleName: z.string().optional(),
  tabs: z.record(z.string(), z.unknown()).optional(),
});

const documentSchema = z.looseObject({
  documentId: z.string(),
  name: z.string(),
  documentBase64: z.string(),
});

const notificationSchema = z.looseObject({
  url: z.string(),
  includeHMAC: z.string().optional(),
  events: z.array(z.string()).optional(),
  envelopeEvents: z.array(z.looseObject({ envelopeEventStatusCode: z.string() })).optional(),
  recipientEvents: z.array(z.looseObject({ recipientEventStatusCode: z.string() })).optional(),
  eventData: z.looseObject({ format: z.string().optional(), includeData: z.array(z.string()).optional() }).optional(),
});

const definitionSchema = z.looseObject({
  emailSubject: z.string().optional(),
  emailBlurb: z.string().optional(),
  status: z.string().optional(),
  transactionId: z.string().optional(),
  documents: z.array(documentSchema).optional(),
  recipients: z.looseObject({ signers: z.array(signerSchema).optional() }).optional(),
  customFields: z.record(z.string(), z.unknown()).optional(),
  notification: z.record(z.string(), z.unknown()).optional(),
  eventNotification: notificationSchema.optional(),
});

type Definition = z.infer<typeof definitionSchema>;

/**
 * Makes a draft envelope of a request's envelope definition.
 * Throws what DocuSign answers: a missing subject, a bad email, a document that is no base64, doubled recipient ids.
 */
export function parseDefinition(
  body: unknown,
  newGuid: () => string,
  now: Date,
): { envelope: Envelope; send: boolean } {
  const parsed = definitionSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidBody(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`);
  }
  const definition = parsed.data;
  if (definition.status !== undefined && !['created', 'sent'].includes(definition.status)) {
    throw invalidBody("status must be 'created' or 'sent'");
  }
  const send = definition.status === 'sent';
  if (send && !definition.emailSubject) throw invalidBody('emailSubject');
  const at = now.toISOString();
  const envelope: Envelope = {
    envelopeId: newGuid(),
    status: 'created',
    emailSubject: definition.emailSubject ?? '',
    signers: readSigners(definition, newGuid),
    documents: readDocuments(definition),
    createdDateTime: at,
    statusChangedDateTime: at,
    audit: [{ at, action: 'Registered', who: 'Sender' }],
  };
  addOptions(envelope, definition, now);
  return { envelope, send };
}

function readSigners(definition: Definition, newGuid: () => string): Signer[] {
  const signers = (definition.recipients?.signers ?? []).map((given): Signer => {
    if (!/^[^@\s]+@[^@\s]+$/.test(given.email)) {
      throw new DocusignError(
        'INVALID_EMAIL_ADDRESS_FOR_RECIPIENT',
        `The email address for the recipient is invalid. The recipient Id follows. ${given.recipientId}`,
      );
    }
    return {
      recipientId: given.recipientId,
      recipientIdGuid: newGuid(),
      email: given.email,
      name: given.name,
      routingOrder: Number(given.routingOrder ?? '1'),
      status: 'created',
      ...(given.clientUserId === undefined ? {} : { clientUserId: given.clientUserId }),
      ...(given.roleName === undefined ? {} : { roleName: given.roleName }),
      ...(given.tabs === undefined ? {} : { tabs: given.tabs }),
    };
  });
  if (new Set(signers.map((signer) => signer.recipientId)).size !== signers.length) {
    throw new DocusignError('DUPLICATE_RECIPIENT_ID', 'The recipientId values must be unique within the envelope.');
  }
  return signers;
}

function readDocuments(definition: Definition): EnvelopeDocument[] {
  return (definition.documents ?? []).map((given) => {
    if (!/^\d+$/.test(given.documentId)) throw invalidBody('documentId must be a positive number');
    const bytes = Buffer.from(given.documentBase64, 'base64');
    if (bytes.length === 0 || !bytes.subarray(0, 1024).includes('%PDF-')) {
      throw new DocusignError(
        'UNABLE_TO_CONVERT_DOCUMENT',
        `System was unable to convert this document to a PDF. Document ID: ${given.documentId}`,
      );
    }
    return { documentId: given.documentId, name: given.name, base64: given.documentBase64 };
  });
}

function addOptions(envelope: Envelope, definition: Definition, now: Date): void {
  if (definition.emailBlurb !== undefined) envelope.emailBlurb = definition.emailBlurb;
  if (definition.transactionId !== undefined) envelope.transactionId = definition.transactionId;
  if (definition.customFields !== undefined) envelope.customFields = definition.customFields;
  if (definition.notification !== undefined) {
    envelope.notification = definition.notification;
    const days = expireAfterDays(definition.notification);
    if (days !== undefined) envelope.expireDateTime = new Date(now.getTime() + days * 86_400_000).toISOString();
  }
  if (definition.eventNotification !== undefined) {
    envelope.eventNotification = readNotification(definition.eventNotification);
  }
}

function expireAfterDays(notification: Record<string, unknown>): number | undefined {
  const schema = z.looseObject({ expireEnabled: z.literal('true'), expireAfter: z.string().regex(/^\d+$/) });
  const parsed = schema.safeParse(notification.expirations);
  return parsed.success ? Number(parsed.data.expireAfter) : undefined;
}

/** Both ways to subscribe are honored: JSON SIM `events`, and the older envelopeEvents and recipientEvents. */
function readNotification(given: z.infer<typeof notificationSchema>): EventNotification {
  const older = [
    ...(given.envelopeEvents ?? []).map((each) => `envelope-${each.envelopeEventStatusCode.toLowerCase()}`),
    ...(given.recipientEvents ?? []).map((each) => `recipient-${each.recipientEventStatusCode.toLowerCase()}`),
  ];
  return {
    url: given.url,
    events: [...(given.events ?? []), ...older],
    includeData: given.eventData?.includeData ?? [],
    includeHmac: given.includeHMAC === 'true',
  };
}

function invalidBody(detail: string): DocusignError {
  return new DocusignError(
    'INVALID_REQUEST_BODY',
    `The request body is missing or improperly formatted. ${detail}`.trim(),
  );
}
