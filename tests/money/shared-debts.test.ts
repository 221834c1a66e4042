import { parsePeriod, parsePlainDate } from '../../domain/calendar';
import { openCharges } from '../../store/charges/open-charges';
import { inOrganization, type Transaction } from '../../store/database';
import { holdAutopay, liftHold } from '../../store/mandates/hold-autopay';
import { turnAutopayOn } from '../../store/mandates/turn-autopay-on';
import { noticePage } from '../../store/mandates/upcoming-debits';
import { newId } from '../../store/new-id';
import { savePaymentMethod } from '../../store/payment-methods/save-payment-method';
import { assertMayPresent } from '../../store/payments/assert-may-present';
import { createPayment } from '../../store/payments/create-payment';
import { type PaymentOutcome, recordOutcome } from '../../store/payments/record-outcome';
import { startCollectionPayment } from '../../store/payments/start-collection-payment';
import { createPresentment } from '../../store/presentments/create-presentment';
import { overPrisma } from '../../store/sql-runner';
import { faultsOfBooks } from '../data/support/landlord';
import { ownDatabase } from '../data/support/own-database';
import { chargeRent } from './support/charge-rent';
import { cents, type GivenLease, givenLease } from './support/given-lease';

const own = ownDatabase(4);

const RENT = 185_000;
const LINK_KEY = Buffer.alloc(32, 9);
const zone = 'America/New_York';
/** Early afternoon there. */
const at = (date: string) => new Date(`${date}T18:00:00Z`);
const NO_MONEY: PaymentOutcome = { kind: 'failed', failureCode: 'R01', message: 'not enough money' };

function within<T>(lease: GivenLease, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inOrganization(own.database, lease.organizationId, work);
}

/** A lease with autopay by bank debit whose rents of these dates are open. */
async function given(...dueOn: string[]): Promise<GivenLease & { methodId: string }> {
  const lease = await givenLease(own.database, { zone, dueDay: 1, startsOn: '2026-01-01' }, at('2026-06-20').getTime());
  const methodId = await autopayOn(lease, at('2026-06-20'));
  for (const date of dueOn) await chargeRent(own.database, lease, RENT, parsePlainDate(date));
  return { ...lease, methodId };
}

async function autopayOn(lease: GivenLease, authorizedAt: Date): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const vendorRef = `pm_${newId('paymentMethod')}`;
  const method = { kind: 'us_bank_account', vendorRef, customerRef: 'cus_1', brand: null, last4: '6789' } as const;
  return within(lease, async (tx) => {
    const id = await savePaymentMethod(tx, { organizationId, tenantId, ...method, expiresOn: null });
    const given = { organizationId, leaseId, tenantId, paymentMethodId: id, authorization: 'I authorize it.' };
    await turnAutopayOn(tx, { ...given, ip: null, userAgent: null, authorizedAt });
    return id;
  });
}

function collect(lease: GivenLease, period: string, on: string) {
  const { organizationId, leaseId } = lease;
  const step = { organizationId, leaseId, period, workflowId: `rent-collection/${leaseId}/${period}` };
  return within(lease, (tx) => startCollectionPayment(tx, { ...step, linkKey: LINK_KEY, now: at(on) }));
}

/** A month's try that is made on a day and fails so. @returns which months it stood for */
async function tried(lease: GivenLease, period: string, on: string, outcome = NO_MONEY): Promise<string[]> {
  const verdict = await collect(lease, period, on);
  if (verdict.kind !== 'present') throw new Error(`${period} was not presented: ${verdict.kind}`);
  await hear(lease, verdict.paymentId, outcome, on);
  return monthsOf(verdict.presentmentId);
}

function hear({ organizationId, ...lease }: GivenLease, paymentId: string, outcome: PaymentOutcome, on: string) {
  return within({ organizationId, ...lease }, (tx) =>
    recordOutcome(tx, { organizationId, paymentId, outcome, now: at(on) }),
  );
}

async function monthsOf(presentmentId: string): Promise<string[]> {
  const { rows } = await own.owner.query<{ months: string[] }>(
    'select array(select right(o, 7) from unnest(obligations) o order by 1) as months from presentments where id = $1',
    [presentmentId],
  );
  return rows[0]?.months ?? [];
}

async function open(lease: GivenLease): Promise<Record<string, number>> {
  const charges = await within(lease, (tx) => openCharges(overPrisma(tx), lease.organizationId, lease.leaseId));
  return Object.fromEntries(charges.map((charge) => [charge.period, charge.openCents]));
}

