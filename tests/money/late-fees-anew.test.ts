import { addDays, type PlainDateString, parsePeriod, parsePlainDate } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { openCharges } from '../../store/charges/open-charges';
import { postLateFee } from '../../store/charges/post-late-fee';
import { takeBackByHand } from '../../store/charges/take-back-by-hand';
import { inOrganization } from '../../store/database';
import { turnAutopayOn } from '../../store/mandates/turn-autopay-on';
import { newId } from '../../store/new-id';
import { savePaymentMethod } from '../../store/payment-methods/save-payment-method';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { reevaluateAccount } from '../../store/payments/reevaluate-account';
import { reversePayment } from '../../store/payments/reverse-payment';
import { startCollectionPayment } from '../../store/payments/start-collection-payment';
import { toSqlDate } from '../../store/plain-dates';
import { overPrisma } from '../../store/sql-runner';
import { faultsOfBooks } from '../data/support/landlord';
import { ownDatabase } from '../data/support/own-database';
import { chargeRent } from './support/charge-rent';
import { type GivenLease, givenLease, type LeaseWishes } from './support/given-lease';

const own = ownDatabase(4);

const RENT = 100_000;
const DUE = parsePlainDate('2026-06-01');
const day = (n: number) => parsePlainDate(`2026-06-${String(n).padStart(2, '0')}`);
/** Noon in Denver. */
const noon = (on: PlainDateString) => new Date(`${on}T18:00:00Z`);
const within = <T>({ organizationId }: GivenLease, work: Parameters<typeof inOrganization<T>>[2]) =>
  inOrganization(own.database, organizationId, work);

const FORMULAS = {
  flat: { kind: 'flat', amount_cents: 5_000 },
  percent: { kind: 'percent', basis_points: 500, of: 'monthly_rent' },
  percentOfPastDue: { kind: 'percent', basis_points: 500, of: 'past_due_rent' },
  daily: { kind: 'daily', first_cents: 2_000, per_day_cents: 500, max_cents: 20_000 },
  tiered: {
    kind: 'tiered',
    tiers: [
      { from_days_late: 6, amount_cents: 1_000 },
      { from_days_late: 10, amount_cents: 4_000 },
    ],
  },
};

/** A lease in a state that limits nothing, whose rent of June is open; its fee may be charged from the 7th. */
async function home(formula: object, wishes: LeaseWishes = {}): Promise<GivenLease> {
  const terms = { late_fee: { grace_days: 5, formula } };
  const common = { zone: 'America/Denver', state: 'WY', rentCents: RENT, dueDay: 1, startsOn: '2026-01-01', terms };
  const lease = await givenLease(own.database, { ...common, ...wishes }, noon(day(20)).getTime());
  await chargeRent(own.database, lease, RENT, DUE);
  return lease;
}

/** The month's collection on these days. */
async function collectOn(lease: GivenLease, ...days: number[]): Promise<void> {
  const { organizationId, leaseId } = lease;
  for (const n of days) {
    await within(lease, async (tx) => {
      const row = await tx.lease.findUniqueOrThrow({
        where: { id: leaseId },
        include: { unit: { include: { property: true } } },
      });
      const owed = await openCharges(overPrisma(tx), organizationId, leaseId);
      const period = parsePeriod('2026-06');
      return postLateFee(tx, { organizationId, lease: row, period, dueOn: DUE, owed, now: noon(day(n)) });
    });
  }
}

const pay = (lease: GivenLease, amount: number, effectiveOn: PlainDateString, now = noon(day(20))) =>
  within(lease, (tx) =>
    recordOfflinePayment(tx, {
      organizationId: lease.organizationId,
      leaseId: lease.leaseId,
      method: 'check',
      amountCents: cents(amount),
      effectiveOn,
      recordedBy: 'test',
      now,
    }),
  );

/** Counts a lease's account anew with whatever its facts ask for. */
const everything = (lease: GivenLease) =>
  within(lease, (tx) =>
    reevaluateAccount(tx, {
      organizationId: lease.organizationId,
      leaseId: lease.leaseId,
      reason: 'test',
      now: noon(day(20)),
      before: 'everything',
    }),
  );

async function feesOf(lease: GivenLease): Promise<string[]> {
  expect(await faultsOfBooks(own.owner, lease.leaseId)).toEqual([]);
  // Counted once more, nothing moves any more.
  const { organizationId, leaseId } = lease;
  const again = await within(lease, (tx) =>
    reevaluateAccount(tx, {
      organizationId,
      leaseId,
      reason: 'test',
      now: noon(day(20)),
      before: { paymentId: '', effectiveOn: day(20), amountCents: cents(0) },
    }),
  );
  expect(again).toEqual({ undoneFees: 0, addedFees: [], movedPayments: 0 });
  const rows = await within(lease, (tx) =>
    tx.charge.findMany({
      where: { leaseId, kind: 'late_fee', voidedAt: null },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    }),
  );
  return rows.map((row) => `${row.dueOn.toISOString().slice(8, 10)}: ${row.amountCents}`);
}

