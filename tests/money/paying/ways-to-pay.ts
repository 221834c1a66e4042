import { cardFeeSentence } from '../../../domain/autopay-authorization';
import { makeDefaultMethod, removePaymentMethod } from '../../../store/payment-methods/manage-payment-methods';
import { setCardFeePolicy } from '../../../store/payments/card-fee-policy';
import { reversePayment } from '../../../store/payments/reverse-payment';
import { cents, type GivenLease } from '../support/given-lease';
import { desk } from './desk';

const { now } = desk;

describe('stored ways to pay', () => {
  test('the first is the default, another can be, and removing one ends what it paid', async () => {
    const lease = await desk.lease();
    const first = await desk.autopayOn(lease, 'card');
    const second = await desk.storedMethod(lease, 'us_bank_account');
    const { organizationId, tenantId } = lease;
    const wish = { organizationId, tenantId, actor: tenantId, now };
    const methods = async () => {
      const { rows } = await desk.own.owner.query(
        'select id, status, is_default from payment_methods where tenant_id = $1 order by id',
        [tenantId],
      );
      return rows;
    };
    expect(await methods()).toEqual([
      { id: first, status: 'active', is_default: true },
      { id: second, status: 'active', is_default: false },
    ]);
    await desk.within(lease, (tx) => makeDefaultMethod(tx, { ...wish, paymentMethodId: second }));
    await desk.within(lease, (tx) => makeDefaultMethod(tx, { ...wish, paymentMethodId: first }));
    await desk.within(lease, (tx) => removePaymentMethod(tx, { ...wish, paymentMethodId: first }));
    await desk.within(lease, (tx) => removePaymentMethod(tx, { ...wish, paymentMethodId: first }));
    expect(await methods()).toEqual([
      { id: first, status: 'removed', is_default: false },
      { id: second, status: 'active', is_default: true },
    ]);
    expect(await desk.messages(lease, 'autopay_off')).toEqual([
      expect.objectContaining({ reason: 'its way to pay was removed' }),
    ]);
    await expect(
      desk.within(lease, (tx) => removePaymentMethod(tx, { ...wish, tenantId: 'ten_other', paymentMethodId: second })),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('one that the bank is working with is not removed', async () => {
    const lease = await desk.lease();
    await desk.charge(lease, 'rent', 185_000);
    const paymentMethodId = await desk.autopayOn(lease, 'us_bank_account');
    await desk.collect(lease);
    const wish = { organizationId: lease.organizationId, paymentMethodId, actor: 'usr_1', now };
    await expect(desk.within(lease, (tx) => removePaymentMethod(tx, wish))).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the fee of a card', () => {
  const policy = { bearer: 'tenant', basis_points: 300, fixed_cents: 30, except_states: [] } as const;
  const decide = (lease: GivenLease, on = lease.today) =>
    desk.within(lease, (tx) =>
      setCardFeePolicy(tx, {
        organizationId: lease.organizationId,
        policy: { ...policy, except_states: [] },
        on,
        actor: 'usr_1',
      }),
    );

  test('goes to the bank with the payment, is an entry of its own, and comes back only with all of it', async () => {
    const lease = await desk.lease();
    await decide(lease);
    await desk.charge(lease, 'rent', 185_000);
    const paymentMethodId = await desk.storedMethod(lease, 'card');
    const by = { kind: 'stored', paymentMethodId } as const;
    await expect(desk.pay(lease, { by, shownFeeCents: cents(0) })).rejects.toMatchObject({ code: 'conflict' });
    const payment = await desk.pay(lease, { by, shownFeeCents: cents(5_580) });
    expect(payment).toMatchObject({ amount: 185_000, fee: 5_580 });
    const { organizationId } = lease;
    const presentment = await desk.present(lease, payment.id, paymentMethodId);
    expect(presentment.amountCents).toBe(190_580n);
    await desk.report(lease, payment.id, { kind: 'succeeded', vendorRef: `pi_${payment.id}` });
    expect(await desk.account(lease, 'card_fee_income')).toBe(-5_580);
    expect(await desk.account(lease, 'undeposited_funds')).toBe(190_580);
    expect(await desk.balance(lease)).toBe(0);
    const reversal = { code: 'fraudulent', meaning: 'the cardholder disputes it', blocksMethod: true };
    const reversed = { organizationId, paymentId: payment.id, ...reversal, now };
    await desk.within(lease, (tx) => reversePayment(tx, reversed as Parameters<typeof reversePayment>[1]));
    expect(await desk.account(lease, 'card_fee_income')).toBe(0);
    expect(await desk.account(lease, 'undeposited_funds')).toBe(0);
    expect(await desk.balance(lease)).toBe(185_000);
  });

  test('is nothing by bank account, nothing by an autopay that does not name it, and refused by a state', async () => {
    const lease = await desk.lease();
    await decide(lease);
    await desk.charge(lease, 'rent', 185_000);
    expect((await desk.pay(lease)).fee).toBe(0);
    await desk.autopayOn(lease, 'card');
    expect((await desk.presented(lease)).fee).toBe(0);
    const agreed = await desk.lease();
    await decide(agreed);
    await desk.charge(agreed, 'rent', 185_000);
    await desk.autopayOn(agreed, 'card', now, cardFeeSentence({ ...policy, except_states: [] }, 'es'));
    expect((await desk.presented(agreed)).fee).toBe(5_580);
    const forbidden = await desk.lease({ state: 'CT' });
    await expect(decide(forbidden)).rejects.toMatchObject({ code: 'rule_forbids', rule: { confidence: 'quoted' } });
    const warned = await desk.lease({ state: 'ME' });
    expect((await decide(warned)).warnings).toHaveLength(1);
  });
});
