import { addDays } from '../../../domain/calendar';
import { addCharge } from '../../../store/charges/add-charge';
import { correctPayment } from '../../../store/payments/correct-payment';
import { voidPayment } from '../../../store/payments/void-payment';
import { cents, type GivenLease } from '../support/given-lease';
import { desk } from './desk';

const { now } = desk;

describe('a payment recorded by hand', () => {
  test('is corrected by a new one that names it: one story, the balance as if it had been right', async () => {
    const lease = await desk.lease();
    await desk.charge(lease, 'rent', 185_000);
    const wrong = await desk.takeCheck(lease, 158_000);
    const { organizationId } = lease;
    const correction = { organizationId, paymentId: wrong, reason: 'two digits swapped', actor: 'usr_1', now };
    const changes = { amountCents: cents(185_000) };
    const right = await desk.within(lease, (tx) => correctPayment(tx, { ...correction, changes }));
    expect(await desk.within(lease, (tx) => correctPayment(tx, { ...correction, changes }))).toBe(right);
    expect(await desk.owed(lease)).toBe(0);
    expect(await desk.balance(lease)).toBe(0);
    const { rows } = await desk.own.owner.query(
      'select status, amount_cents, corrects_id, void_reason from payments where lease_id = $1 order by created_at, id',
      [lease.leaseId],
    );
    expect(rows).toEqual([
      { status: 'reversed', amount_cents: '158000', corrects_id: null, void_reason: 'two digits swapped' },
      { status: 'succeeded', amount_cents: '185000', corrects_id: wrong, void_reason: null },
    ]);
    expect(await desk.events(lease)).toEqual(expect.arrayContaining(['payment.recorded', 'payment.corrected']));
    const same = { ...correction, paymentId: right, changes };
    await expect(desk.within(lease, (tx) => correctPayment(tx, same))).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test('is voided with its reason: what it paid is owed again, and the payer is told once', async () => {
    const lease = await desk.lease();
    await desk.charge(lease, 'rent', 185_000);
    const paymentId = await desk.takeCheck(lease, 200_000, addDays(lease.today, -1));
    expect(await desk.balance(lease)).toBe(-15_000);
    const voiding = { organizationId: lease.organizationId, paymentId, reason: 'it was for 2A', actor: 'usr_1', now };
    await desk.within(lease, (tx) => voidPayment(tx, voiding));
    await desk.within(lease, (tx) => voidPayment(tx, voiding));
    expect(await desk.owed(lease)).toBe(185_000);
    expect(await desk.balance(lease)).toBe(185_000);
    const told = await desk.own.owner.query(
      "select count(*)::int as n from messages where kind = 'payment_corrected' and subject_id = $1",
      [paymentId],
    );
    expect(told.rows).toEqual([{ n: 1 }]);
    const entry = await desk.own.owner.query(
      "select effective_on::text as on, reverses_id is not null as names from journal_entries where subject_id = $1 and kind = 'payment_reversed'",
      [paymentId],
    );
    expect(entry.rows).toEqual([{ on: addDays(lease.today, -1), names: true }]);
    await expect(
      desk.within(lease, (tx) => correctPayment(tx, { ...voiding, changes: { amountCents: cents(1_000) } })),
    ).rejects.toMatchObject({ code: 'not_possible' });
  });

  test('corrected to an earlier date takes back the late fee that it makes wrong', async () => {
    const late_fee = { grace_days: 5, formula: { kind: 'flat', amount_cents: 5_000 } };
    const lease = await desk.lease({ terms: { late_fee } });
    const dueOn = addDays(lease.today, -10);
    await desk.charge(lease, 'rent', 185_000, dueOn);
    const feeRule = { first_chargeable_on: addDays(dueOn, 6), due_on: dueOn };
    await desk.charge(lease, 'late_fee', 5_000, addDays(dueOn, 6), feeRule);
    const late = await desk.takeCheck(lease, 185_000);
    expect(await desk.owed(lease)).toBe(5_000);
    await desk.within(lease, (tx) =>
      correctPayment(tx, {
        organizationId: lease.organizationId,
        paymentId: late,
        reason: 'it lay in the box since the 3rd day',
        actor: 'usr_1',
        now,
        changes: { effectiveOn: addDays(dueOn, 3) },
      }),
    );
    expect(await desk.owed(lease)).toBe(0);
    expect(await desk.balance(lease)).toBe(0);
  });
});

describe('a fee by hand', () => {
  const late = (lease: GivenLease, amount: number, daysAgo = 0) => {
    const { organizationId, leaseId, today } = lease;
    const fee = {
      kind: 'late_fee',
      label: 'Late',
      amountCents: cents(amount),
      dueOn: addDays(today, -daysAgo),
    } as const;
    return desk.within(lease, (tx) => addCharge(tx, { organizationId, leaseId, ...fee, actor: 'usr_1', now }));
  };

  test('that the law forbids is refused with its text and source, by amount, by day and without late rent', async () => {
    const lease = await desk.lease({ state: 'NY', zone: 'America/New_York' });
    await expect(late(lease, 1_000)).rejects.toMatchObject({ code: 'rule_forbids', params: [{ name: 'kind' }] });
    await desk.charge(lease, 'rent', 200_000, addDays(lease.today, -20));
    const law = { cite: 'N.Y. Real Prop. Law 238-a', confidence: 'quoted' };
    for (const [amount, daysAgo, name] of [
      [5_001, 0, 'amount_cents'],
      [5_000, 17, 'due_on'],
    ] as const) {
      const refused = { code: 'rule_forbids', params: [expect.objectContaining({ name })] };
      await expect(late(lease, amount, daysAgo)).rejects.toMatchObject({ ...refused, rule: law });
    }
    expect(await desk.owed(lease)).toBe(200_000);
    await late(lease, 3_000);
    await expect(late(lease, 2_001)).rejects.toMatchObject({ code: 'rule_forbids' });
    await late(lease, 2_000);
    expect(await desk.owed(lease)).toBe(205_000);
  });
});

describe('days that cannot be', () => {
  const params = (name: string) => ({ code: 'invalid_request', params: [expect.objectContaining({ name })] });

  test('are refused of what is charged by hand, and so is every day on a lease that nobody has signed', async () => {
    const lease = await desk.lease();
    const add = (dueOn: string, { organizationId, leaseId } = lease) => {
      const fee = { kind: 'other', label: 'Key', amountCents: cents(5_000), dueOn: dueOn as never } as const;
      return desk.within(lease, (tx) => addCharge(tx, { organizationId, leaseId, ...fee, actor: 'usr_1', now }));
    };
    const { startsOn } = await desk.within(lease, (tx) => tx.lease.findUniqueOrThrow({ where: { id: lease.leaseId } }));
    const first = startsOn.toISOString().slice(0, 10) as never;
    for (const day of ['1950-01-01', addDays(first, -1), addDays(lease.today, 367), '2999-01-01']) {
      await expect(add(day)).rejects.toMatchObject(params('due_on'));
    }
    expect(await desk.owed(lease)).toBe(0);
    await add(first);
    await add(addDays(lease.today, 360));
    expect(await desk.owed(lease)).toBe(10_000);
    for (const status of ['draft', 'out_for_signature']) {
      const unsigned = await desk.lease({ organizationId: lease.organizationId, status });
      await expect(add(unsigned.today, unsigned)).rejects.toMatchObject({ code: 'not_possible' });
    }
  });

  test('are refused of what was paid, also where it is corrected to one', async () => {
    const lease = await desk.lease({ startsOn: addDays(now.toISOString().slice(0, 10) as never, -30) });
    await expect(desk.takeCheck(lease, 1_000, '1950-01-01')).rejects.toMatchObject(params('effective_on'));
    await expect(desk.takeCheck(lease, 1_000, addDays(lease.today, -125))).rejects.toMatchObject(
      params('effective_on'),
    );
    const paymentId = await desk.takeCheck(lease, 1_000, addDays(lease.today, -100));
    const correction = { organizationId: lease.organizationId, paymentId, reason: 'typo', actor: 'usr_1', now };
    const changes = { effectiveOn: '1926-11-01' as never };
    await expect(desk.within(lease, (tx) => correctPayment(tx, { ...correction, changes }))).rejects.toMatchObject(
      params('effective_on'),
    );
    expect(await desk.balance(lease)).toBe(-1_000);
  });
});
