import { ownApi } from '../../api/testing/own-api';
import { addDays, type PlainDateString } from '../../domain/calendar';
import type { LinkPurpose } from '../../domain/permissions';
import { inOrganization, type Transaction } from '../../store/database';
import { createLink } from '../../store/links/create-link';
import { tokenOfLink } from '../../store/links/link-tokens';
import { turnAutopayOn } from '../../store/mandates/turn-autopay-on';
import { newId } from '../../store/new-id';
import { savePaymentMethod } from '../../store/payment-methods/save-payment-method';
import { setCardFeePolicy } from '../../store/payments/card-fee-policy';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { chargeRent } from './support/charge-rent';
import { cents, type GivenLease, givenLease } from './support/given-lease';

const api = ownApi();

function within<T>(lease: GivenLease, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inOrganization(api.database, lease.organizationId, work);
}

async function owing(wishes: Parameters<typeof givenLease>[1] = {}, dueOn?: PlainDateString): Promise<GivenLease> {
  const lease = await givenLease(api.database, wishes);
  await chargeRent(api.database, lease, 185_000, dueOn);
  return lease;
}

async function link(lease: GivenLease, purpose: LinkPurpose = 'portal'): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const expiresAt = new Date(Date.now() + 86_400_000);
  const of = { organizationId, purpose, subjectId: leaseId, partyId: tenantId, locale: 'en', expiresAt };
  const id = await within(lease, (tx) => createLink(tx, api.services.linkKey, of));
  return `/l/${tokenOfLink(api.services.linkKey, id)}`;
}

