import { inOrganization } from '../../../store/database';
import { createLink } from '../../../store/links/create-link';
import { tokenOfLink } from '../../../store/links/link-tokens';
import { newId } from '../../../store/new-id';
import { ownApi, ownLandlord } from '../../testing/own-api';
import { withClient } from '../../testing/sql';
import { cleanPhoto } from './photos';

const api = ownApi();
const landlord = ownLandlord(api, 'Harbor & Pine <b>Rentals</b>');

/** An invitation's link, good until `expiresAt`. */
async function linkUntil(expiresAt: Date): Promise<string> {
  const { organizationId } = landlord;
  const invited = await landlord.ask('POST', '/v1/members', {
    body: { email: `${newId('user')}@x.test`, role: 'agent' },
  });
  const id = await inOrganization(api.database, organizationId, (tx) =>
    createLink(tx, api.services.linkKey, {
      organizationId,
      purpose: 'join_team',
      subjectId: invited.body.id,
      partyId: invited.body.id,
      locale: 'en',
      expiresAt,
    }),
  );
  return `/l/${tokenOfLink(api.services.linkKey, id)}`;
}

const inAnHour = () => new Date(Date.now() + 3_600_000);

test('a link that is unknown or has ended says so in the reader’s language', async () => {
  const unknown = await api.ask('GET', '/l/not-a-token-of-ours');
  expect(unknown.status).toBe(404);
  expect(unknown.text).toContain('This link does not work');
  const spanish = await api.ask('GET', '/l/not-a-token-of-ours', { headers: { 'Accept-Language': 'es-MX' } });
  expect(spanish.text).toContain('Este enlace no funciona');
  const ended = await api.ask('GET', await linkUntil(new Date(Date.now() - 1)));
  expect(ended.status).toBe(410);
  expect(ended.text).toContain('This link has ended');
});

test('a page is small, has no script, tells nobody where it was, and names the landlord safely', async () => {
  const page = await api.ask('GET', await linkUntil(inAnHour()));
  expect(page.status).toBe(200);
  expect(page.text.length).toBeLessThan(30_000);
  expect(page.text).not.toContain('<script');
  expect(page.text).toContain('Harbor &amp; Pine &lt;b&gt;Rentals');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect((await api.ask('GET', '/assets/links.css')).status).toBe(200);
});

test('looking changes nothing, however often a mail scanner looks', async () => {
  const address = await linkUntil(inAnHour());
  const rows = () =>
    withClient(api.ownerUrl, async (client) => {
      const { rows: found } = await client.query(
        "select (select count(*) from events) as events, (select count(*) from idempotency_keys) as keys, (select string_agg(status, ',') from memberships) as members",
      );
      return found[0];
    });
  const before = await rows();
  for (const method of ['GET', 'HEAD', 'GET']) await api.ask(method, address);
  expect(await rows()).toEqual(before);
});

test('what is no photo is refused, whatever it calls itself', async () => {
  const form = new FormData();
  form.set('name', 'Lee');
  form.set('photos', new Blob(['<svg onload="alert(1)"/>'], { type: 'image/jpeg' }), 'photo.jpg');
  const response = await fetch(api.url + (await linkUntil(inAnHour())), { method: 'POST', body: form });
  expect(response.status).toBe(415);
  expect(await response.text()).toContain('We cannot read that file');
  await expect(cleanPhoto(Buffer.alloc(100))).rejects.toMatchObject({ code: 'unsupported_media' });
});
