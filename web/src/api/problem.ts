import { withDays } from '../format/dates';
import type { InvalidParam, ProblemDocument } from './types';

/** What the API refused, or that it could not be reached. `message` is written for the person who sees it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: InvalidParam[];
  readonly rule: ProblemDocument['rule'];
  readonly requestId: string | undefined;

  constructor(document: ProblemDocument) {
    super(withDays(document.detail ?? document.title));
    this.name = 'Problem';
    this.status = document.status;
    this.code = document.code;
    this.params = (document.invalid_params ?? []).map(({ name, reason }) => ({ name, reason: withDays(reason) }));
    this.rule = document.rule;
    this.requestId = document.request_id;
  }

  /** Whether nobody knows if the command was carried out, so a repeat must carry the same key. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500 || this.code === 'idempotency_in_flight';
  }
}

/** No answer at all: the network, or the server, is away. */
export const unreachable = () =>
  new Problem({ title: 'Tenure does not answer. Check the connection and try again.', status: 0, code: 'unreachable' });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads whatever came back with a failing status as a problem. */
export function toProblem(body: unknown, status: number): Problem {
  const given = isObject(body) ? body : {};
  const text = (key: string) => (typeof given[key] === 'string' ? given[key] : undefined);
  const params = Array.isArray(given.invalid_params) ? given.invalid_params : [];
  const rule = isObject(given.rule) ? given.rule : undefined;
  return new Problem({
    title: text('title') ?? 'Something went wrong on our side',
    status,
    code: text('code') ?? 'internal',
    ...(text('detail') ? { detail: text('detail') as string } : {}),
    ...(text('request_id') ? { request_id: text('request_id') as string } : {}),
    invalid_params: params.flatMap((p: unknown) =>
      isObject(p) && typeof p.name === 'string' && typeof p.reason === 'string'
        ? [{ name: p.name, reason: p.reason }]
        : [],
    ),
    ...(rule
      ? { rule: { name: String(rule.name ?? ''), text: String(rule.text ?? ''), source: String(rule.source ?? '') } }
      : {}),
  });
}
