import type { Response } from 'express';
import { ERRORS, type ErrorCode, type RuleBehind, TenureError } from '../../domain/errors';
import { explainDatabaseFailure } from '../../store/database-failure';

/** RFC 9457, with our stable code, the request's id and the wrong fields by name. */
export type ProblemDocument = {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  request_id: string;
  invalid_params?: { name: string; reason: string }[];
  rule?: RuleBehind;
};

/** Any failure as the one error that people are told about; what we did not foresee becomes `internal`. */
export function toTenureError(error: unknown): TenureError {
  if (error instanceof TenureError) return error;
  return fromParser(error) ?? explainDatabaseFailure(error) ?? internal(error);
}

function internal(cause: unknown): TenureError {
  return new TenureError('internal', 'Something went wrong on our side. It has been noted; please try again.', {
    cause,
  });
}

/** Failures of Express' own parsers carry a `type`. */
function fromParser(error: unknown): TenureError | undefined {
  if (!(error instanceof Error)) return undefined;
  const type = 'type' in error ? error.type : undefined;
  const status = 'status' in error ? error.status : undefined;
  if (type === 'entity.too.large') return new TenureError('payload_too_large', 'The body is larger than 256 kB.');
  if (type === 'entity.parse.failed') return new TenureError('invalid_request', 'The body is not valid JSON.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return new TenureError('unsupported_media', 'The body is encoded in a way this address does not read.');
  }
  if (error instanceof URIError) return new TenureError('not_found', 'There is nothing at this address.');
  return status === 400 ? new TenureError('invalid_request', 'The request could not be read.') : undefined;
}

/** The problem document of a refusal. */
export function problemOf(error: TenureError, requestId: string): ProblemDocument {
  const { status, title } = ERRORS[error.code];
  return {
    type: `/docs/errors#${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    request_id: requestId,
    ...(error.params.length > 0 ? { invalid_params: error.params } : {}),
    ...(error.rule === undefined ? {} : { rule: error.rule }),
  };
}

/** Answers with a problem document, unless an answer is already under way. */
export function sendProblem(res: Response, error: TenureError, requestId: string): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  if (error.code === 'unavailable' || error.code === 'idempotency_in_flight') res.setHeader('Retry-After', '2');
  if (error.code === 'unauthenticated') res.setHeader('WWW-Authenticate', 'Bearer realm="tenure"');
  res
    .status(error.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(error, requestId)));
}
