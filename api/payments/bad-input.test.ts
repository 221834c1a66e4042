import { addDays } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { newId } from '../../store/new-id';
import { createPayment } from '../../store/payments/create-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { createPresentment } from '../../store/presentments/create-presentment';
import { chargeRent } from '../../tests/money/support/charge-rent';
import { billDeposit, endIt, payByCheck } from '../../tests/money/support/given-deposit';
import { type GivenLease, givenLease } from '../../tests/money/support/given-lease';
import { type Answer, startApi, type TestApi, type TestLandlord } from '../testing/start-api';

let api: TestApi;
let landlord: TestLandlord;
let there: Awaited<ReturnType<typeof home>>;
let stranger: { landlord: TestLandlord; there: Awaited<ReturnType<typeof home>> };

beforeAll(async () => {
  api = await startApi();
  landlord = await api.landlord();
  const other = await api.landlord('Stranger');
  there = await home(landlord);
  stranger = { landlord: other, there: await home(other) };
}, 120_000);
afterAll(() => api.close());

const RENT = 185_000;
const within = <T>({ organizationId }: { organizationId: string }, work: Parameters<typeof inOrganization<T>>[2]) =>
  inOrganization(api.database, organizationId, work);

/** A lease with something of every kind of money: open rent, a check, a card payment, a debit in flight, a deposit. */
async function home({ organizationId }: TestLandlord) {
  const lease = await givenLease(api.database, { organizationId, zone: 'America/Denver', rentCents: RENT });
  const check = await payByCheck(api.database, lease, 20_000);
  const card = await paid(lease, 'card');
  await chargeRent(api.database, lease, RENT, addDays(lease.today, -10));
  await chargeRent(api.database, lease, RENT, addDays(lease.today, -45));
  const debit = await paid(lease, 'us_bank_account');
  const open = await within(lease, (tx) => tx.charge.findFirstOrThrow({ where: { leaseId: lease.leaseId } }));
  const old = await givenLease(api.database, { organizationId, zone: 'America/Denver' });
  await billDeposit(api.database, old, 50_000);
  await payByCheck(api.database, old, 50_000);
  await endIt(api.database, old);
  const draft = await givenLease(api.database, { organizationId, zone: 'America/Denver', status: 'draft' });
  return { lease, check, card, debit, charge: open.id, old, draft };
}

/** By card it came through; by bank account it was presented, and no answer came yet. */
async function paid(lease: GivenLease, method: 'card' | 'us_bank_account'): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const now = new Date();
  return within(lease, async (tx) => {
    const by = { kind: 'hosted', method } as const;
    const wanted = { organizationId, leaseId, tenantId, amountCents: cents(10_000), by, actor: 'test', now };
    const { paymentId } = await createPayment(tx, wanted);
    await tx.command.updateMany({ where: { status: 'pending' }, data: { status: 'done' } });
    if (method === 'card') {
      const outcome = { kind: 'succeeded', vendorRef: `pi_${paymentId}` } as const;
      await recordOutcome(tx, { organizationId, paymentId, outcome, now });
      return paymentId;
    }
    const id = newId('paymentMethod');
    const account = { id, organizationId, tenantId, kind: method, vendorRef: id, customerRef: 'cus', last4: '6789' };
    await tx.paymentMethod.create({ data: account });
    await createPresentment(tx, { organizationId, paymentId, paymentMethodId: id, now });
    return paymentId;
  });
}

/** Everything that money leaves behind. */
async function traces(of: TestLandlord): Promise<Record<string, number>> {
  return within(of, async (tx) => ({
    entries: await tx.journalEntry.count(),
    postings: await tx.posting.count(),
    charges: await tx.charge.count({ where: { voidedAt: null } }),
    payments: await tx.payment.count(),
    refunds: await tx.refund.count(),
    plans: await tx.paymentPlan.count(),
    movements: await tx.depositMovement.count(),
    bills: await tx.bill.count(),
    commands: await tx.command.count(),
    messages: await tx.message.count(),
  }));
}

type Row = [what: string, status: number, method: string, path: string, body: object | string, says?: string];
const AMOUNTS = [-1, 0, 0.5, 100_000_000_000, Number.MAX_SAFE_INTEGER, '100', null];