test.each(Object.keys(FORMULAS) as (keyof typeof FORMULAS)[])(
  '%s: rent that was paid before the first chargeable day leaves no fee, on it or later the fee of that day',
  async (shape) => {
    const early = await home(FORMULAS[shape]);
    await collectOn(early, 7, 8, 9, 10, 11, 12);
    expect((await feesOf(early)).length).toBeGreaterThan(0);
    await pay(early, RENT, day(6));
    expect(await feesOf(early)).toEqual([]);
    const late = await home(FORMULAS[shape]);
    await collectOn(late, 7, 8, 9, 10, 11, 12);
    await pay(late, RENT, day(9));
    const until9 = { flat: ['07: 5000'], percent: ['07: 5000'], percentOfPastDue: ['07: 5000'] };
    const growing = { daily: ['07: 4500', '08: 500', '09: 500'], tiered: ['07: 1000'] };
    expect(await feesOf(late)).toEqual({ ...until9, ...growing }[shape]);
  },
);

test.each(['card', 'us_bank_account'] as const)(
  'what was paid by %s before the first chargeable day leaves no fee, though the word of it came days after',
  async (method) => {
    const lease = await home(FORMULAS.flat);
    const { organizationId, leaseId, tenantId } = lease;
    const by = { kind: 'hosted', method } as const;
    const wanted = { organizationId, leaseId, tenantId, amountCents: 'all', by, actor: tenantId } as const;
    const { paymentId } = await within(lease, (tx) => createPayment(tx, { ...wanted, now: noon(day(6)) }));
    await collectOn(lease, 7);
    expect(await feesOf(lease)).toEqual(['07: 5000']);
    const outcome = { kind: method === 'card' ? 'succeeded' : 'processing', vendorRef: `pi_${paymentId}` } as const;
    await within(lease, (tx) => recordOutcome(tx, { organizationId, paymentId, outcome, now: noon(day(9)) }));
    expect(await feesOf(lease)).toEqual([]);
    await collectOn(lease, 10);
    expect(await feesOf(lease)).toEqual([]);
  },
);

test('rent that autopay may not take before its notice is ten days old bears no fee until then', async () => {
  const lease = await home(FORMULAS.flat, { rentCents: RENT - 10_000 });
  const { organizationId, leaseId, tenantId } = lease;
  const method = {
    kind: 'us_bank_account',
    vendorRef: 'pm_1',
    customerRef: 'cus_1',
    brand: null,
    last4: '6789',
  } as const;
  const first = await within(lease, async (tx) => {
    const paymentMethodId = await savePaymentMethod(tx, { organizationId, tenantId, ...method, expiresOn: null });
    const given = { organizationId, leaseId, tenantId, paymentMethodId, authorization: 'I authorize it.' };
    await turnAutopayOn(tx, { ...given, ip: null, userAgent: null, authorizedAt: noon(day(1)) });
    const step = { organizationId, leaseId, period: '2026-06', workflowId: 'w', linkKey: Buffer.alloc(32, 9) };
    return startCollectionPayment(tx, { ...step, now: noon(day(1)) });
  });
  if (first.kind !== 'present') throw new Error(first.kind);
  const outcome = { kind: 'succeeded', vendorRef: 'pi_1' } as const;
  const { paymentId } = first;
  await within(lease, (tx) => recordOutcome(tx, { organizationId, paymentId, outcome, now: noon(day(3)) }));
  // The higher rent was told of on the 1st: the rest may be debited on the 11th.
  await collectOn(lease, 7, 11);
  expect(await feesOf(lease)).toEqual([]);
  await collectOn(lease, 12);
  expect(await feesOf(lease)).toEqual(['12: 5000']);
});

test.each(['void', 'waive'] as const)(
  'rent that a person decides to %s takes its fee with it, and leaves that of another month',
  async (how) => {
    const lease = await home(FORMULAS.flat);
    await chargeRent(own.database, lease, RENT, parsePlainDate('2026-05-01'));
    const { organizationId, leaseId } = lease;
    await everything(lease);
    expect(await feesOf(lease)).toEqual(['07: 5000', '07: 5000']);
    const dueOn = toSqlDate(DUE);
    const rent = await within(lease, (tx) => tx.charge.findFirstOrThrow({ where: { leaseId, kind: 'rent', dueOn } }));
    const by = { organizationId, chargeId: rent.id, how, reason: 'The roof leaked', actor: 'usr_1' } as const;
    await within(lease, (tx) => takeBackByHand(tx, { ...by, on: day(20), now: noon(day(20)) }));
    const [fee, ...more] = await within(lease, (tx) =>
      tx.charge.findMany({ where: { leaseId, kind: 'late_fee', voidedAt: null } }),
    );
    expect(fee?.dueOn).toEqual(toSqlDate(parsePlainDate('2026-05-07')));
    expect(more).toEqual([]);
    expect(await feesOf(lease)).toEqual(['07: 5000']);
  },
);

