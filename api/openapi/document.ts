import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ERRORS, type ErrorCode } from '../../domain/errors';
import { PERMISSIONS } from '../../domain/permissions';
import { API_KEY_PREFIX, SESSION_COOKIE } from '../http/authenticate';
import type { Route } from '../http/route';
import { resources } from '../resources';

/** A refusal, RFC 9457. */
const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    request_id: z.string(),
    invalid_params: z.array(z.object({ name: z.string(), reason: z.string() })).optional(),
    rule: z
      .object({
        name: z.string(),
        text: z.string(),
        source: z.string(),
        cite: z.string().optional(),
        confidence: z.string().optional(),
        effective_from: z.string().nullable().optional(),
        verified_on: z.string().nullable().optional(),
      })
      .optional(),
  })
  .meta({ id: 'Problem' });

const idempotencyHeader = z.string().min(1).max(200);
const versionHeader = z.string().meta({ description: 'The version you saw, in quotes' });
const INTRODUCTION = `Rental property on durable workflows.

Money is whole cents with a \`currency\`, dates are \`YYYY-MM-DD\`, instants RFC 3339 in UTC. Lists are pages with an opaque
\`next_cursor\`. Every POST takes an \`Idempotency-Key\`: the first answer is kept for 24 hours and given again. Refusals are
\`application/problem+json\` with a stable \`code\` and the wrong fields by name.

Send an API key as \`Authorization: Bearer ${API_KEY_PREFIX}…\`, or sign in and send \`X-CSRF-Token\` with every change.`;

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;
type PathItem = NonNullable<OpenApiDocument['paths']>[string];

/** The API's description, from the same schemas that check requests. Needs no server. */
export function buildOpenApiDocument(server = '/'): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE });
  for (const route of resources) registry.registerPath(operationOf(route));
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tenure',
      version: '1',
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    tags: [...new Set(resources.map(({ tag }) => tag))].map((name) => ({ name })),
  });
  for (const path of Object.values(document.paths ?? {})) bracketLists(path);
  return document;
}

/** A list in an address' query is written with brackets: `expand[]=units`. */
function bracketLists(path: PathItem): void {
  for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
    for (const parameter of operation?.parameters ?? []) {
      const isList =
        'schema' in parameter && parameter.schema && 'type' in parameter.schema && parameter.schema.type === 'array';
      if (isList && parameter.in === 'query') parameter.name += '[]';
    }
  }
}

function operationOf(route: Route): RouteConfig {
  const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
  const isPublic = route.permission === 'public';
  return {
    method: route.method,
    path: `/v1${route.path}`,
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, isPublic ? undefined : whoMay(route)].filter(Boolean).join('\n\n'),
    security: isPublic ? [] : [{ apiKey: [] }, { session: [] }],
    request: {
      params: route.params,
      query: route.query,
      ...headersOf(route),
      ...(route.body === null ? {} : { body: { required: true, content: json(route.body) } }),
    },
    responses: {
      [route.status]: {
        description: 'Done',
        ...(route.answer === null ? {} : { content: { ...json(route.answer), ...filesOf(route) } }),
      },
      default: { description: 'Refused', content: { 'application/problem+json': { schema: problem } } },
    },
  };
}

/** Files are text or bytes that only their own program reads. */
function filesOf({ files }: Route) {
  const file = z.string().meta({ format: 'binary' });
  return Object.fromEntries(files.map((contentType) => [contentType, { schema: file }]));
}

/** A command may carry a key against being carried out twice, a change the version it was made to. */
function headersOf(route: Route): { headers?: z.ZodObject } {
  if (route.idempotency !== 'none') {
    const key = route.idempotency === 'required' ? idempotencyHeader : idempotencyHeader.optional();
    return { headers: z.object({ 'Idempotency-Key': key }) };
  }
  const isChange = route.method === 'patch' || route.method === 'put';
  const isVersioned = route.answer instanceof z.ZodObject && 'version' in route.answer.shape;
  return isChange && isVersioned ? { headers: z.object({ 'If-Match': versionHeader.optional() }) } : {};
}

function whoMay(route: Route): string {
  if (route.permission === 'public') return '';
  return `For: ${PERMISSIONS[route.permission].join(', ').replaceAll('_', ' ')}.`;
}

/** `post /leases/{id}/send-for-signature` → `postLeasesByIdSendForSignature`. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[/\-_]/)
    .filter(Boolean);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