async function amountOf(paymentId: string): Promise<number> {
  const { rows } = await own.owner.query<{ amount: number }>(
    'select amount_cents::int as amount from payments where id = $1',
    [paymentId],
  );
  return rows[0]?.amount ?? 0;
}

/** Past the store's own look: what the database itself says to one more presentment for a month. */
async function insert(lease: GivenLease & { methodId: string }, period: string): Promise<void> {
  await own.owner.query(
    `insert into presentments (id, organization_id, payment_id, lease_id, obligation, payment_method_id, method_kind, amount_cents, presented_at)
     select $1, organization_id, id, lease_id, lease_id || '/' || $2::text, $3, 'us_bank_account', 1, now()
     from payments where lease_id = $4 limit 1`,
    [newId('presentment'), period, lease.methodId, lease.leaseId],
  );
}

describe('a debt that a newer month’s debit asks for, too', () => {
  test('is not asked for again while nobody knows what became of that debit', async () => {
    const lease = await given('2026-07-01', '2026-08-01');
    const august = await collect(lease, '2026-08', '2026-08-03');
    if (august.kind !== 'present') throw new Error(august.kind);
    expect(await monthsOf(august.presentmentId)).toEqual(['2026-07', '2026-08']);
    expect((await collect(lease, '2026-07', '2026-08-03')).kind).toBe('wait');
    await hear(lease, august.paymentId, { kind: 'unknown' }, '2026-08-03');
    expect((await collect(lease, '2026-07', '2026-08-07')).kind).toBe('wait');
    const { organizationId, leaseId, methodId } = lease;
    const click = { organizationId, leaseId, paymentMethodId: methodId, now: at('2026-08-07') };
    await expect(within(lease, (tx) => assertMayPresent(tx, click))).rejects.toMatchObject({ code: 'conflict' });
    await expect(insert(lease, '2026-07')).rejects.toThrow(/is open/);
    const july = { organizationId, leaseId, period: parsePeriod('2026-07'), kind: 'stop', actor: 'test' } as const;
    await expect(within(lease, (tx) => holdAutopay(tx, { ...july, now: at('2026-07-30') }))).rejects.toMatchObject({
      code: 'conflict',
    });
    // Its collection hears of what becomes of that debit.
    await hear(lease, august.paymentId, NO_MONEY, '2026-08-08');
    const { rows } = await own.owner.query(
      `select workflow_id as id from commands where payload->>'signal' = 'moneyChanged' and workflow_id = $1`,
      [`rent-collection/${leaseId}/2026-07`],
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  test('is left to its own collection while that asks: the newer month’s money pays the newer month', async () => {
    const lease = await given('2026-07-01', '2026-08-01');
    expect((await collect(lease, '2026-07', '2026-08-03')).kind).toBe('present');
    const august = await collect(lease, '2026-08', '2026-08-03');
    if (august.kind !== 'present') throw new Error(august.kind);
    expect(await monthsOf(august.presentmentId)).toEqual(['2026-08']);
    // Given up for lost, it comes through after all: a payment of its own, and still August's.
    await own.owner.query("update presentments set status = 'abandoned' where id = $1", [august.presentmentId]);
    await hear(lease, august.paymentId, { kind: 'succeeded', vendorRef: `pi_${august.paymentId}` }, '2026-08-03');
    expect(await open(lease)).toEqual({ '2026-07': RENT });
  });

  test('has three tries in all by bank debit, whichever months’ debits asked for it', async () => {
    const lease = await given('2026-07-01');
    await tried(lease, '2026-07', '2026-07-01');
    await tried(lease, '2026-07', '2026-07-15');
    await chargeRent(own.database, lease, RENT, parsePlainDate('2026-08-01'));
    expect(await tried(lease, '2026-08', '2026-08-01')).toEqual(['2026-07', '2026-08']);
    expect((await collect(lease, '2026-07', '2026-08-14')).kind).toBe('capped');
    await expect(insert(lease, '2026-07')).rejects.toThrow(/presentments_cap/);
    // August has two more tries of its own, and July's rent is not among what they ask for.
    expect(await tried(lease, '2026-08', '2026-08-14')).toEqual(['2026-08']);
    const { organizationId, leaseId, methodId } = lease;
    const click = { organizationId, leaseId, paymentMethodId: methodId, now: at('2026-08-14') };
    await expect(within(lease, (tx) => assertMayPresent(tx, click))).rejects.toMatchObject({ code: 'presentment_cap' });
    const third = await collect(lease, '2026-08', '2026-08-28');
    if (third.kind !== 'present') throw new Error(third.kind);
    expect(await amountOf(third.paymentId)).toBe(RENT);
    await hear(lease, third.paymentId, { kind: 'succeeded', vendorRef: `pi_${third.paymentId}` }, '2026-08-28');
    expect(await open(lease)).toEqual({ '2026-07': RENT });
    expect(await faultsOfBooks(own.owner, leaseId)).toEqual([]);
  });

  test('counts a person’s own try by a stored way to pay for every month that its money would pay', async () => {
    const lease = await given('2026-07-01', '2026-08-01');
    const { organizationId, leaseId, tenantId, methodId } = lease;
    const by = { kind: 'stored', paymentMethodId: methodId } as const;
    const click = async (amountCents: ReturnType<typeof cents> | 'all') =>
      within(lease, async (tx) => {
        const now = at('2026-08-03');
        const wanted = { organizationId, leaseId, tenantId, amountCents, by, actor: tenantId, now };
        const { paymentId } = await createPayment(tx, wanted);
        const { id } = await createPresentment(tx, { organizationId, paymentId, paymentMethodId: methodId, now });
        return { paymentId, id };
      });
    const all = await click('all');
    expect(await monthsOf(all.id)).toEqual(['2026-07', '2026-08']);
    await hear(lease, all.paymentId, NO_MONEY, '2026-08-03');
    const part = await click(cents(100_000));
    expect(await monthsOf(part.id)).toEqual(['2026-07']);
    await hear(lease, part.paymentId, NO_MONEY, '2026-08-03');
    await tried(lease, '2026-07', '2026-08-14');
    expect((await collect(lease, '2026-07', '2026-08-28')).kind).toBe('capped');
    expect((await collect(lease, '2026-08', '2026-08-28')).kind).toBe('present');
  });
});

describe('a month that the payer stopped', () => {
  const stopAugust = (lease: GivenLease, lift = false) => {
    const { organizationId, leaseId } = lease;
    const wish = { organizationId, leaseId, period: parsePeriod('2026-08'), actor: 'test', now: at('2026-07-20') };
    return within(lease, async (tx) => {
      if (lift) await liftHold(tx, wish);
      else await holdAutopay(tx, { ...wish, kind: 'stop' });
    });
  };

  test('stays out of the debits of the months after it: their money pays their own rent', async () => {
    const lease = await given();
    await stopAugust(lease);
    for (const date of ['2026-08-01', '2026-09-01']) await chargeRent(own.database, lease, RENT, parsePlainDate(date));
    expect(await collect(lease, '2026-08', '2026-08-03')).toEqual({ kind: 'no_autopay' });
    const september = await collect(lease, '2026-09', '2026-09-01');
    if (september.kind !== 'present') throw new Error(september.kind);
    expect(await amountOf(september.paymentId)).toBe(RENT);
    expect(await monthsOf(september.presentmentId)).toEqual(['2026-09']);
    await hear(lease, september.paymentId, { kind: 'succeeded', vendorRef: `pi_${september.paymentId}` }, '2026-09-01');
    expect(await open(lease)).toEqual({ '2026-08': RENT });
    expect(await collect(lease, '2026-09', '2026-09-02')).toEqual({ kind: 'no_autopay' });
    // Another way to pay is no other answer to what was stopped.
    await autopayOn(lease, at('2026-09-02'));
    expect(await collect(lease, '2026-09', '2026-09-02')).toEqual({ kind: 'no_autopay' });
    await stopAugust(lease, true);
    expect((await collect(lease, '2026-08', '2026-09-02')).kind).toBe('present');
    expect(await faultsOfBooks(own.owner, lease.leaseId)).toEqual([]);
  });

  test('is not in the amount that a notice names', async () => {
    const lease = await given();
    await stopAugust(lease);
    await chargeRent(own.database, lease, RENT, parsePlainDate('2026-08-01'));
    const page = { organizationId: lease.organizationId, zone, afterMandateId: '', size: 50, linkKey: LINK_KEY };
    const notices = (date: string) =>
      within(lease, (tx) => noticePage(tx, { ...page, today: parsePlainDate(date), now: at(date) }));
    expect((await notices('2026-08-18')).sent).toBe(0);
    await stopAugust(lease, true);
    expect((await notices('2026-08-18')).sent).toBe(1);
  });
});
