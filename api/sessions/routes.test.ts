import { inOrganization } from '../../store/database';
import { tokenOfLink } from '../../store/links/link-tokens';
import { ownApi } from '../testing/own-api';
import { asker } from '../testing/start-api';

const api = ownApi();

const newLandlord = {
  organization_name: 'Harbor & Pine',
  name: 'Dana Ruiz',
  email: 'dana@harborpine.test',
  password: 'a very long password',
};

/** Signs in and asks with the cookie, as a browser does. */
async function signIn(email: string, password: string) {
  const answer = await api.ask('POST', '/v1/sessions', { body: { email, password } });
  expect(answer.status).toBe(201);
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { answer, cookie, csrf: String(answer.body.csrf_token) };
}

describe('signing up and in', () => {
  test('a landlord signs up, comes back, and a repeated sign-up makes no second organization', async () => {
    const first = await api.ask('POST', '/v1/sign-ups', { body: newLandlord });
    expect(first.status).toBe(201);
    expect(first.headers.get('set-cookie')).toMatch(/^tenure_session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    const again = await api.ask('POST', '/sign-ups', { body: newLandlord });
    expect(again.body.organization.id).toBe(first.body.organization.id);
    const other = await api.ask('POST', '/v1/sign-ups', { body: { ...newLandlord, password: 'some other password' } });
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const { answer } = await signIn('Dana@HarborPine.test', newLandlord.password);
    expect(answer.body).toMatchObject({ role: 'owner', user: { name: 'Dana Ruiz' } });
  });

  test('a wrong password and an unknown email look the same', async () => {
    const wrong = await api.ask('POST', '/v1/sessions', { body: { email: newLandlord.email, password: 'no' } });
    const unknown = await api.ask('POST', '/v1/sessions', { body: { email: 'nobody@nowhere.test', password: 'no' } });
    for (const answer of [wrong, unknown]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    expect({ ...wrong.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
  });

  test('a change by cookie needs the token of our page; signing out ends the session', async () => {
    const { cookie, csrf } = await signIn(newLandlord.email, newLandlord.password);
    const browser = asker(api.url, { Cookie: cookie });
    const me = await browser('GET', '/v1/sessions/current');
    expect(me.body.csrf_token).toBe(csrf);
    expect((await browser('DELETE', '/v1/sessions/current')).body.code).toBe('csrf_failed');
    expect((await browser('DELETE', '/v1/sessions/current', { headers: { 'X-CSRF-Token': csrf } })).status).toBe(204);
    expect((await browser('GET', '/v1/sessions/current')).status).toBe(401);
  });

  test('one sees where one is signed in and ends it elsewhere', async () => {
    const here = await signIn(newLandlord.email, newLandlord.password);
    const there = await signIn(newLandlord.email, newLandlord.password);
    const browser = asker(api.url, { Cookie: here.cookie, 'X-CSRF-Token': here.csrf });
    const list = await browser('GET', '/v1/sessions');
    const other = list.body.data.find((session: { id: string }) => session.id === there.answer.body.id);
    expect(other.current).toBe(false);
    expect((await browser('DELETE', `/v1/sessions/${other.id}`)).status).toBe(204);
    expect((await asker(api.url, { Cookie: there.cookie })('GET', '/v1/sessions/current')).status).toBe(401);
  });
});

describe('the frame of every answer', () => {
  test.each([
    ['malformed JSON', 'POST', '/v1/sessions', '{"email":', 400, 'invalid_request'],
    [
      'a body past 256 kB',
      'POST',
      '/v1/sessions',
      JSON.stringify({ email: 'x'.repeat(300_000) }),
      413,
      'payload_too_large',
    ],
    ['an unknown address', 'GET', '/v1/nothing-here', undefined, 404, 'not_found'],
    ['an unknown method', 'PUT', '/v1/sessions', undefined, 405, 'method_not_allowed'],
    ['deep nesting', 'POST', '/v1/sessions', '['.repeat(90_000) + ']'.repeat(90_000), 400, 'invalid_request'],
  ])('%s is a problem document', async (_name, method, path, body, status, code) => {
    const answer = await api.ask(method, path, { body });
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'));
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('unknown, missing and wrong fields are each named', async () => {
    const body = { email: 'not an email', surprise: 1 };
    const answer = await api.ask('POST', '/v1/sessions', { body });
    const names = answer.body.invalid_params.map((param: { name: string }) => param.name).sort();
    expect(names).toEqual(['email', 'password', 'surprise']);
  });
});

test('an invited colleague joins by link and signs in with their own password', async () => {
  const landlord = await api.landlord('Quay Row Homes');
  const invited = await landlord.ask('POST', '/v1/members', { body: { email: 'lee@quayrow.test', role: 'agent' } });
  expect(invited).toMatchObject({ status: 201, body: { status: 'invited', role: 'agent' } });
  const link = await inOrganization(api.database, landlord.organizationId, (tx) =>
    tx.linkToken.findFirstOrThrow({ where: { subjectId: invited.body.id } }),
  );
  const address = `/l/${tokenOfLink(api.services.linkKey, link.id)}`;
  const page = await api.ask('GET', address);
  expect(page.text).toContain('Join the team of Quay Row Homes');
  expect((await api.ask('GET', `${address}?lang=es`)).text).toContain('Únase al equipo');
  const press = (fields: Record<string, string>) =>
    fetch(api.url + address, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  const short = await press({ form_key: 'a', name: 'Lee', password: 'short' });
  expect(short.status).toBe(400);
  expect(await short.text()).toContain('aria-invalid="true"');
  const fields = { form_key: 'b', name: 'Lee', password: 'a good long password' };
  expect((await press(fields)).status).toBe(303);
  expect((await press(fields)).status).toBe(303);
  const { answer } = await signIn('lee@quayrow.test', 'a good long password');
  expect(answer.body).toMatchObject({ role: 'agent', organization: { name: 'Quay Row Homes' } });
});
