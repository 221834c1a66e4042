import { API_KEY_PREFIX } from '../../api/http/authenticate';
import { createTemporal } from '../../api/temporal/client';
import { type Ask, asker, startApi, type TestApi } from '../../api/testing/start-api';
import type { Role } from '../../domain/permissions';
import { createApiKey } from '../../store/api-keys/api-keys';
import { temporalAddress } from '../support/temporal';
import { createWorld, eventually, TEST_PAYLOAD_KEYS, type World } from '../workflows/support/world';
import { finishChecks, type GivenUnit, givenUnit, kindsSentTo, within } from './support/given-household';
import { press } from './support/given-signing';

let world: World;
let api: TestApi;
let home: GivenUnit;
let ask: Ask;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
  const temporal = createTemporal({
    address: temporalAddress(),
    namespace: world.namespace,
    payloadKeys: TEST_PAYLOAD_KEYS,
  });
  const { objects } = world.vendors;
  api = await startApi({
    temporal,
    database: world.database,
    linkKey: world.deps.linkKey,
    fieldKey: world.deps.fieldKey,
    files: {
      put: (file) => objects.put(file),
      get: (key) => objects.get(key),
      head: (key) => objects.head(key),
      uploadUrl: (file) => objects.presignedPut(file),
      downloadUrl: (file) => objects.presignedGet(file),
    },
  });
  home = await givenUnit(world);
  ask = await as('owner');
}, 60_000);
afterAll(async () => {
  await world.close();
  await api.close().catch(() => {});
});

async function as(role: Role): Promise<Ask> {
  const key = `${API_KEY_PREFIX}${role.padEnd(43, 'x')}`;
  await within(world, home, (tx) =>
    createApiKey(tx, {
      organizationId: home.organizationId,
      name: role,
      role,
      key,
      expiresAt: null,
      actor: home.userId,
      origin: 'test',
    }),
  );
  return asker(api.url, { Authorization: `Bearer ${key}` });
}

/** The address in the newest mail to somebody whose text speaks of something, on the test's own server. */
function linkTo(email: string, about: RegExp): Promise<string> {
  return eventually(
    async () => {
      const mails = (await world.inbox(email)).filter(({ channel, text }) => channel === 'email' && about.test(text));
      const link = mails.at(-1)?.links[0];
      return link === undefined ? null : `${api.url}${new URL(link).pathname}`;
    },
    { what: `the mail about ${about}`, limitMs: 90_000 },
  );
}

/** Fills in the form at an address and presses its button. @returns where it leads, or the page with the refusal */
async function send(
  address: string,
  fields: Record<string, string>,
): Promise<{ status: number; to: string; page: string }> {
  const page = await (await fetch(address)).text();
  const key = /name="form_key" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const response = await fetch(address, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ form_key: key, ...fields }),
  });
  return { status: response.status, to: response.headers.get('location') ?? '', page: await response.text() };
}