async function post(path: string, fields: Record<string, string>) {
  const answer = await fetch(`${api.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ form_key: newId('event'), ...fields }),
    redirect: 'manual',
  });
  return { status: answer.status, location: answer.headers.get('location') ?? '', html: await answer.text() };
}

async function stored(lease: GivenLease, kind: 'card' | 'us_bank_account', last4: string): Promise<string> {
  const { organizationId, tenantId } = lease;
  const method = { organizationId, tenantId, kind, vendorRef: `pm_${last4}_${tenantId}`, customerRef: 'cus_1' };
  return within(lease, (tx) => savePaymentMethod(tx, { ...method, brand: null, last4, expiresOn: null }));
}

async function count(lease: GivenLease, table: 'payments' | 'debit_holds' | 'mandates'): Promise<number> {
  return within(lease, (tx) =>
    table === 'payments'
      ? tx.payment.count({ where: { leaseId: lease.leaseId } })
      : table === 'mandates'
        ? tx.mandate.count({ where: { leaseId: lease.leaseId, status: 'active' } })
        : tx.debitHold.count({ where: { leaseId: lease.leaseId, liftedAt: null } }),
  );
}

test('every section is small, without script, in two languages, and changes nothing by being looked at', async () => {
  const lease = await owing();
  const path = await link(lease);
  await stored(lease, 'card', '4242');
  for (const section of ['', '/methods', '/autopay', '/receipts', '/done']) {
    for (const lang of ['en', 'es']) {
      const page = await api.ask('GET', `${path}${section}?lang=${lang}`);
      expect(page.status).toBe(200);
      expect(page.text.length).toBeLessThan(30_000);
      expect(page.text).not.toContain('<script');
      expect(page.text).toContain(`<html lang="${lang}">`);
    }
  }
  expect((await api.ask('GET', `${path}?lang=es`)).text).toContain('Formas de pago');
  expect((await api.ask('GET', `${path}/elsewhere`)).status).toBe(404);
  expect(await count(lease, 'payments')).toBe(0);
  for (const purpose of ['pay', 'autopay'] as const) {
    expect((await api.ask('GET', `${await link(lease, purpose)}/receipts`)).status).toBe(200);
  }
});

test('says what is owed, what was paid ahead, and what is coming', async () => {
  const lease = await givenLease(api.database);
  const { organizationId, leaseId, today } = lease;
  const paid = { organizationId, leaseId, method: 'money_order', amountCents: cents(30_000) } as const;
  await within(lease, (tx) =>
    recordOfflinePayment(tx, { ...paid, effectiveOn: today, recordedBy: 'usr_1', now: new Date() }),
  );
  const path = await link(lease);
  expect((await api.ask('GET', path)).text).toContain('Paid ahead');
  const page = await api.ask('GET', `${path}/receipts`);
  const receipt = /href="([^"]*receipt[^"]*payment=[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const shown = await api.ask('GET', receipt);
  expect(shown.text).toContain('$300.00');
  expect(shown.text).toContain('money order');
  expect((await api.ask('GET', path)).text).toContain('Coming up');
});

test('shows a card’s fee as a line of its own before anything is paid; by bank account there is none', async () => {
  const lease = await owing();
  const { organizationId } = lease;
  const policy = { bearer: 'tenant', basis_points: 300, fixed_cents: 30, except_states: [] } as const;
  await within(lease, (tx) =>
    setCardFeePolicy(tx, { organizationId, policy: { ...policy, except_states: [] }, on: lease.today, actor: 'usr_1' }),
  );
  const card = await stored(lease, 'card', '4242');
  const path = await link(lease);
  const { status, location } = await post(path, { way: card });
  expect(status).toBe(303);
  expect(location).toContain('/review?');
  expect(await count(lease, 'payments')).toBe(0);
  const review = await api.ask('GET', location);
  expect(review.text).toContain('Card fee');
  expect(review.text).toContain('$55.80');
  expect(review.text).toContain('$1,905.80');
  const wrong = await post(`${path}/review`, { way: card, amount: '1850.00', fee: '0' });
  expect(wrong.status).toBe(409);
  expect(await count(lease, 'payments')).toBe(0);
  const done = await post(`${path}/review`, { way: card, amount: '1850.00', fee: '5580' });
  expect(done.location).toContain('/done?payment=');
  const row = await within(lease, (tx) => tx.payment.findFirstOrThrow({ where: { leaseId: lease.leaseId } }));
  expect([row.amountCents, row.feeCents]).toEqual([185_000n, 5_580n]);
});

test('says before it is confirmed what of a payment is more than is owed, by any way to pay and in both languages', async () => {
  const lease = await owing();
  const way = await stored(lease, 'us_bank_account', '6789');
  const path = await link(lease);
  const { status, location } = await post(`${path}?lang=es`, { way, amount: '2000' });
  expect(status).toBe(303);
  expect(await count(lease, 'payments')).toBe(0);
  const review = await api.ask('GET', location);
  expect(review.text.replace(/<[^>]*>/g, '')).toContain('$150.00 es más de lo que debe ahora');
  expect(review.text).not.toContain('Cargo por tarjeta');
  const english = await api.ask('GET', location.replace('lang=es', 'lang=en'));
  expect(english.text.replace(/<[^>]*>/g, '')).toContain('$150.00 of it is more than you owe now');
  const done = await post(`${path}/review`, { way, amount: '2000.00', fee: '0' });
  expect(done.location).toContain('/done?payment=');
  const exact = await owing();
  const own = await stored(exact, 'us_bank_account', '6789');
  expect((await post(await link(exact), { way: own, amount: '1850' })).location).toContain('/done?payment=');
});

test('refuses on the page what the lease or the landlord refuses, kindly and in both languages', async () => {
  const blocked = await owing({ terms: { partial_payments: { policy: 'minimum', minimum_cents: 50_000 } } });
  const method = await stored(blocked, 'us_bank_account', '6789');
  const path = await link(blocked);
  expect((await api.ask('GET', path)).text).toContain('At least $500.00');
  for (const amount of ['100', '0', '-5', '1e9', '99999999999', 'lots']) {
    const { status, html } = await post(`${path}?lang=es`, { way: method, amount });
    expect(status).toBe(400);
    expect(html).toContain('Por favor revise');
  }
  await within(blocked, (tx) =>
    tx.lease.update({ where: { id: blocked.leaseId }, data: { acceptingPayments: false } }),
  );
  expect((await api.ask('GET', path)).text).toContain('No payments at present');
  expect((await api.ask('GET', path)).text).not.toContain('name="way"');
  expect((await post(path, { way: method })).status).toBe(422);
  expect(await count(blocked, 'payments')).toBe(0);
});

test('autopay from the portal: turned on, one month stopped and let go on, changed, and off', async () => {
  const lease = await givenLease(api.database);
  const bank = await stored(lease, 'us_bank_account', '6789');
  const card = await stored(lease, 'card', '4242');
  const path = `${await link(lease)}/autopay`;
  expect((await post(path, { way: bank })).status).toBe(400);
  expect((await post(path, { way: bank, agree: 'yes' })).status).toBe(303);
  const page = await api.ask('GET', path);
  expect(page.text).toContain('Stop this payment');
  const period = /name="period" value="(\d{4}-\d\d)"/.exec(page.text)?.[1] ?? '';
  expect((await post(path, { do: 'stop', period: 'soon' })).status).toBe(400);
  expect((await post(path, { do: 'stop', period })).status).toBe(303);
  expect(await count(lease, 'debit_holds')).toBe(1);
  expect((await api.ask('GET', path)).text).toContain('No autopay in');
  await post(path, { do: 'go_on', period });
  expect(await count(lease, 'debit_holds')).toBe(0);
  expect((await post(path, { way: card, agree: 'yes' })).status).toBe(303);
  expect((await api.ask('GET', path)).text).toContain('••4242');
  expect(await count(lease, 'mandates')).toBe(1);
  await post(path, { do: 'off' });
  expect(await count(lease, 'mandates')).toBe(0);
});

test('ways to pay are preferred and removed by their owner alone', async () => {
  const lease = await owing();
  const first = await stored(lease, 'card', '4242');
  const second = await stored(lease, 'us_bank_account', '6789');
  const other = await owing({ organizationId: lease.organizationId });
  const foreign = await stored(other, 'card', '1881');
  const path = `${await link(lease)}/methods`;
  await post(path, { do: 'default', method: second });
  const rows = await within(lease, (tx) => tx.paymentMethod.findMany({ where: { isDefault: true } }));
  expect(rows.map(({ id }) => id).sort()).toEqual([second, foreign].sort());
  expect((await post(path, { do: 'remove', method: foreign })).status).toBe(400);
  expect((await post(path, { do: 'remove', method: first })).status).toBe(303);
  expect((await api.ask('GET', path)).text).not.toContain('4242');
});

describe('the API', () => {
  test('corrects, voids, stops and charges; each wrong wish is refused by name and posts nothing', async () => {
    const landlord = await api.landlord();
    const lease = await owing({ organizationId: landlord.organizationId });
    const stranger = await owing();
    const { ask } = landlord;
    const { leaseId, tenantId, today } = lease;
    const cash = { method: 'cash', lease_id: leaseId, amount_cents: 50_000 };
    const refused: [string, string, object, number][] = [
      ['POST', '/v1/payments', { ...cash, amount_cents: -1 }, 400],
      ['POST', '/v1/payments', { ...cash, amount_cents: 0 }, 400],
      ['POST', '/v1/payments', { ...cash, amount_cents: 1.5 }, 400],
      ['POST', '/v1/payments', { ...cash, amount_cents: 1e15 }, 400],
      ['POST', '/v1/payments', { ...cash, currency: 'EUR' }, 400],
      ['POST', '/v1/payments', { ...cash, effective_on: '2026-02-30' }, 400],
      ['POST', '/v1/payments', { ...cash, effective_on: addDays(today, 2) }, 400],
      ['POST', '/v1/payments', { ...cash, lease_id: stranger.leaseId }, 404],
      ['POST', '/v1/payments', { ...cash, tenant_id: stranger.tenantId }, 404],
      ['POST', '/v1/leases/x/autopay/holds', { period: '2026-12', kind: 'stop' }, 404],
      ['POST', `/v1/leases/${leaseId}/autopay/holds`, { period: '2026-13', kind: 'stop' }, 400],
      ['POST', `/v1/leases/${leaseId}/autopay/holds`, { period: '2026-12', kind: 'stop' }, 422],
      ['POST', `/v1/leases/${stranger.leaseId}/autopay/off`, { reason: 'x' }, 404],
      ['PUT', `/v1/leases/${stranger.leaseId}/payment-acceptance`, { accepting: false }, 404],
      ['PUT', '/v1/card-fee-policy', { bearer: 'tenant', basis_points: 9_000 }, 400],
    ];
    for (const [method, path, body, status] of refused) {
      expect([path, body, (await ask(method, path, { body })).status]).toEqual([path, body, status]);
    }
    expect(await count(lease, 'payments')).toBe(0);
    const made = await ask('POST', '/v1/payments', { body: cash, key: 'once' });
    expect(made.status).toBe(201);
    expect((await ask('POST', '/v1/payments', { body: { ...cash, amount_cents: 1 }, key: 'once' })).status).toBe(422);
    const { id } = made.body;
    const fixed = await ask('POST', `/v1/payments/${id}/corrections`, {
      body: { reason: 'typo', amount_cents: 60_000 },
    });
    expect(fixed.body).toMatchObject({ amount_cents: 60_000, corrects_id: id, status: 'succeeded' });
    const seen = await ask('GET', `/v1/payments/${id}`);
    expect(seen.body).toMatchObject({ status: 'reversed', void_reason: 'typo', corrected_by_id: fixed.body.id });
    expect((await ask('POST', `/v1/payments/${id}/void`, { body: { reason: 'x' } })).status).toBe(200);
    expect((await ask('POST', `/v1/payments/${fixed.body.id}/void`, { body: { reason: 'never came' } })).status).toBe(
      200,
    );
    expect((await ask('GET', `/v1/leases/${leaseId}/ledger`)).body.balance_cents).toBe(185_000);

    const methodId = await stored(lease, 'us_bank_account', '6789');
    const wish = { method: 'stored', lease_id: leaseId, tenant_id: tenantId, payment_method_id: methodId };
    const charge = { ...wish, amount_cents: 185_000 };
    const unasked = await ask('POST', '/v1/payments', { body: charge });
    expect(unasked.body).toMatchObject({
      status: 400,
      invalid_params: [expect.objectContaining({ name: 'authorization' })],
    });
    const agreed = await ask('POST', '/v1/payments', { body: { ...charge, authorization: 'by phone today' } });
    expect(agreed.status).toBe(202);
    await ask('PUT', `/v1/leases/${leaseId}/payment-acceptance`, {
      body: { accepting: false, reason: 'notice served' },
    });
    expect((await ask('POST', '/v1/payments', { body: { ...charge, authorization: 'again' } })).status).toBe(422);
    expect((await ask('POST', `/v1/leases/${leaseId}/payment-requests`, { body: {} })).status).toBe(422);
  });

  test('tells a lease’s autopay, holds it, lets it go on and turns it off', async () => {
    const landlord = await api.landlord();
    const lease = await owing({ organizationId: landlord.organizationId });
    const { organizationId, leaseId, tenantId } = lease;
    const paymentMethodId = await stored(lease, 'us_bank_account', '6789');
    const given = { organizationId, leaseId, tenantId, paymentMethodId, authorization: 'I authorize it.' };
    await within(lease, (tx) => turnAutopayOn(tx, { ...given, ip: null, userAgent: null, authorizedAt: new Date() }));
    const { ask } = landlord;
    const path = `/v1/leases/${leaseId}/autopay`;
    const on = await ask('GET', path);
    expect(on.body).toMatchObject({ is_on: true, mandate: { typical_cents: 185_000 }, next_debit: { is_held: false } });
    const { period } = on.body.next_debit;
    const held = await ask('POST', `${path}/holds`, { body: { period, kind: 'pause' } });
    expect(held.body).toMatchObject({
      next_debit: { is_held: true },
      holds: [{ period, kind: 'pause', in_time: true }],
    });
    expect((await ask('DELETE', `${path}/holds/${period}`)).body.holds).toEqual([]);
    const reader = await landlord.as('read_only');
    expect((await reader('POST', `${path}/off`, { body: { reason: 'x' } })).status).toBe(403);
    expect((await ask('POST', `${path}/off`, { body: { reason: 'she moves out' } })).body.is_on).toBe(false);
    expect((await ask('GET', `/v1/leases/${(await owing()).leaseId}/autopay`)).status).toBe(404);
  });

  test('the card fee’s policy is refused with the law where a state forbids it', async () => {
    const landlord = await api.landlord();
    await owing({ organizationId: landlord.organizationId, state: 'MA' });
    const { ask } = landlord;
    const body = { bearer: 'tenant', basis_points: 290, fixed_cents: 30 };
    const refused = await ask('PUT', '/v1/card-fee-policy', { body });
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'rule_forbids',
      rule: { source: expect.stringContaining('140D'), confidence: 'quoted' },
    });
    expect((await ask('GET', '/v1/card-fee-policy')).body.bearer).toBe('landlord');
    const set = await ask('PUT', '/v1/card-fee-policy', { body: { ...body, except_states: ['MA'] } });
    expect(set.body).toMatchObject({ bearer: 'tenant', states: ['MA'], warnings: [] });
  });
});
