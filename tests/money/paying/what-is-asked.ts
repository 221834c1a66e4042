import { setAccepting } from '../../../store/payments/set-accepting';
import { cents } from '../support/given-lease';
import { desk } from './desk';

const { now } = desk;

describe('credit is used first', () => {
  test('before autopay, a link’s payment and a charge by the landlord: only the rest is asked for', async () => {
    const byAutopay = await desk.lease();
    await desk.takeCheck(byAutopay, 30_000);
    await desk.charge(byAutopay, 'rent', 185_000);
    await desk.autopayOn(byAutopay, 'us_bank_account');
    expect((await desk.presented(byAutopay)).amount).toBe(155_000);

    const byLink = await desk.lease();
    await desk.takeCheck(byLink, 30_000);
    await desk.charge(byLink, 'rent', 185_000);
    expect((await desk.pay(byLink)).amount).toBe(155_000);

    const byLandlord = await desk.lease();
    await desk.takeCheck(byLandlord, 200_000);
    await desk.charge(byLandlord, 'rent', 185_000);
    const paymentMethodId = await desk.storedMethod(byLandlord, 'card');
    await expect(desk.pay(byLandlord, { by: { kind: 'stored', paymentMethodId } })).rejects.toMatchObject({
      code: 'not_possible',
    });
    expect(await desk.balance(byLandlord)).toBe(-15_000);
  });

  test('and what is paid too much becomes credit for the next charge', async () => {
    const lease = await desk.lease();
    await desk.charge(lease, 'rent', 100_000);
    const { id } = await desk.pay(lease, { amountCents: cents(150_000) });
    await desk.report(lease, id, { kind: 'succeeded', vendorRef: `pi_${id}` });
    expect(await desk.balance(lease)).toBe(-50_000);
    await desk.charge(lease, 'parking', 20_000);
    await expect(desk.pay(lease)).rejects.toMatchObject({ code: 'not_possible' });
    expect((await desk.collect(lease)).kind).toBe('clear');
    expect(await desk.balance(lease)).toBe(-30_000);
    expect(await desk.owed(lease)).toBe(0);
  });
});

describe('parts of a payment', () => {
  test('are refused where the lease blocks them, or below its minimum', async () => {
    const blocked = await desk.lease({ terms: { partial_payments: { policy: 'blocked' } } });
    await desk.charge(blocked, 'rent', 185_000);
    await expect(desk.pay(blocked, { amountCents: cents(184_999) })).rejects.toMatchObject({ code: 'not_possible' });
    expect((await desk.pay(blocked, { amountCents: cents(185_000) })).amount).toBe(185_000);
    const partial_payments = { policy: 'minimum', minimum_cents: 50_000 };
    const least = await desk.lease({ terms: { partial_payments } });
    await desk.charge(least, 'rent', 185_000);
    await expect(desk.pay(least, { amountCents: cents(49_999) })).rejects.toMatchObject({ code: 'not_possible' });
    expect((await desk.pay(least, { amountCents: cents(50_000) })).amount).toBe(50_000);
    // What the landlord took by hand is true whatever the lease allows.
    await desk.takeCheck(least, 1_000);
  });
});

test('while a lease accepts no payments nothing is taken, autopay holds still, and both say so', async () => {
  const lease = await desk.lease();
  await desk.charge(lease, 'rent', 185_000);
  await desk.autopayOn(lease, 'card');
  await desk.pay(lease);
  const { organizationId, leaseId } = lease;
  const set = (accepting: boolean, reason: string | null) =>
    desk.within(lease, (tx) => setAccepting(tx, { organizationId, leaseId, accepting, reason, actor: 'usr_1', now }));
  await set(false, 'an eviction is filed');
  await set(false, 'again');
  await expect(desk.pay(lease)).rejects.toMatchObject({ code: 'not_possible' });
  await expect(desk.takeCheck(lease, 1_000)).rejects.toMatchObject({ code: 'not_possible' });
  expect(await desk.collect(lease)).toEqual({ kind: 'not_accepting' });
  const told = await desk.own.owner.query(
    "select workflow_type as type, payload->>'signal' as signal from commands where organization_id = $1 and kind = 'signal'",
    [organizationId],
  );
  expect(told.rows).toEqual(
    expect.arrayContaining([
      { type: 'rentCollection', signal: 'moneyChanged' },
      { type: 'payment', signal: 'checkoutChanged' },
    ]),
  );
  await set(true, null);
  expect((await desk.events(lease)).filter((type) => type.startsWith('payments.'))).toEqual([
    'payments.stopped',
    'payments.resumed',
  ]);
  expect((await desk.collect(lease)).kind).toBe('present');
});