test('a fee that was posted in one sum, days late, gives way to that of the last day on which the rent was late', async () => {
  const lease = await home(FORMULAS.daily);
  await collectOn(lease, 15);
  expect(await feesOf(lease)).toEqual(['15: 8500']);
  await pay(lease, RENT, day(9));
  expect(await feesOf(lease)).toEqual(['15: 5500']);
  const [fee] = await within(lease, (tx) => tx.charge.findMany({ where: { kind: 'late_fee', voidedAt: null } }));
  expect(fee?.rule).toMatchObject({
    name: 'late_fee_by_lease',
    due_on: DUE,
    posted_because: 'reevaluated',
    inputs: { on: day(9), days_late: 8, past_due_rent_cents: RENT, posted_before_cents: 0 },
  });
});

test('a part that was paid before the first chargeable day makes a share of the rent past due smaller', async () => {
  const lease = await home(FORMULAS.percentOfPastDue);
  await collectOn(lease, 7);
  await pay(lease, 60_000, day(3));
  expect(await feesOf(lease)).toEqual(['07: 2000']);
  // What the month's collection would post anew is nothing.
  await collectOn(lease, 20);
  expect(await feesOf(lease)).toEqual(['07: 2000']);
});

test('a fee is judged by what it was computed from, whatever the lease says since', async () => {
  const lease = await home(FORMULAS.flat);
  await collectOn(lease, 7);
  const terms = { late_fee: { grace_days: 12, formula: { kind: 'flat', amount_cents: 100 } } };
  await within(lease, (tx) => tx.lease.update({ where: { id: lease.leaseId }, data: { terms } }));
  await pay(lease, 30_000, day(3));
  expect(await feesOf(lease)).toEqual(['07: 5000']);
});

test('a share of the monthly rent is that of the rent in force on the due day, also where it stepped up since', async () => {
  const paymentSchedule = { rent_steps: [{ effective_on: '2026-07-01', rent_cents: 2 * RENT }] };
  const lease = await home(FORMULAS.percent, { paymentSchedule, rentCents: RENT });
  const before = await home(FORMULAS.percent, {
    paymentSchedule: { rent_steps: [{ effective_on: '2026-06-01', rent_cents: RENT }] },
    rentCents: 80_000,
  });
  for (const one of [lease, before]) {
    const { organizationId, leaseId } = one;
    await within(one, (tx) =>
      reevaluateAccount(tx, { organizationId, leaseId, reason: 'test', now: noon(day(20)), before: 'everything' }),
    );
    expect(await feesOf(one)).toEqual(['07: 5000']);
  }
});

test('rent that autopay paid beside a plan and that comes back bears its fee, though an older debt stood open', async () => {
  const lease = await home(FORMULAS.flat);
  const { organizationId, leaseId, tenantId } = lease;
  const may = parsePlainDate('2026-05-01');
  await chargeRent(own.database, lease, RENT, may);
  const paymentId = newId('payment');
  await within(lease, async (tx) => {
    const older = await tx.charge.findFirstOrThrow({ where: { leaseId, period: '2026-05' } });
    const planId = newId('paymentPlan');
    const dates = { offeredOn: toSqlDate(addDays(may, 2)), acceptBy: toSqlDate(addDays(may, 9)) };
    const who = { organizationId, leaseId, offeredBy: 'test', tenantId };
    await tx.paymentPlan.create({
      data: {
        id: planId,
        ...who,
        ...dates,
        status: 'active',
        coveredCents: RENT,
        graceDays: 3,
        acceptedAt: noon(addDays(may, 3)),
      },
    });
    await tx.paymentPlanCharge.create({ data: { organizationId, planId, chargeId: older.id, amountCents: RENT } });
    const installment = { id: newId('installment'), organizationId, planId, number: 1 };
    await tx.paymentPlanInstallment.create({
      data: { ...installment, dueOn: toSqlDate(day(30)), amountCents: RENT },
    });
    const paid = { id: paymentId, organizationId, leaseId, tenantId, kind: 'autopay', method: 'us_bank_account' };
    await tx.payment.create({ data: { ...paid, amountCents: BigInt(RENT), effectiveOn: toSqlDate(DUE) } });
    const outcome = { kind: 'succeeded', vendorRef: `pi_${paymentId}` } as const;
    await recordOutcome(tx, { organizationId, paymentId, outcome, now: noon(DUE) });
  });
  expect(await feesOf(lease)).toEqual([]);
  const why = { code: 'R08', meaning: 'stopped', now: noon(day(20)) };
  const { lateFees } = await within(lease, (tx) => reversePayment(tx, { organizationId, paymentId, ...why }));
  expect(lateFees.map(({ amountCents }) => amountCents)).toEqual([5_000]);
  expect(await feesOf(lease)).toEqual(['07: 5000']);
});
