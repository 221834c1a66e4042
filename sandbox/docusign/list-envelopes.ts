import { z } from 'zod';
import { DocusignError, type Envelope } from './envelope';
import { serializeEnvelope, serializeRecipients } from './serialize-envelope';

const querySchema = z.object({
  from_date: z.string().optional(),
  to_date: z.string().optional(),
  status: z.string().optional(),
  envelope_ids: z.string().optional(),
  transaction_ids: z.string().optional(),
  custom_field: z.string().optional(),
  include: z.string().optional(),
  order: z.enum(['asc', 'desc']).optional(),
  count: z.coerce.number().int().positive().max(1000).optional(),
  start_position: z.coerce.number().int().nonnegative().optional(),
});

type Query = z.infer<typeof querySchema>;

/**
 * `GET /envelopes` (listStatusChanges): by ids, transaction ids, status, custom field (`name=value`) and time of the
 * last change. As with DocuSign, one of from_date, envelope_ids and transaction_ids must be given.
 */
export function listEnvelopes(envelopes: readonly Envelope[], rawQuery: unknown): Record<string, unknown> {
  const query = querySchema.safeParse(rawQuery);
  if (!query.success) throw invalid(query.error.issues[0]?.path.join('.') ?? 'query');
  const { from_date, envelope_ids, transaction_ids, start_position = 0, count = 1000, order } = query.data;
  if (from_date === undefined && envelope_ids === undefined && transaction_ids === undefined) {
    throw invalid('The from_date, envelope_ids or transaction_ids must be specified.');
  }
  const found = envelopes.filter((envelope) => isWanted(envelope, query.data));
  if (order === 'desc') found.reverse();
  const shown = found.slice(start_position, start_position + count);
  const include = (query.data.include ?? '').split(',');
  return {
    resultSetSize: String(shown.length),
    startPosition: String(start_position),
    endPosition: String(Math.max(start_position, start_position + shown.length - 1)),
    totalSetSize: String(found.length),
    ...(shown.length === 0 ? {} : { envelopes: shown.map((envelope) => serializeListed(envelope, include)) }),
  };
}

function serializeListed(envelope: Envelope, include: readonly string[]): Record<string, unknown> {
  return {
    ...serializeEnvelope(envelope),
    ...(include.includes('recipients') ? { recipients: serializeRecipients(envelope, false) } : {}),
    ...(include.includes('custom_fields') ? { customFields: envelope.customFields ?? {} } : {}),
  };
}

function isWanted(envelope: Envelope, query: Query): boolean {
  const changed = Date.parse(envelope.statusChangedDateTime);
  if (query.from_date !== undefined && changed < parseDate(query.from_date)) return false;
  if (query.to_date !== undefined && changed > parseDate(query.to_date)) return false;
  if (query.envelope_ids !== undefined && !query.envelope_ids.split(',').includes(envelope.envelopeId)) return false;
  if (query.transaction_ids !== undefined && !query.transaction_ids.split(',').includes(envelope.transactionId ?? '')) {
    return false;
  }
  if (query.status !== undefined && query.status !== 'any' && !query.status.split(',').includes(envelope.status)) {
    return false;
  }
  return query.custom_field === undefined || hasCustomField(envelope, query.custom_field);
}

const customFieldsSchema = z.object({ textCustomFields: z.array(z.object({ name: z.string(), value: z.string() })) });

function hasCustomField(envelope: Envelope, wanted: string): boolean {
  const fields = customFieldsSchema.safeParse(envelope.customFields);
  return fields.success && fields.data.textCustomFields.some(({ name, value }) => `${name}=${value}` === wanted);
}

function parseDate(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalid(`'${text}' is not a date.`);
  return at;
}

function invalid(detail: string): DocusignError {
  return new DocusignError(
    'INVALID_REQUEST_PARAMETER',
    `The request contained at least one invalid parameter. ${detail}`,
  );
}
