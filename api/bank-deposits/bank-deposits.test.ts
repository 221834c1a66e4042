import sharp from 'sharp';
import { localDateAt } from '../../domain/calendar';
import { inOrganization } from '../../store/database';
import { newId } from '../../store/new-id';
import { givenLease } from '../../tests/money/support/given-lease';
import { createMemoryFiles } from '../testing/memory-files';
import { ownApi, ownLandlord } from '../testing/own-api';

const files = createMemoryFiles();
const api = ownApi({ files });
const landlord = ownLandlord(api);

async function givenHome(state = 'ID') {
  const { organizationId } = landlord;
  const [organization] = await inOrganization(api.database, organizationId, (tx) =>
    tx.organization.findMany({ where: { id: organizationId } }),
  );
  const zone = organization?.timeZone ?? 'America/Los_Angeles';
  const lease = await givenLease(api.database, { organizationId, zone, state, startsOn: '2020-01-01' });
  return { ...lease, today: localDateAt(Date.now(), zone) };
}

const pay = (leaseId: string, body: object) =>
  landlord.ask('POST', '/v1/payments', { body: { lease_id: leaseId, method: 'check', amount_cents: 50_000, ...body } });

test('what lies in the drawer is listed page by page, taken to the bank, and taken back by the landlord', async () => {
  const { leaseId, today } = await givenHome();
  const ids: string[] = [];
  for (const method of ['check', 'cash', 'money_order']) ids.push((await pay(leaseId, { method })).body.id);
  const first = await landlord.ask('GET', '/v1/undeposited-payments?limit=2');
  expect(first.body).toMatchObject({ has_more: true, data: [{ amount_cents: 50_000, lease_id: leaseId }, {}] });
  const rest = await landlord.ask('GET', `/v1/undeposited-payments?limit=2&cursor=${first.body.next_cursor}`);
  expect(rest.body.data).toHaveLength(1);
  const body = { payment_ids: ids, deposited_on: today, reference: 'Slip 17' };
  const made = await landlord.ask('POST', '/v1/bank-deposits', { body });
  expect(made).toMatchObject({ status: 201, body: { status: 'posted', amount_cents: 150_000, reference: 'Slip 17' } });
  expect((await landlord.ask('GET', '/v1/undeposited-payments')).body.data).toEqual([]);
  const twice = await landlord.ask('POST', '/v1/bank-deposits', { body });
  expect(twice).toMatchObject({ status: 422, body: { invalid_params: [{ name: 'payment_ids' }, {}, {}] } });
  const void_ = await landlord.ask('POST', `/v1/payments/${ids[0]}/void`, { body: { reason: 'Wrong' } });
  expect(void_.status).toBe(422);
  const bounced = await landlord.ask('POST', `/v1/payments/${ids[0]}/void`, {
    body: { reason: 'No funds', because: 'bounced' },
  });
  expect(bounced).toMatchObject({ status: 200, body: { status: 'reversed' } });
  const shown = await landlord.ask('GET', `/v1/bank-deposits/${made.body.id}`);
  expect(shown.body.payments.filter((one: { came_back: boolean }) => one.came_back)).toHaveLength(1);
  const back = await landlord.ask('POST', `/v1/bank-deposits/${made.body.id}/void`, { body: { reason: 'Wrong slip' } });
  expect(back.status).toBe(422);
});

test('nobody deposits what is not theirs, on a day that cannot be, or nothing', async () => {
  const { leaseId, today } = await givenHome();
  const { id } = (await pay(leaseId, {})).body;
  const post = (body: object) =>
    landlord.ask('POST', '/v1/bank-deposits', {
      body: { payment_ids: [id], deposited_on: today, reference: 'Slip', ...body },
    });
  expect((await post({ payment_ids: [] })).status).toBe(400);
  expect((await post({ payment_ids: [newId('payment')] })).status).toBe(404);
  expect(await post({ deposited_on: '2999-01-01' })).toMatchObject({
    status: 400,
    body: { invalid_params: [{ name: 'deposited_on' }] },
  });
  expect((await post({ deposited_on: '2001-01-01' })).status).toBe(400);
  const ask = await landlord.as('read_only');
  const body = { payment_ids: [id], deposited_on: today, reference: 'Slip' };
  expect((await ask('POST', '/v1/bank-deposits', { body })).status).toBe(403);
});

test('a photo of the check stays with the payment and its correction, and is of nothing else', async () => {
  const { leaseId } = await givenHome();
  const picture = { create: { width: 8, height: 8, channels: 3, background: '#336699' } } as const;
  const photo = await sharp(picture).png().toBuffer();
  const upload = { content_type: 'image/png', byte_size: photo.length };
  const { id } = (await landlord.ask('POST', '/v1/media', { body: upload })).body;
  const early = await pay(leaseId, { receipt_media_id: id });
  expect(early).toMatchObject({ status: 400, body: { invalid_params: [{ name: 'receipt_media_id' }] } });
  await files.put({ key: `${landlord.organizationId}/uploads/${id}`, body: photo, contentType: 'image/png' });
  await landlord.ask('POST', `/v1/media/${id}/complete`, { body: {} });
  const paid = await pay(leaseId, { receipt_media_id: id });
  expect(paid).toMatchObject({ status: 201, body: { receipt_media_id: id } });
  expect((await pay(leaseId, { receipt_media_id: id })).status).toBe(400);
  const right = await landlord.ask('POST', `/v1/payments/${paid.body.id}/corrections`, {
    body: { reason: 'Misread', amount_cents: 60_000 },
  });
  expect(right).toMatchObject({ status: 201, body: { receipt_media_id: id, amount_cents: 60_000 } });
});

test('a payment says what it pays and by which order, with a warning where the rule was not held against the law', async () => {
  for (const [state, cite] of [
    ['WA', 'RCW 59.18.283'],
    ['ID', null],
  ] as const) {
    const { leaseId, today } = await givenHome(state);
    await landlord.ask('POST', `/v1/leases/${leaseId}/charges`, {
      body: { kind: 'utilities', label: 'Water', amount_cents: 20_000, due_on: today },
    });
    const { body } = await pay(leaseId, {});
    expect(body.allocations).toMatchObject([{ label: 'Water', amount_cents: 20_000 }]);
    expect(body.payment_order).toMatchObject({ name: 'payment_order', enforced: false });
    if (cite === null) expect(body.payment_order).toMatchObject({ confidence: 'unchecked', warning: null });
    else
      expect(body.payment_order).toMatchObject({
        cite,
        warning: expect.stringContaining('not checked against the law'),
      });
  }
});
