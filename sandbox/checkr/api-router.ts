import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { type Bureau, newCheckrId } from './bureau';
import { type Candidate, type Invitation, packages, type WorkLocation } from './objects';

const base = '/checkr/v1';
const invitationLifeMs = 7 * 24 * 3_600_000;
const callsPerMinute = 1200;

const text = z.string().nullish();
const workLocations = z.array(
  z.looseObject({ country: z.string(), state: z.string().default(''), city: z.string().default('') }),
);

const candidateSchema = z.looseObject({
  email: z.email('is invalid'),
  first_name: text,
  middle_name: text,
  no_middle_name: z.boolean().nullish(),
  last_name: text,
  phone: text,
  zipcode: text,
  dob: text,
  custom_id: text,
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

const invitationSchema = z.looseObject({
  candidate_id: z.string("can't be blank"),
  package: z.string("can't be blank"),
  work_locations: workLocations.min(1, "can't be blank"),
  tags: z.array(z.string()).nullish(),
});

/** Candidates, invitations, reports and packages. */
export function checkrApiRouter(sandbox: Sandbox, bureau: Bureau): Router {
  const router = Router();
  router.post(`${base}/candidates`, (request, response) => {
    const input = parse(candidateSchema, request, response);
    if (input === undefined) return;
    const candidate = newCandidate(input, sandbox.now());
    bureau.candidates.put(candidate.id, candidate);
    bureau.tell('candidate.created', candidate);
    response.status(201).json(candidate);
  });
  router.get(`${base}/candidates`, (request, response) => {
    const { email, custom_id } = request.query;
    const found = bureau.candidates
      .list()
      .filter((candidate) => email === undefined || candidate.email === email)
      .filter((candidate) => custom_id === undefined || candidate.custom_id === custom_id);
    response.json(listOf(found, request));
  });
  router.get(`${base}/candidates/:id`, (request, response) => {
    answer(response, bureau.candidates.get(request.params.id), 'Candidate');
  });
  addInvitations(router, sandbox, bureau);
  router.get(`${base}/reports/:id`, (request, response) => {
    const report = bureau.reports.get(request.params.id);
    const withCandidate = asText(request.query.include)?.split(',').includes('candidate') === true;
    const candidate = report && withCandidate ? bureau.candidates.get(report.candidate_id) : undefined;
    answer(response, report && { ...report, ...(candidate === undefined ? {} : { candidate }) }, 'Report');
  });
  router.get(`${base}/packages`, (request, response) => {
    const all = packages.map((each) => ({
      ...each,
      id: each.slug,
      object: 'package',
      uri: `/v1/packages/${each.slug}`,
    }));
    response.json(listOf(all, request));
  });
  router.use(base, (_request, response) => void response.status(404).json({ error: 'Not found' }));
  return router;
}

function addInvitations(router: Router, sandbox: Sandbox, bureau: Bureau): void {
  router.post(`${base}/invitations`, (request, response) => {
    const input = parse(invitationSchema, request, response);
    if (input === undefined) return;
    if (bureau.candidates.get(input.candidate_id) === undefined) return answer(response, undefined, 'Candidate');
    if (!packages.some(({ slug }) => slug === input.package)) return answer(response, undefined, 'Package');
    const invitation = newInvitation(sandbox, input);
    bureau.invitations.put(invitation.id, invitation);
    bureau.tell('invitation.created', invitation);
    response.status(201).json(invitation);
  });
  router.get(`${base}/invitations`, (request, response) => {
    const { candidate_id, status } = request.query;
    const found = bureau.invitations
      .list()
      .filter((invitation) => candidate_id === undefined || invitation.candidate_id === candidate_id)
      .filter((invitation) => status === undefined || invitation.status === status);
    response.json(listOf(found, request));
  });
  router.get(`${base}/invitations/:id`, (request, response) => {
    answer(response, bureau.invitation(request.params.id), 'Invitation');
  });
  router.delete(`${base}/invitations/:id`, (request, response) => {
    const invitation = bureau.invitation(request.params.id);
    if (invitation === undefined) return answer(response, undefined, 'Invitation');
    if (invitation.status === 'completed') {
      return void response.status(400).json({ error: 'A completed invitation cannot be canceled' });
    }
    if (invitation.status === 'pending') {
      invitation.status = 'canceled';
      invitation.deleted_at = sandbox.now().toISOString();
      bureau.invitations.put(invitation.id, invitation);
      bureau.tell('invitation.deleted', invitation);
    }
    response.json(invitation);
  });
}

function newCandidate(input: z.infer<typeof candidateSchema>, now: Date): Candidate {
  const id = newCheckrId();
  return {
    id,
    object: 'candidate',
    uri: `/v1/candidates/${id}`,
    created_at: now.toISOString(),
    first_name: input.first_name ?? null,
    middle_name: input.middle_name ?? null,
    no_middle_name: input.no_middle_name ?? false,
    last_name: input.last_name ?? null,
    email: input.email,
    phone: input.phone ?? null,
    zipcode: input.zipcode ?? null,
    dob: input.dob ?? null,
    ssn: null,
    custom_id: input.custom_id ?? null,
    report_ids: [],
    geo_ids: [],
    adjudication: null,
    metadata: input.metadata ?? {},
  };
}

function newInvitation(sandbox: Sandbox, input: z.infer<typeof invitationSchema>): Invitation {
  const id = newCheckrId();
  const now = sandbox.now();
  return {
    id,
    object: 'invitation',
    uri: `/v1/invitations/${id}`,
    invitation_url: `${sandbox.config.url}/pages/checkr/${id}`,
    status: 'pending',
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + invitationLifeMs).toISOString(),
    completed_at: null,
    deleted_at: null,
    archived_at: null,
    package: input.package,
    candidate_id: input.candidate_id,
    report_id: null,
    work_locations: input.work_locations.map(({ country, state, city }): WorkLocation => ({ country, state, city })),
    tags: input.tags ?? [],
  };
}

/** The parsed body, or undefined after answering 400 with Checkr's sentences. */
function parse<T>(schema: z.ZodType<T>, request: Request, response: Response): T | undefined {
  const parsed = schema.safeParse(request.body ?? {});
  if (parsed.success) return parsed.data;
  response.status(400).json({ error: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) });
  return undefined;
}

