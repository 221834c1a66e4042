import type { Request } from 'express';
import type Stripe from 'stripe';
import { z } from 'zod';
import { rawBodyOf } from '../core/http';
import { newId } from '../core/new-id';
import { invalidRequest } from './errors';
import { listPage } from './list-page';
import { idOf, operation } from './operation';
import { ignored, listing, oneOf, parameters } from './parameters';
import type { StripeScope } from './scope';

/** Stripe takes 5 MB of evidence. */
const MAX_EVIDENCE_BYTES = 5_000_000;
const TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** A file as it came in a form of several parts. */
export interface UploadedPart {
  readonly filename: string;
  readonly contentType: string;
  readonly body: Buffer;
}

const uploaded = z.custom<UploadedPart>(
  (value) => typeof value === 'object' && value !== null && 'body' in value,
  'Invalid file: must be sent as multipart/form-data',
);

export const fileOperations = [
  operation(
    'POST',
    '/v1/files',
    parameters({
      purpose: oneOf('dispute_evidence', 'identity_document', 'business_logo', 'tax_document_user_upload'),
      file: uploaded,
      ...ignored('file_link_data'),
    }),
    (scope, given) => keepFile(scope, given.purpose, given.file),
  ),
  operation('GET', '/v1/files/:id', parameters({}), (scope, _given, ids) => scope.files.get(idOf(ids), 'file')),
  operation(
    'GET',
    '/v1/files',
    parameters({ ...listing, purpose: oneOf('dispute_evidence').optional() }),
    (scope, given) => listPage(scope.files.list(), given, '/v1/files'),
  ),
];

function keepFile(scope: StripeScope, purpose: Stripe.File.Purpose, file: UploadedPart): Stripe.File {
  const type = TYPES[file.contentType];
  if (type === undefined) throw invalidRequest('Invalid file type: must be a PDF, JPEG or PNG.', { param: 'file' });
  if (file.body.length > MAX_EVIDENCE_BYTES) throw invalidRequest('Uploaded file is too large.', { param: 'file' });
  return scope.files.save({
    id: newId('file_1'),
    object: 'file',
    created: scope.now(),
    expires_at: null,
    filename: file.filename,
    links: null,
    purpose,
    size: file.body.length,
    title: null,
    type,
    url: null,
  });
}

/** The parts of a multipart body by name: texts as they are, files with their bytes; undefined for other bodies. */
export function multipartOf(request: Request): Record<string, string | UploadedPart> | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(request.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const parts: Record<string, string | UploadedPart> = {};
  // Latin-1 keeps every byte as one character.
  for (const chunk of rawBodyOf(request).toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const split = chunk.indexOf('\r\n\r\n');
    const head = chunk.slice(0, split);
    const body = chunk.slice(split + 4, -2);
    const name = /name="([^"]*)"/i.exec(head)?.[1];
    const filename = /filename="([^"]*)"/i.exec(head)?.[1];
    if (split < 0 || name === undefined) continue;
    const contentType = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? 'application/octet-stream';
    const bytes = Buffer.from(body, 'latin1');
    parts[name] = filename === undefined ? bytes.toString('utf8') : { filename, contentType, body: bytes };
  }
  return parts;
}

/** What was sent, without the boundary that a client makes up anew each time. */
export function multipartFingerprint(parts: Readonly<Record<string, string | UploadedPart>>): Buffer {
  return Buffer.concat(
    Object.entries(parts).flatMap(([name, part]) => [
      Buffer.from(`\n${name}=`),
      typeof part === 'string' ? Buffer.from(part) : part.body,
    ]),
  );
}
