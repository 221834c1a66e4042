import { addDays } from '../../../domain/calendar';
import { takeBackByHand } from '../../../store/charges/take-back-by-hand';
import { newId } from '../../../store/new-id';
import { assertMayPresent } from '../../../store/payments/assert-may-present';
import { desk } from './desk';

const { now } = desk;
const declined = { kind: 'failed', failureCode: 'R01', message: 'not enough money' } as const;

describe('a charge that a debit asks for', () => {
  test('is not taken back before anybody knows what came of the debit; once it is in transit, voiding it makes credit', async () => {
    const lease = await desk.lease();
    const chargeId = await desk.charge(lease, 'rent', 185_000);
    await desk.autopayOn(lease, 'us_bank_account');
    const { id: paymentId } = await desk.presented(lease);
    const { organizationId, today: on } = lease;
    const back = (how: 'void' | 'waive') =>
      desk.within(lease, (tx) =>
        takeBackByHand(tx, { organizationId, chargeId, how, reason: 'x', actor: 'usr_1', on, now }),
      );
    await expect(back('void')).rejects.toMatchObject({ code: 'conflict' });
    await desk.report(lease, paymentId, { kind: 'unknown' });
    await expect(back('void')).rejects.toMatchObject({ code: 'conflict' });
    await expect(back('waive')).rejects.toMatchObject({ code: 'conflict' });
    expect(await desk.owed(lease)).toBe(185_000);
    await desk.report(lease, paymentId, { kind: 'processing', vendorRef: `pi_${paymentId}` });
    await expect(back('waive')).rejects.toMatchObject({ code: 'not_possible' });
    await back('void');
    expect(await desk.owed(lease)).toBe(0);
    expect(await desk.account(lease, 'tenant_credit')).toBe(-185_000);
    await desk.report(lease, paymentId, declined);
    expect(await desk.owed(lease)).toBe(0);
    expect(await desk.balance(lease)).toBe(0);
  });
});

describe('the cap on presentments', () => {
  test('used up by autopay holds for a link, a landlord’s click and a newer month’s autopay', async () => {
    const lease = await desk.lease();
    const before = addDays(lease.today, -40);
    const older = before.slice(0, 7);
    await desk.charge(lease, 'rent', 185_000, before);
    const paymentMethodId = await desk.autopayOn(lease, 'us_bank_account', new Date(now.getTime() - 60 * 86_400_000));
    for (let attempt = 1, at = now; attempt <= 3; attempt += 1) {
      const waiting = await desk.collect(lease, at, older);
      if (waiting.kind === 'wait') at = new Date(waiting.untilMs);
      const { id } = await desk.presented(lease, at, older);
      await desk.report(lease, id, declined);
    }
    const { organizationId, leaseId } = lease;
    const presenting = { organizationId, leaseId, paymentMethodId, now };
    await expect(desk.within(lease, (tx) => assertMayPresent(tx, presenting))).rejects.toMatchObject({
      code: 'presentment_cap',
      rule: { source: 'Nacha' },
    });
    // The newer month's autopay asks for its own rent only: the older one's tries are used up.
    await desk.charge(lease, 'rent', 185_000);
    expect((await desk.presented(lease)).amount).toBe(185_000);
    expect(await desk.owed(lease)).toBe(370_000);
    await expect(desk.within(lease, (tx) => assertMayPresent(tx, presenting))).rejects.toMatchObject({
      code: expect.stringMatching(/presentment_cap|conflict/),
    });
  });

  test('counts bank debits that came back to a payer’s page for autopay, and autopay’s for the page', async () => {
    const lease = await desk.lease();
    await desk.charge(lease, 'rent', 185_000);
    for (let page = 1; page <= 2; page += 1) {
      const { id } = await desk.pay(lease);
      await desk.report(lease, id, { kind: 'processing', vendorRef: `pi_${id}` });
      await desk.report(lease, id, declined);
    }
    await desk.autopayOn(lease, 'us_bank_account', new Date(now.getTime() - 60 * 86_400_000));
    await desk.report(lease, (await desk.presented(lease)).id, declined);
    expect((await desk.collect(lease, new Date(now.getTime() + 9 * 86_400_000))).kind).toBe('capped');
    await expect(desk.pay(lease)).rejects.toMatchObject({ code: 'presentment_cap', rule: { source: 'Nacha' } });
    const stored = await desk.payWith(lease, await desk.storedMethod(lease, 'us_bank_account'), 185_000);
    const insert = `insert into presentments (id, organization_id, payment_id, lease_id, obligation, payment_method_id, method_kind, amount_cents, presented_at)
      select $1, organization_id, id, lease_id, obligation, payment_method_id, method, amount_cents, now() from payments where id = $2`;
    await expect(desk.own.owner.query(insert, [newId('presentment'), stored])).rejects.toThrow('presentments_cap');
    // A card is another network's.
    expect((await desk.pay(lease, { by: { kind: 'hosted', method: 'card' } })).amount).toBe(185_000);
  });

  test('a debit that nobody knows the fate of keeps a payer from paying twice on a page', async () => {
    const lease = await desk.lease();
    await desk.charge(lease, 'rent', 185_000);
    await desk.autopayOn(lease, 'us_bank_account');
    const { id: paymentId } = await desk.presented(lease);
    await desk.report(lease, paymentId, { kind: 'unknown' });
    await expect(desk.pay(lease)).rejects.toMatchObject({ code: 'conflict' });
  });
});