function answer(response: Response, object: object | undefined, name: string): void {
  if (object === undefined) response.status(404).json({ error: `${name} not found` });
  else response.json(object);
}

/** A page of a list, newest first. */
function listOf<T>(all: readonly T[], request: Request): Record<string, unknown> {
  const perPage = Math.min(Math.max(1, Number(request.query.per_page) || 25), 100);
  const page = Math.max(1, Number(request.query.page) || 1);
  const path = request.path.replace('/checkr', '');
  const href = (number: number) => {
    const others = Object.entries(request.query).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return `${path}?${new URLSearchParams({ ...Object.fromEntries(others), page: String(number), per_page: String(perPage) })}`;
  };
  const start = (page - 1) * perPage;
  return {
    object: 'list',
    data: all.toReversed().slice(start, start + perPage),
    count: all.length,
    next_href: start + perPage < all.length ? href(page + 1) : null,
    previous_href: page > 1 ? href(page - 1) : null,
  };
}

/** Basic authentication with the API key as the user, and the headers that tell how many calls are left. */
export function authenticate(sandbox: Sandbox): RequestHandler {
  const expected = `Basic ${Buffer.from(`${sandbox.config.accounts.checkr.apiKey}:`).toString('base64')}`;
  let minute = 0;
  let calls = 0;
  return (request, response, next) => {
    const now = Math.floor(sandbox.now().getTime() / 60_000);
    calls = now === minute ? calls + 1 : 1;
    minute = now;
    setLimitHeaders(response, Math.max(0, callsPerMinute - calls), new Date((minute + 1) * 60_000));
    if (request.get('authorization') === expected) return next();
    response.status(401).json({ error: 'Bad authentication error' });
  };
}

/** `X-Ratelimit-*` as Checkr sends them; the reset is an instant. */
export function setLimitHeaders(response: Response, remaining: number, reset: Date): void {
  response.set({
    'X-Ratelimit-Limit': String(callsPerMinute),
    'X-Ratelimit-Remaining': String(remaining),
    'X-Ratelimit-Reset': reset.toISOString(),
  });
}
