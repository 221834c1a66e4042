import { inOrganization } from '../../store/database';
import { inviteMember, joinTeam } from '../../store/members/members';
import { ownApi, ownLandlord } from '../testing/own-api';
import type { TestLandlord } from '../testing/start-api';

const api = ownApi();
const landlord = ownLandlord(api);

const put = (who: TestLandlord, userId: string, name: string, headers: Record<string, string> = {}) =>
  who.ask('PUT', `/v1/users/${userId}/profile`, { body: { name, profile_data: { phone: '206 555 0142' } }, headers });

/** Makes a person a member of an organization, by invitation. */
async function join(who: TestLandlord, email: string): Promise<string> {
  const { organizationId, userId: actor } = who;
  const now = new Date();
  const { id } = await inOrganization(api.database, organizationId, (tx) =>
    inviteMember(tx, {
      organizationId,
      email,
      role: 'agent',
      actor,
      linkKey: api.services.linkKey,
      now,
      origin: 'test',
    }),
  );
  await joinTeam(api.database, { organizationId, membershipId: id, name: 'Lee', password: 'a long password', now });
  const member = await who.ask('GET', `/v1/members/${id}`);
  return member.body.user_id;
}

test('a profile is replaced once per version, and every change stands in the audit', async () => {
  const changed = await put(landlord, landlord.userId, 'Dana R.', { 'If-Match': '"1"' });
  expect(changed).toMatchObject({
    status: 200,
    body: { name: 'Dana R.', version: 2, profile_data: { phone: '+12065550142' } },
  });
  expect(changed.headers.get('etag')).toBe('"2"');
  expect((await put(landlord, landlord.userId, 'Late', { 'If-Match': '"1"' })).body.code).toBe('version_conflict');
  const audit = await landlord.ask('GET', `/v1/audit?subject=${landlord.userId}`);
  expect(audit.body.data[0]).toMatchObject({ action: 'profile.updated', after: { name: 'Dana R.' } });
});

test('a stranger’s profile is not there, and somebody who works for two keeps their own', async () => {
  const other = await api.landlord();
  expect((await put(other, landlord.userId, 'Mine now')).status).toBe(404);
  const lee = await join(landlord, 'lee@both.test');
  expect((await put(landlord, lee, 'Lee Park')).status).toBe(200);
  await join(other, 'lee@both.test');
  expect((await put(landlord, lee, 'Renamed')).status).toBe(403);
});

test('the last owner stays, and one who was removed is out at once', async () => {
  const members = await landlord.ask('GET', '/v1/members');
  const owner = members.body.data.find((member: { role: string }) => member.role === 'owner');
  const path = `/v1/members/${owner.id}`;
  expect((await landlord.ask('DELETE', path)).body.code).toBe('not_possible');
  expect((await landlord.ask('PATCH', path, { body: { role: 'agent' } })).body.code).toBe('not_possible');
  const agent = members.body.data.find((member: { email: string }) => member.email === 'lee@both.test');
  expect((await landlord.ask('DELETE', `/v1/members/${agent.id}`)).status).toBe(204);
  const signIn = { email: 'lee@both.test', password: 'a long password', organization_id: landlord.organizationId };
  expect((await api.ask('POST', '/v1/sessions', { body: signIn })).status).toBe(401);
});
