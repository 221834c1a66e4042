import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { keepDifferences } from '../../store/reconciliation/keep-differences';
import { ownApi, ownLandlord } from '../testing/own-api';
import type { Ask } from '../testing/start-api';

const api = ownApi();
const landlord = ownLandlord(api);
const stranger = ownLandlord(api, 'Stranger');
const ask: Ask = (...asked) => landlord.ask(...asked);

test('a reconciliation is asked for, once a day however often; what it finds stays until somebody closes it', async () => {
  const begun = await ask('POST', '/v1/reconciliations', { body: {} });
  expect([begun.status, begun.body.status, begun.body.differences]).toEqual([202, 'running', []]);
  expect((await ask('POST', '/v1/reconciliations', { body: {} })).body.id).toBe(begun.body.id);
  const found = {
    kind: 'payment_not_in_books' as const,
    subjectId: 'py_1',
    leaseId: null,
    expectedCents: cents(0),
    foundCents: cents(1_234),
    cause: 'A payment that the books do not know.',
    action: 'Look it up at the payment service.',
  };
  const { organizationId } = landlord;
  await inOrganization(api.database, organizationId, (tx) =>
    keepDifferences(tx, {
      ...{ organizationId, reconciliationId: begun.body.id, seenIn: `${begun.body.id}/1` },
      ...{ found: [found], now: new Date() },
    }),
  );
  const { body } = await ask('GET', `/v1/reconciliations/${begun.body.id}`);
  expect(body.differences).toEqual([
    expect.objectContaining({ status: 'open', expected_cents: 0, found_cents: 1_234, cause: found.cause }),
  ]);
  const path = `/v1/differences/${body.differences[0].id}/close`;
  const close = (reason: unknown, by = ask) => by('POST', path, { body: { reason } });
  for (const wrong of ['', ' ', 'x'.repeat(501), null, 5]) expect((await close(wrong)).status).toBe(400);
  expect((await close('Mine', stranger.ask)).status).toBe(404);
  expect((await close('Only looking', await landlord.as('read_only'))).status).toBe(403);
  const closed = await close('Refunded by hand at the service');
  expect(closed.body).toMatchObject({ status: 'closed', close_reason: 'Refunded by hand at the service' });
  expect((await close('Again')).body.code).toBe('illegal_transition');
});

test('runs are listed a page at a time, to nobody else', async () => {
  const list = await ask('GET', '/v1/reconciliations?limit=1');
  expect([list.status, list.body.data.length, list.body.data[0].differences]).toEqual([200, 1, []]);
  expect((await stranger.ask('GET', '/v1/reconciliations')).body.data).toEqual([]);
  expect((await stranger.ask('GET', `/v1/reconciliations/${list.body.data[0].id}`)).status).toBe(404);
  expect((await (await landlord.as('agent'))('GET', '/v1/reconciliations')).status).toBe(403);
  expect((await ask('GET', '/v1/reconciliations?limit=0')).status).toBe(400);
});