/** Every way to say an amount or a date wrong, at every endpoint that takes one. */
function rows(): Row[] {
  const { lease, check, card, debit, charge, old, draft } = there;
  const other = stranger.there;
  const { today } = lease;
  const cash = { method: 'cash', lease_id: lease.leaseId, amount_cents: 1_000 };
  const fee = { kind: 'other', label: 'Key', amount_cents: 500, due_on: today };
  const refund = { amount_cents: 1_000, reason: 'test' };
  const bill = {
    category: 'repairs',
    payee: 'Ana',
    description: 'Sink',
    amount_cents: 900,
    billed_on: today,
    property_id: lease.propertyId,
  };
  const kept = { amount_cents: 100, reason: 'Burnt' };
  const plan = { lease_id: lease.leaseId, schedule: { kind: 'split', count: 2, first_due_on: addDays(today, 7) } };
  const charges = `/v1/leases/${lease.leaseId}/charges`;
  const withAmount: [path: string, body: object][] = [
    ['/v1/payments', cash],
    [charges, fee],
    [`/v1/payments/${card}/refunds`, refund],
    [`/v1/payments/${check}/corrections`, { reason: 'test', amount_cents: 1 }],
    [`/v1/leases/${old.leaseId}/deposit/deductions`, kept],
    [`/v1/leases/${old.leaseId}/deposit/return`, { method: 'check', amount_cents: 1 }],
    ['/v1/bills', bill],
  ];
  return [
    ...withAmount.flatMap(([path, body]) =>
      AMOUNTS.map((amount): Row => [`${path} of ${amount}`, 400, 'POST', path, { ...body, amount_cents: amount }]),
    ),
    ...withAmount.map(([path, body]): Row => [`${path} in euros`, 400, 'POST', path, { ...body, currency: 'EUR' }]),
    ['more than was paid', 422, 'POST', `/v1/payments/${card}/refunds`, { ...refund, amount_cents: 10_001 }, 'At most'],
    [
      'more than is held',
      422,
      'POST',
      `/v1/leases/${old.leaseId}/deposit/deductions`,
      { ...kept, amount_cents: 50_001 },
    ],
    ['a day that is none', 400, 'POST', '/v1/payments', { ...cash, effective_on: '2026-02-30' }, 'effective_on'],
    ['a time for a day', 400, 'POST', '/v1/payments', { ...cash, effective_on: `${today}T00:00:00Z` }],
    ['paid tomorrow', 400, 'POST', '/v1/payments', { ...cash, effective_on: addDays(today, 1) }, 'after today'],
    [
      'paid years before the lease',
      400,
      'POST',
      '/v1/payments',
      { ...cash, effective_on: '1999-01-01' },
      'effective_on',
    ],
    ['charged before the lease', 400, 'POST', charges, { ...fee, due_on: '1999-01-01' }, 'due_on'],
    ['charged in ten years', 400, 'POST', charges, { ...fee, due_on: addDays(today, 3_650) }, 'due_on'],
    [
      'a plan that begins yesterday',
      400,
      'POST',
      '/v1/payment-plans',
      {
        ...plan,
        schedule: { ...plan.schedule, first_due_on: addDays(today, -1) },
      },
    ],
    [
      'installments in another order',
      400,
      'POST',
      '/v1/payment-plans',
      {
        ...plan,
        schedule: {
          kind: 'dates',
          installments: [30, 20].map((days) => ({ due_on: addDays(today, days), amount_cents: 1_000 })),
        },
      },
    ],
    ['moved out before moving in', 400, 'PATCH', `/v1/leases/${old.leaseId}/deposit`, { moved_out_on: '1999-01-01' }],
    ['a lease that nobody signed', 422, 'POST', '/v1/payments', { ...cash, lease_id: draft.leaseId }, 'not signed'],
    ['a card payment voided', 422, 'POST', `/v1/payments/${card}/void`, { reason: 'test' }, 'refunded'],
    ['cash that bounces', 422, 'POST', `/v1/payments/${debit}/void`, { reason: 'test', because: 'bounced' }],
    [
      'a check sent to a card',
      422,
      'POST',
      `/v1/payments/${check}/refunds`,
      { ...refund, method: 'original' },
      'same way',
    ],
    ['a debit in flight given back', 409, 'POST', `/v1/payments/${debit}/refunds`, { reason: 'test' }, 'in transit'],
    ['a charge voided under a debit in flight', 409, 'POST', `/v1/charges/${charge}/void`, { reason: 'test' }],
    ['a charge waived under a debit in flight', 409, 'POST', `/v1/charges/${charge}/waive`, { reason: 'test' }],
    ['another’s lease', 404, 'POST', '/v1/payments', { ...cash, lease_id: other.lease.leaseId }],
    ['another’s tenant', 404, 'POST', '/v1/payments', { ...cash, tenant_id: other.lease.tenantId }],
    ['another’s lease charged', 404, 'POST', `/v1/leases/${other.lease.leaseId}/charges`, fee],
    ['another’s payment refunded', 404, 'POST', `/v1/payments/${other.card}/refunds`, refund],
    ['another’s payment voided', 404, 'POST', `/v1/payments/${other.check}/void`, { reason: 'test' }],
    [
      'another’s payment corrected',
      404,
      'POST',
      `/v1/payments/${other.check}/corrections`,
      { reason: 'test', amount_cents: 1 },
    ],
    ['another’s charge waived', 404, 'POST', `/v1/charges/${other.charge}/waive`, { reason: 'test' }],
    ['another’s plan', 404, 'POST', '/v1/payment-plans', { ...plan, lease_id: other.lease.leaseId }],
    ['another’s deposit', 404, 'POST', `/v1/leases/${other.old.leaseId}/deposit/deductions`, kept],
    ['another’s house', 404, 'POST', '/v1/bills', { ...bill, property_id: other.lease.propertyId }],
    ['an id of another kind', 400, 'POST', '/v1/payments', { ...cash, lease_id: lease.tenantId }, 'lease_id'],
    ['a field that nobody knows', 400, 'POST', '/v1/payments', { ...cash, amount: 1 }],
    ['no JSON', 400, 'POST', '/v1/payments', '{"method":'],
  ];
}

