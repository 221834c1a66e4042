import { parsePeriod } from '../../../domain/calendar';
import { holdAutopay, liftHold } from '../../../store/mandates/hold-autopay';
import { noticePage } from '../../../store/mandates/upcoming-debits';
import { LINK_KEY } from '../support/desk';
import type { GivenLease } from '../support/given-lease';
import { desk } from './desk';

const { now } = desk;
const zone = 'America/New_York';
/** Early afternoon there. */
const at = (date: string) => new Date(`${date}T18:00:00Z`);

describe('stopping and pausing autopay', () => {
  // Rent due on Tuesday, December 1, 2026; the last day to stop it is Wednesday, November 25.
  async function dueInDecember(): Promise<GivenLease> {
    const lease = await desk.lease({ zone, dueDay: 1, startsOn: '2026-01-01' }, at('2026-11-10').getTime());
    await desk.autopayOn(lease, 'us_bank_account', at('2026-11-10'));
    return lease;
  }
  const hold = (lease: GivenLease, when: Date, period = '2026-12', kind: 'stop' | 'pause' = 'stop') =>
    desk.within(lease, (tx) =>
      holdAutopay(tx, {
        organizationId: lease.organizationId,
        leaseId: lease.leaseId,
        period: parsePeriod(period),
        kind,
        actor: lease.tenantId,
        now: when,
      }),
    );

  test('three business days before is in time, a day later it is tried without a promise; the month after goes on', async () => {
    const early = await dueInDecember();
    expect(await hold(early, at('2026-11-25'))).toEqual({ debitOn: '2026-12-01', inTime: true });
    expect(await hold(early, at('2026-11-26'))).toEqual({ debitOn: '2026-12-01', inTime: true });
    await desk.charge(early, 'rent', 185_000, '2026-12-01');
    expect(await desk.collect(early, at('2026-12-01'), '2026-12')).toEqual({ kind: 'no_autopay' });
    expect(await desk.messages(early, 'autopay_held')).toEqual([
      expect.objectContaining({ inTime: true, paused: false }),
    ]);

    const late = await dueInDecember();
    expect(await hold(late, at('2026-11-26'), '2026-12', 'pause')).toEqual({ debitOn: '2026-12-01', inTime: false });
    expect(await desk.messages(late, 'autopay_held')).toEqual([
      expect.objectContaining({ inTime: false, paused: true }),
    ]);
    await desk.charge(late, 'rent', 185_000, '2026-12-01');
    expect((await desk.collect(late, at('2026-12-01'), '2026-12')).kind).toBe('no_autopay');
    await desk.takeCheck(late, 185_000);
    await desk.charge(late, 'rent', 185_000, '2027-01-01');
    expect((await desk.collect(late, at('2027-01-01'), '2027-01')).kind).toBe('present');
  });

  test('what is with the bank already is refused, a lifted hold asks again, and strange months are refused', async () => {
    const lease = await dueInDecember();
    await hold(lease, at('2026-11-20'));
    const { organizationId, leaseId } = lease;
    const lift = { organizationId, leaseId, period: parsePeriod('2026-12'), actor: 'usr_1', now };
    await desk.within(lease, (tx) => liftHold(tx, lift));
    await desk.charge(lease, 'rent', 185_000, '2026-12-01');
    expect((await desk.collect(lease, at('2026-12-01'), '2026-12')).kind).toBe('present');
    await expect(hold(lease, at('2026-12-01'))).rejects.toMatchObject({ code: 'conflict' });
    await expect(hold(lease, at('2026-12-01'), '2026-11')).rejects.toMatchObject({ code: 'not_possible' });
    await expect(hold(lease, at('2026-12-01'), '2028-01')).rejects.toMatchObject({ code: 'not_possible' });
    const without = await desk.lease({ zone });
    await expect(hold(without, at('2026-11-20'))).rejects.toMatchObject({ code: 'not_possible' });
  });
});

describe('the notice of a changed amount', () => {
  async function stepping(steps: { effective_on: string; rent_cents: number }[]): Promise<GivenLease> {
    const terms = { zone, dueDay: 1, startsOn: '2026-01-01', paymentSchedule: { rent_steps: steps } };
    const lease = await desk.lease(terms, at('2026-10-20').getTime());
    await desk.autopayOn(lease, 'us_bank_account', at('2026-10-20'));
    return lease;
  }
  const run = (lease: GivenLease, date: string) =>
    desk.within(lease, (tx) =>
      noticePage(tx, {
        organizationId: lease.organizationId,
        zone,
        today: date as never,
        afterMandateId: '',
        size: 50,
        linkKey: LINK_KEY,
        now: at(date),
      }),
    );

  test('goes out ten days before or earlier, once, and the debit is then the new amount', async () => {
    const lease = await stepping([{ effective_on: '2026-12-01', rent_cents: 190_000 }]);
    expect((await run(lease, '2026-11-15')).sent).toBe(0);
    expect((await run(lease, '2026-11-16')).sent).toBe(1);
    expect((await run(lease, '2026-11-17')).sent).toBe(0);
    expect(await desk.messages(lease, 'autopay_amount')).toEqual([
      expect.objectContaining({
        amountCents: 190_000,
        usualCents: 185_000,
        debitOn: '2026-12-01',
        stopBy: '2026-11-25',
      }),
    ]);
    await desk.charge(lease, 'rent', 190_000, '2026-12-01');
    expect((await desk.presented(lease, at('2026-12-01'), '2026-12')).amount).toBe(190_000);
  });

  test('is not sent for the usual amount, nor when it would be late; then only the usual amount is taken', async () => {
    const same = await stepping([]);
    for (const date of ['2026-11-16', '2026-11-21']) expect((await run(same, date)).sent).toBe(0);
    const late = await stepping([{ effective_on: '2026-12-01', rent_cents: 190_000 }]);
    expect((await run(late, '2026-11-22')).sent).toBe(0);
    await desk.charge(late, 'rent', 190_000, '2026-12-01');
    const usual = await desk.presented(late, at('2026-12-01'), '2026-12');
    expect(usual.amount).toBe(185_000);
    // The payer is told of the rest at once, and it waits its ten days.
    expect(await desk.messages(late, 'autopay_amount')).toEqual([
      expect.objectContaining({ amountCents: 190_000, debitOn: '2026-12-11' }),
    ]);
    await desk.report(late, usual.id, { kind: 'succeeded', vendorRef: `pi_${usual.id}` });
    expect(await desk.collect(late, at('2026-12-05'), '2026-12')).toMatchObject({ kind: 'wait' });
    expect((await desk.presented(late, at('2026-12-11'), '2026-12')).amount).toBe(5_000);
  });
});