test('the whole way through the API and the links: invited, filled in, screened, approved, signed', async () => {
  const email = 'ana.bell@example.test';
  const invited = await ask('POST', '/v1/applications', {
    body: {
      unit_id: home.unitId,
      applicants: [{ name: 'Ana Bell', email, phone: '206-555-0142', role: 'primary' }],
      term_months: 12,
    },
  });
  expect(invited.status).toBe(201);
  expect(invited.body).toMatchObject({ status: 'invited', unit_label: '418 Alder St, 2B', names: ['Ana Bell'] });
  const id = String(invited.body.id);
  const address = await linkTo(email, /invited to apply/);

  const early = await send(`${address}/review`, {});
  expect(early.status).toBe(422);
  const wrong = await send(`${address}/identity`, {
    first_name: 'Ana',
    last_name: 'Bell',
    postal_code: 'x',
    date_of_birth: '1990-02-30',
    ssn_last4: '12',
  });
  expect(wrong.status).toBe(400);
  expect(wrong.page).not.toContain('value="12"');
  const steps: Record<string, Record<string, string>> = {
    identity: {
      first_name: 'Ana',
      middle_name: '',
      last_name: 'Bell',
      postal_code: '98101',
      date_of_birth: '1990-02-28',
      ssn_last4: '1234',
    },
    income: { employment: 'employed', employer: 'Acme', monthly_income_cents: '$6,200.50', other_income_cents: '' },
    residence: {
      address: '1 Old St',
      city: 'Seattle',
      state: 'wa',
      postal_code: '98101',
      since: '2020-05',
      landlord_name: '',
      landlord_phone: '',
      reason: '',
    },
    pets: { pets: '1', assistance_animals: '', description: 'A cat' },
    consent: { agree: 'yes', signature: 'Ana Bell' },
  };
  for (const [step, fields] of Object.entries(steps)) {
    expect(await send(`${address}/${step}`, fields)).toMatchObject({ status: 303 });
  }
  const overview = await (await fetch(`${address}?lang=es`)).text();
  expect(overview).toContain('Sobre usted');
  expect(overview).not.toContain('1234');
  expect(overview.length).toBeLessThan(30_000);
  expect(await send(`${address}/review`, {})).toMatchObject({ status: 303 });

  const check = await linkTo(email, /background check/);
  expect((await send(check, {})).to).toContain('/pages/checkr/');
  const application = { ...home, applicationId: id, applicantIds: [], emails: [email] };
  await finishChecks(world, application);
  const pending = await eventually(async () => {
    const { body } = await ask('GET', `/v1/applications/${id}`);
    return body.status === 'decision_pending' ? body : null;
  });
  expect(pending.evaluation).toMatchObject({ verdict: 'meets_all', income_ratio: 3.4 });
  expect(
    (await (await as('agent'))('POST', `/v1/applications/${id}/decision`, { body: { outcome: 'approve' } })).status,
  ).toBe(403);
  const decided = await ask('POST', `/v1/applications/${id}/decision`, { body: { outcome: 'approve' } });
  expect(decided).toMatchObject({ status: 200, body: { status: 'approved', decision: { outcome: 'approved' } } });
  const screening = await ask('GET', `/v1/screenings/${pending.applicants[0].screening.id}`);
  expect(screening.body).toMatchObject({ status: 'complete', result: 'clear', report: { object: 'report' } });

  const drawn = await ask('POST', '/v1/leases', { body: { application_id: id, rent_cents: 175_000 } });
  expect(drawn).toMatchObject({
    status: 201,
    body: { id: decided.body.lease_id, status: 'draft', rent_cents: 175_000 },
  });
  const leaseId = String(drawn.body.id);
  const schedule = await ask('GET', `/v1/leases/${leaseId}/schedule`);
  expect(schedule.body.charges[0]).toMatchObject({ kind: 'deposit', amount_cents: 180_000 });
  expect(
    (await ask('PATCH', `/v1/leases/${leaseId}`, { body: { due_day: 5 }, headers: { 'If-Match': '"1"' } })).status,
  ).toBe(409);
  expect((await ask('POST', `/v1/leases/${leaseId}/send-for-signature`, { body: {} })).status).toBe(202);

  const signing = await linkTo(email, /ready/);
  const page = await (await fetch(signing)).text();
  expect(page).toContain('Your right to paper');
  expect((await send(signing, {})).status).toBe(400);
  const agreed = await send(signing, { agree: 'yes' });
  expect(agreed.to).toContain('/pages/docusign/sign/');
  await press(agreed.to, 'sign');
  expect(await (await fetch(`${signing}/done?event=signing_complete`)).text()).toContain('You have signed');
  const mine = await eventually(
    async () => {
      const answer = await ask('POST', `/v1/leases/${leaseId}/landlord-signing-url`, { body: {} });
      return answer.status === 200 ? String(answer.body.url) : null;
    },
    { what: 'the landlord to sign', limitMs: 90_000, everyMs: 200 },
  );
  await press(mine, 'sign');
  const signed = await eventually(
    async () => {
      const { body } = await ask('GET', `/v1/leases/${leaseId}`);
      return body.status === 'signed' ? body : null;
    },
    { what: 'the lease to be signed', limitMs: 90_000 },
  );
  expect(signed.balance_cents).toBeGreaterThan(180_000);
  expect(await kindsSentTo(world, home, email)).toContain('move_in_payment_due');
  const copy = await (await fetch(signing)).text();
  expect(copy).toContain('Everyone has signed');
  const documents = await ask('GET', `/v1/leases/${leaseId}/documents`);
  const paper = documents.body.data.find(({ kind }: { kind: string }) => kind === 'signed_lease');
  const download = await ask('GET', paper.url);
  expect(download.status).toBe(302);
  const pdf = await fetch(download.headers.get('location') ?? '');
  expect(pdf.headers.get('content-disposition')).toContain('attachment');
  expect(Buffer.from(await pdf.arrayBuffer()).length).toBe(paper.byte_size);
}, 120_000);

test('wrong input is refused by name, and another organization finds nothing', async () => {
  const bad = await ask('POST', '/v1/applications', {
    body: { unit_id: home.unitId, applicants: [{ name: '', email: 'x' }] },
  });
  expect(bad.status).toBe(400);
  expect(bad.body.invalid_params.map(({ name }: { name: string }) => name)).toEqual([
    'applicants.0.name',
    'applicants.0.email',
  ]);
  const none = await ask('POST', '/v1/leases', { body: {} });
  expect(none.body.invalid_params.map(({ name }: { name: string }) => name)).toEqual([
    'unit_id',
    'starts_on',
    'tenants',
  ]);
  const stranger = await givenUnit(world);
  const theirs = await ask('POST', '/v1/applications', {
    body: { unit_id: stranger.unitId, applicants: [{ name: 'A B', email: 'a@example.test' }] },
  });
  expect(theirs.status).toBe(404);
  const early = await ask('POST', '/v1/leases/lease_01J00000000000000000000000/void', { body: { reason: 'x' } });
  expect(early.status).toBe(404);
}, 60_000);
