import { z } from 'zod';
import type { Permission, Role } from '../../domain/permissions';
import { inOrganization, type Transaction } from '../../store/database';
import type { Services } from '../services';
import type { FileAnswer } from './file-answer';
import { parseInput, refuseUnstorable } from './parse';

/** Who asks: a person with a session or a program with an API key. */
export type Actor = {
  kind: 'user' | 'api_key';
  /** The user's or the key's id: it stands in events and audit entries. */
  id: string;
  role: Role;
  sessionId: string | null;
};

/** How a handler sets what is beside the body of its answer. */
export type Reply = {
  header(name: string, value: string): void;
  /** Another success status than the route's own, such as 200 for what was there already. */
  status(code: number): void;
};

type Common<P, Q, B> = {
  params: P;
  query: Q;
  body: B;
  now: Date;
  requestId: string;
  ip: string;
  userAgent: string;
  /** The version that `If-Match` names. */
  ifMatch: number | null;
  /** The value of one cookie. */
  cookie(name: string): string | undefined;
  reply: Reply;
};

/** One request of a signed-in caller, checked and typed. */
export type Call<P, Q, B> = Common<P, Q, B> & { actor: Actor; organizationId: string };
/** One request of anybody. */
export type PublicCall<P, Q, B> = Common<P, Q, B>;

/** A request before its parts are checked. */
export type RawCall = Common<unknown, unknown, unknown> & {
  principal: { actor: Actor; organizationId: string } | null;
};

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** `required`: refused without an Idempotency-Key; `accepted`: honored where given; `none`: safe by itself. */
export type Idempotency = 'required' | 'accepted' | 'none';

/** Runs inside the transaction that also stores a POST's answer, where there is one. */
export type InScope = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

/** A route as the application and the OpenAPI document see it. */
export type Route = {
  method: Method;
  /** As in OpenAPI: `/properties/{id}`; served under `/v1` and without. */
  path: string;
  tag: string;
  summary: string;
  description: string | undefined;
  /** `public` needs no sign-in. */
  permission: Permission | 'public';
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType | null;
  answer: z.ZodType | null;
  /** The kinds of file that it may answer with instead, where asked to. */
  files: readonly string[];
  status: number;
  idempotency: Idempotency;
  /** Parses and refuses what is wrong; what comes back does the work. @throws TenureError invalid_request */
  prepare(raw: RawCall): (services: Services, inScope: InScope) => Promise<unknown>;
};

const nothing = z.strictObject({});
type Nothing = typeof nothing;

type Description<P, Q, B, A> = {
  method: Method;
  path: string;
  /** The heading it stands under in the reference. */
  tag: string;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  /** A strict object: unknown fields are refused. */
  body?: B;
  /** The body of the answer; null for none (204). */
  answer: A;
  /** The kinds of file that the handler may answer with instead of JSON, such as `text/csv`. */
  files?: readonly string[];
  /** 200 unless said; 201 for what makes something, 202 where work goes on in a workflow. */
  status?: number;
  /** For POST: `accepted` unless said. */
  idempotency?: Idempotency;
};

// biome-ignore lint/suspicious/noConfusingVoidType: the return type of a handler without a body
type Answer<A extends z.ZodType | null> = A extends z.ZodType ? z.input<A> : void;

/**
 * Describes one address of the API: from this come its Express handler, its checks and its place in the OpenAPI
 * document. Give `handler`, or `inTransaction` for work that is one transaction in the organization's scope; a POST's
 * stored answer is then committed together with its effect.
 */
export function route<
  A extends z.ZodType | null,
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = Nothing,
>(
  spec: Description<P, Q, B, A> & { permission: Permission } & (
      | {
          handler(
            call: Call<z.output<P>, z.output<Q>, z.output<B>>,
            services: Services,
          ): Promise<Answer<A> | FileAnswer>;
        }
      | {
          inTransaction(
            call: Call<z.output<P>, z.output<Q>, z.output<B>>,
            tx: Transaction,
            services: Services,
          ): Promise<Answer<A>>;
        }
    ),
): Route {
  return {
    ...described(spec),
    permission: spec.permission,
    prepare(raw) {
      if (raw.principal === null) throw new Error('a route with a permission was reached without a principal');
      const call = { ...raw, ...parseParts(spec, raw), ...raw.principal };
      if ('handler' in spec) return (services) => spec.handler(call, services);
      return (services, inScope) => inScope((tx) => spec.inTransaction(call, tx, services));
    },
  };
}

/** Describes an address that needs no sign-in. */
export function publicRoute<
  A extends z.ZodType | null,
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = Nothing,
>(
  spec: Description<P, Q, B, A> & {
    handler(call: PublicCall<z.output<P>, z.output<Q>, z.output<B>>, services: Services): Promise<Answer<A>>;
  },
): Route {
  return {
    ...described(spec),
    permission: 'public',
    prepare(raw) {
      const call = { ...raw, ...parseParts(spec, raw) };
      return (services) => spec.handler(call, services);
    },
  };
}

/** Opens the organization's transaction for a route that has no idempotency key to keep with it. */
export function scopeOf(services: Services, organizationId: string): InScope {
  return (work) => inOrganization(services.database, organizationId, work);
}

function described<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType | null>(
  spec: Description<P, Q, B, A>,
): Omit<Route, 'permission' | 'prepare'> {
  return {
    method: spec.method,
    path: spec.path,
    tag: spec.tag,
    summary: spec.summary,
    description: spec.description,
    params: spec.params ?? nothing,
    query: spec.query ?? nothing,
    body: spec.body ?? null,
    answer: spec.answer,
    files: spec.files ?? [],
    status: spec.status ?? (spec.answer === null ? 204 : 200),
    idempotency: spec.method === 'post' ? (spec.idempotency ?? 'accepted') : 'none',
  };
}

function parseParts<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A>(
  spec: Description<P, Q, B, A>,
  raw: RawCall,
) {
  refuseUnstorable({ params: raw.params, query: raw.query, body: raw.body });
  // Where a part is not described, its schema is `nothing`, which is what the type parameter then stands for.
  const params = parseInput((spec.params ?? nothing) as P, raw.params, 'param');
  const query = parseInput((spec.query ?? nothing) as Q, raw.query, 'query');
  const body = parseInput((spec.body ?? nothing) as B, spec.body === undefined ? {} : (raw.body ?? {}), 'body');
  return { params, query, body };
}