test('whatever is wrong with money at whatever endpoint is refused in plain words, and leaves no trace', async () => {
  const [mine, theirs] = [await traces(landlord), await traces(stranger.landlord)];
  const wrong: unknown[] = [];
  for (const [what, status, method, path, body, says = ''] of rows()) {
    const answer = await landlord.ask(method, path, { body });
    if (!isProblem(answer, status, says)) wrong.push([what, status, answer.status, answer.body?.detail]);
  }
  expect(wrong).toEqual([]);
  expect(await traces(landlord)).toEqual(mine);
  expect(await traces(stranger.landlord)).toEqual(theirs);
}, 60_000);

/** A problem document that says what is wrong, and never a failure of ours. */
function isProblem({ status, headers, body, text }: Answer, wanted: number, says: string): boolean {
  const isDocument = headers.get('content-type')?.startsWith('application/problem+json') === true;
  return status === wanted && isDocument && body.code !== 'internal' && body.title !== '' && text.includes(says);
}

test('a key that is used again for something else is refused; for the same it answers the same, and posts once', async () => {
  const { lease, card } = there;
  const cash = { method: 'cash', lease_id: lease.leaseId, amount_cents: 1_000 };
  const twice: [path: string, body: object, other: object][] = [
    ['/v1/payments', cash, { ...cash, amount_cents: 1_001 }],
    [
      `/v1/leases/${lease.leaseId}/charges`,
      { kind: 'other', label: 'Key', amount_cents: 500, due_on: lease.today },
      { kind: 'other', label: 'Key', amount_cents: 501, due_on: lease.today },
    ],
    [`/v1/payments/${card}/refunds`, { reason: 'test', amount_cents: 100 }, { reason: 'test', amount_cents: 200 }],
  ];
  for (const [path, body, other] of twice) {
    const key = newId('command');
    const first = await landlord.ask('POST', path, { body, key });
    expect([path, first.status]).toEqual([path, expect.any(Number)]);
    expect(first.status).toBeLessThan(300);
    const after = await traces(landlord);
    expect((await landlord.ask('POST', path, { body, key })).body.id).toBe(first.body.id);
    const refused = await landlord.ask('POST', path, { body: other, key });
    expect([path, refused.status]).toEqual([path, expect.any(Number)]);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await traces(landlord)).toEqual(after);
  }
}, 30_000);
