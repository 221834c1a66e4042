import { inOrganization } from '../../store/database';
import { givenLease } from '../../tests/money/support/given-lease';
import { ownApi, ownLandlord } from '../testing/own-api';
import { withClient } from '../testing/sql';
import type { Ask } from '../testing/start-api';

const api = ownApi();
const landlord = ownLandlord(api);
const stranger = ownLandlord(api, 'Stranger');
const ask: Ask = (...asked) => landlord.ask(...asked);

let count = 0;
async function added(more: object = {}) {
  count += 1;
  const body = { kind: 'person', name: `Owner ${count}`, email: `owner${count}@owners.test`, ...more };
  const answer = await ask('POST', '/v1/owners', { body });
  expect(answer.status).toBe(201);
  return answer.body;
}

test('an owner is added and changed as they were seen; of a tax number the last digits alone are told', async () => {
  const owner = await added({ phone: '206 555 0142', tax_id: { kind: 'ssn', number: '123-45-6789' } });
  expect(owner).toMatchObject({
    phone: '+12065550142',
    tax_id_last4: '6789',
    payout_method: 'check',
    payable_cents: 0,
  });
  expect(JSON.stringify(owner)).not.toContain('12345');
  const change = (body: object, version: number) =>
    ask('PATCH', `/v1/owners/${owner.id}`, { body, headers: { 'If-Match': `"${version}"` } });
  const changed = await change({ payout_method: 'stripe', phone: null, locale: 'es' }, owner.version);
  expect(changed.body).toMatchObject({ payout_method: 'stripe', phone: null, locale: 'es', tax_id_last4: '6789' });
  const late = await change({ name: 'Somebody else' }, owner.version);
  expect([late.status, late.body.code]).toEqual([409, 'version_conflict']);
  for (const wrong of [
    { tax_id: { kind: 'ssn', number: '12' } },
    { email: 'no' },
    { reserve_cents: -1 },
    { kind: 'cat' },
  ]) {
    expect((await ask('PATCH', `/v1/owners/${owner.id}`, { body: wrong })).body.code).toBe('invalid_request');
  }
  expect((await stranger.ask('GET', `/v1/owners/${owner.id}`)).status).toBe(404);
});

test('an owner is invited to sign up with the payment service until payouts reach them', async () => {
  const { id } = await added({ payout_method: 'stripe', locale: 'es', phone: '206 555 0143' });
  expect((await ask('GET', `/v1/owners/${id}/connect-account`)).body.status).toBe('none');
  const invite = (by = ask) => by('POST', `/v1/owners/${id}/onboarding-invitation`);
  const invited = await invite();
  expect([invited.status, invited.body.status, invited.body.missing]).toEqual([201, 'signing_up', []]);
  await invite();
  const sent = await withClient(api.ownerUrl, (client) =>
    client.query(
      `select m.kind, m.locale, l.purpose, l.party_id from messages m join link_tokens l on l.id = m.link_id
       where m.organization_id = $1 and m.kind = 'owner_onboarding'`,
      [landlord.organizationId],
    ),
  );
  const letter = { kind: 'owner_onboarding', locale: 'es', purpose: 'owner_onboarding', party_id: id };
  expect(sent.rows).toEqual([letter, letter]);
  expect((await invite(await landlord.as('agent'))).status).toBe(403);
  expect((await invite(stranger.ask)).status).toBe(404);
  await inOrganization(api.database, landlord.organizationId, (tx) =>
    tx.connectAccount.updateMany({ where: { ownerId: id }, data: { transfersEnabled: true } }),
  );
  const again = await invite();
  expect([again.status, again.body.code]).toEqual([422, 'not_possible']);
  expect((await ask('GET', `/v1/owners/${id}/connect-account`)).body.status).toBe('open');
});

test('who owns a property sums to the whole; nothing is payable before a statement, and nothing is paid', async () => {
  const lease = await givenLease(api.database, { organizationId: landlord.organizationId });
  const [ada, bea] = [await added(), await added()];
  const own = (parts: object[], by = ask) =>
    by('PUT', `/v1/properties/${lease.propertyId}/ownership`, { body: { starts_on: '2026-01-01', shares: parts } });
  const part = (owner_id: string, share_bps: number) => ({ owner_id, share_bps });
  for (const wrong of [
    [part(ada.id, 9_999)],
    [part(ada.id, 5_000), part(bea.id, 5_001)],
    [part(ada.id, 5_000), part(ada.id, 5_000)],
    [part(ada.id, 10_000.5)],
  ]) {
    expect((await own(wrong)).status).toBeGreaterThanOrEqual(400);
  }
  const owned = await own([part(ada.id, 6_667), part(bea.id, 3_333)]);
  expect(owned.body.parts.map(({ share_bps }: { share_bps: number }) => share_bps).sort()).toEqual([3_333, 6_667]);
  expect((await own([part(ada.id, 10_000)], stranger.ask)).status).toBe(404);
  expect((await ask('GET', `/v1/owners/${ada.id}/money`)).body).toMatchObject({ payable_cents: 0, available_cents: 0 });
  for (const more of [{}, { amount_cents: 1 }, { amount_cents: 1, method: 'stripe' }]) {
    const paid = await ask('POST', '/v1/payouts', { body: { owner_id: ada.id, ...more } });
    expect([paid.status, paid.body.code]).toEqual([422, 'not_possible']);
  }
});
