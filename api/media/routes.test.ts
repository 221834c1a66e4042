import sharp from 'sharp';
import { inOrganization } from '../../store/database';
import { newId } from '../../store/new-id';
import { createMemoryFiles } from '../testing/memory-files';
import { ownApi, ownLandlord } from '../testing/own-api';

const files = createMemoryFiles();
const api = ownApi({ files });
const landlord = ownLandlord(api);

/** A unit with a repair. */
async function givenRepair() {
  const address = { line1: '418 Alder St', city: 'Seattle', state: 'WA', postal_code: '98104' };
  const home = { type: 'apartment', address, units: [{ number: '2B', rent_cents: 185_000 }] };
  const { body } = await landlord.ask('POST', '/v1/properties', { body: home });
  const unitId: string = body.units[0].id;
  const report = { unit_id: unitId, description: 'The faucet drips', entry_permission: true };
  const request = await landlord.ask('POST', '/v1/maintenance-requests', { body: report });
  return { unitId, requestId: String(request.body.id) };
}

test('whoever looks after repairs adds photos to them, and to nothing else', async () => {
  const { unitId, requestId } = await givenRepair();
  const ask = await landlord.as('maintenance');
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  const upload = { content_type: 'image/png', byte_size: photo.length };
  const begun = await ask('POST', '/v1/media', { body: { ...upload, maintenance_request_id: requestId } });
  expect(begun).toMatchObject({ status: 201, body: { maintenance_request_id: requestId, status: 'pending' } });
  const key = `${landlord.organizationId}/uploads/${begun.body.id}`;
  await files.put({ key, body: photo, contentType: 'image/png' });
  expect((await ask('POST', `/v1/media/${begun.body.id}/complete`, { body: {} })).status).toBe(200);
  const shown = await ask('GET', `/v1/maintenance-requests/${requestId}`);
  expect(shown.body.images).toMatchObject([{ id: begun.body.id }]);

  expect((await ask('POST', '/v1/media', { body: { ...upload, unit_id: unitId } })).status).toBe(403);
  const ofHome = await landlord.ask('POST', '/v1/media', { body: { ...upload, unit_id: unitId } });
  expect(ofHome.status).toBe(201);
  expect((await ask('POST', `/v1/media/${ofHome.body.id}/complete`, { body: {} })).status).toBe(403);
  expect((await ask('DELETE', `/v1/media/${begun.body.id}`)).status).toBe(403);
});

test('a photo belongs to a home or to a repair, which must be one’s own', async () => {
  const { unitId, requestId } = await givenRepair();
  const upload = { content_type: 'image/png', byte_size: 100 };
  const both = await landlord.ask('POST', '/v1/media', {
    body: { ...upload, unit_id: unitId, maintenance_request_id: requestId },
  });
  expect([both.status, both.body.invalid_params[0].name]).toEqual([400, 'maintenance_request_id']);
  const stranger = await api.landlord('Stranger');
  const theirs = await stranger.ask('POST', '/v1/media', { body: { ...upload, maintenance_request_id: requestId } });
  expect([theirs.status, theirs.body.invalid_params[0].name]).toEqual([400, 'maintenance_request_id']);
  const nothing = { ...upload, maintenance_request_id: newId('maintenanceRequest') };
  expect((await landlord.ask('POST', '/v1/media', { body: nothing })).status).toBe(400);
  await inOrganization(api.database, landlord.organizationId, async (tx) => {
    expect(await tx.media.count({ where: { maintenanceRequestId: requestId } })).toBe(0);
  });
});
