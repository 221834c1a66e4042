import { type Around, bodiesOf, dayOf, pathsOf, RENT } from './money-bodies';

/** What is asked for, how it is answered, by which address and body, and the field that the answer names or words of it. */
type Row = [what: string, status: number, path: string, body: object | string, says?: string];
const AMOUNTS = [-1, 0, 0.5, 100_000_000_000, Number.MAX_SAFE_INTEGER, '100', null];

const YEARS_AGO = '1999-01-01';
const NO_DAY = '2026-02-30';

/** Every way to say an amount wrong, at every address that takes one. */
export function wrongAmounts(around: Around): Row[] {
  const { there } = around;
  const day = (offset: number) => dayOf(around, offset);
  const { charges, refunds, corrections, deposit, amendments } = pathsOf(around);
  const { cash, fee, refund, bill, kept, plan, payout, step } = bodiesOf(around);
  const withAmount: [path: string, body: object][] = [
    ['/v1/payments', cash],
    [charges, fee],
    [refunds, refund],
    [corrections, { reason: 'test', amount_cents: 1 }],
    [`${deposit}/deductions`, kept],
    [`${deposit}/return`, { method: 'check', amount_cents: 1 }],
    [`${deposit}/transfer`, { to_lease_id: there.lease.leaseId, amount_cents: 1 }],
    ['/v1/bills', bill],
    ['/v1/payouts', payout],
  ];
  const added = { kind: 'parking', label: 'Lot', starts_on: day(70) };
  const dates = (amount: unknown) => ({ kind: 'dates', installments: [{ due_on: day(7), amount_cents: amount }] });
  const nested = (amount: unknown): Row[] => [
    [
      'an installment',
      400,
      '/v1/payment-plans',
      { ...plan, schedule: dates(amount) },
      'schedule.installments.0.amount_c',
    ],
    [
      'a raise',
      400,
      amendments,
      { rent_steps: [{ ...step.rent_steps[0], rent_cents: amount }] },
      'rent_steps.0.rent_cents',
    ],
    ['parking', 400, amendments, { recurring: [{ ...added, amount_cents: amount }] }, 'recurring.0.amount_cents'],
  ];
  return [
    ...withAmount.flatMap(([path, body]) => [
      ...AMOUNTS.map((amount): Row => [`${amount}`, 400, path, { ...body, amount_cents: amount }, 'amount_cents']),
      ['in euros', 400, path, { ...body, currency: 'EUR' }, 'currency'] as Row,
    ]),
    ...AMOUNTS.flatMap(nested),
    ['a plan in euros', 400, '/v1/payment-plans', { ...plan, currency: 'EUR' }, 'currency'],
    ['more than was paid', 422, refunds, { ...refund, amount_cents: 10_001 }, 'amount_cents'],
    ['more than is held', 422, `${deposit}/deductions`, { ...kept, amount_cents: 50_001 }, 'amount_cents'],
    [
      'more given back than is held',
      422,
      `${deposit}/return`,
      { method: 'check', amount_cents: 50_001 },
      'amount_cents',
    ],
    ['more than is owed to the owner', 422, '/v1/payouts', { ...payout, amount_cents: 30_001 }, 'amount_cents'],
    [
      'installments that come to less',
      400,
      '/v1/payment-plans',
      { ...plan, schedule: dates(1) },
      'schedule.installments',
    ],
    [
      ...(['all of it paid down', 400, '/v1/payment-plans'] as const),
      ...([
        { ...plan, schedule: { ...plan.schedule, down_payment_cents: 2 * RENT } },
        'schedule.down_payment',
      ] as const),
    ],
  ];
}

/** Days that are none, lie in another order, before the lease, or ahead of what can be. */
export function wrongDays(around: Around): Row[] {
  const day = (offset: number) => dayOf(around, offset);
  const { charges, corrections, deposit, amendments } = pathsOf(around);
  const { cash, fee, bill, kept, plan, banked, step } = bodiesOf(around);
  const begins = (on: string) => ({ ...plan, schedule: { ...plan.schedule, first_due_on: on } });
  const from = (on: string) => ({ rent_steps: [{ ...step.rent_steps[0], effective_on: on }] });
  const backwards = [30, 20].map((days) => ({ due_on: day(days), amount_cents: 1_000 }));
  const corrected = (on: string) => ({ reason: 'test', effective_on: on });
  const away = { kind: 'amount', label: 'Off', monthly_cents: 100, starts_on: day(90), ends_on: day(80) };
  const { draft, approved } = around.bills;
  const by: [path: string, field: string, body: (on: string) => object, days: string[]][] = [
    [
      '/v1/payments',
      'effective_on',
      (on) => ({ ...cash, effective_on: on }),
      [`${day(0)}T00:00:00Z`, day(1), YEARS_AGO],
    ],
    [corrections, 'effective_on', corrected, [day(1), YEARS_AGO]],
    [charges, 'due_on', (on) => ({ ...fee, due_on: on }), [YEARS_AGO, day(3_650)]],
    ['/v1/bills', 'billed_on', (on) => ({ ...bill, billed_on: on }), [day(2), YEARS_AGO]],
    ['/v1/bills', 'due_on', (on) => ({ ...bill, due_on: on }), [day(-1), '2999-01-01']],
    [`/v1/bills/${draft}/approve`, 'approved_on', (on) => ({ approved_on: on }), [day(2), day(-1)]],
    [`/v1/bills/${approved}/pay`, 'paid_on', (on) => ({ paid_on: on }), [day(2), day(-1)]],
    ['/v1/bank-deposits', 'deposited_on', (on) => ({ ...banked, deposited_on: on }), [day(2), day(-1)]],
    ['/v1/payment-plans', 'schedule.first_due_on', begins, [day(-1), day(800)]],
    ['/v1/payment-plans', 'accept_by', (on) => ({ ...plan, accept_by: on }), [day(-1), day(20)]],
    [amendments, 'rent_steps.0.effective_on', from, [day(-1), YEARS_AGO, '9998-01-01']],
    [amendments, 'notice_given_on', (on) => ({ ...step, notice_given_on: on }), [day(2), YEARS_AGO]],
    [`${deposit}/deductions`, 'on', (on) => ({ ...kept, on }), [day(2), YEARS_AGO]],
    [`${deposit}/return`, 'on', (on) => ({ method: 'check', amount_cents: 1, on }), [day(2), YEARS_AGO]],
    [`${deposit}/interest`, 'through', (on) => ({ through: on }), [day(2)]],
    [`PATCH ${deposit}`, 'moved_out_on', (on) => ({ moved_out_on: on }), [day(2), YEARS_AGO]],
  ];
  const twice = { rent_steps: [...step.rent_steps, ...step.rent_steps] };
  return [
    ...by.flatMap(([path, field, body, days]) =>
      [NO_DAY, '0001-01-01', '', ...days].map((on): Row => [`on ${on}`, 400, path, body(on), field]),
    ),
    [
      ...(['installments in another order', 400, '/v1/payment-plans'] as const),
      ...([
        { ...plan, schedule: { kind: 'dates', installments: backwards } },
        'schedule.installments.1.due_on',
      ] as const),
    ],
    ['a concession that ends before it begins', 400, amendments, { concessions: [away] }, 'concessions.0.ends_on'],
    ['two rents from one day', 400, amendments, twice, 'rent_steps.1.effective_on'],
  ];
}

/** What cannot be done as things stand, such as while a bank has not answered yet. */
export function wrongStates(around: Around): Row[] {
  const { there, bills } = around;
  const { lease, check, card, debit, charge, old, draft } = there;
  const { refunds, charges, deposit, amendments, dispute } = pathsOf(around);
  const { cash, fee, refund, plan, payout, banked, step } = bodiesOf(around);
  const because = { reason: 'test' };
  return [
    ['a lease that nobody signed', 422, '/v1/payments', { ...cash, lease_id: draft.leaseId }, 'not signed'],
    ['a charge on it', 422, `/v1/leases/${draft.leaseId}/charges`, fee, 'not signed'],
    ['an amendment of it', 409, `/v1/leases/${draft.leaseId}/amendments`, step, 'signed lease'],
    ['a card payment voided', 422, `/v1/payments/${card}/void`, because, 'is refunded'],
    [
      'a card payment corrected',
      422,
      `/v1/payments/${card}/corrections`,
      { ...because, amount_cents: 1 },
      'is refunded',
    ],
    ['nothing corrected', 400, `/v1/payments/${check}/corrections`, because, 'amount_cents'],
    ['cash that bounces', 422, `/v1/payments/${debit}/void`, { ...because, because: 'bounced' }],
    ['a check sent to a card', 422, `/v1/payments/${check}/refunds`, { ...refund, method: 'original' }, 'same way'],
    ['refunded to nowhere', 400, refunds, { ...refund, method: 'bitcoin' }, 'method'],
    ['a debit in flight given back', 409, `/v1/payments/${debit}/refunds`, because, 'in transit'],
    [
      'a debit in flight taken to the bank',
      422,
      '/v1/bank-deposits',
      { ...banked, payment_ids: [debit] },
      'payment_ids',
    ],
    ['nothing taken to the bank', 400, '/v1/bank-deposits', { ...banked, payment_ids: [] }, 'payment_ids'],
    ['a charge voided under a debit in flight', 409, `/v1/charges/${charge}/void`, because],
    ['a charge waived under a debit in flight', 409, `/v1/charges/${charge}/waive`, because],
    ['a plan under a debit in flight', 409, '/v1/payment-plans', plan, 'presented right now'],
    ['a draft of a bill paid', 409, `/v1/bills/${bills.draft}/pay`, {}, 'is draft'],
    ['an owner paid who is not signed up', 422, '/v1/payouts', { ...payout, method: 'stripe' }, 'sign-up'],
    ['a deposit to its own lease', 422, `${deposit}/transfer`, { to_lease_id: old.leaseId }, 'to_lease_id'],
    ['a deposit to a lease nobody signed', 422, `${deposit}/transfer`, { to_lease_id: draft.leaseId }, 'to_lease_id'],
    ['a check’s deposit to a card', 422, `${deposit}/return`, { method: 'original', amount_cents: 1 }, 'method'],
    ['nothing amended', 400, amendments, {}, 'rent_steps'],
    ['words after the bank’s last', 409, `${dispute}/statement`, { statement: 'x' }, 'nothing more'],
    ['handed in after it', 409, `${dispute}/submit`, {}, 'nothing more'],
    ['accepted after it', 409, `${dispute}/accept`, {}, 'nothing more'],
    ['no paper at all', 400, `${dispute}/evidence`, { title: 'x' }, 'document_id'],
    ['an id of another kind', 400, '/v1/payments', { ...cash, lease_id: lease.tenantId }, 'lease_id'],
    ['a field that nobody knows', 400, '/v1/payments', { ...cash, amount: 1 }, '`amount`'],
    ['no JSON', 400, charges, '{"kind":'],
  ];
}

/** Another organization's ids, in the address and in the body, and those of another lease. */
export function wrongIds(around: Around): Row[] {
  const { there, other } = around;
  const { lease, check, charge, old } = there;
  const { corrections, deposit } = pathsOf(around);
  const { cash, fee, refund, bill, kept, plan, payout, banked, step } = bodiesOf(around);
  const because = { reason: 'test' };
  const rows: [path: string, body: object][] = [
    ['/v1/payments', { ...cash, lease_id: other.lease.leaseId }],
    ['/v1/payments', { ...cash, tenant_id: other.lease.tenantId }],
    ['/v1/payments', { ...cash, tenant_id: old.tenantId }],
    [`/v1/leases/${other.lease.leaseId}/charges`, fee],
    [`/v1/payments/${other.card}/refunds`, refund],
    [`/v1/payments/${other.check}/void`, because],
    [`/v1/payments/${other.check}/corrections`, { ...because, amount_cents: 1 }],
    [corrections, { ...because, tenant_id: other.lease.tenantId }],
    [corrections, { ...because, tenant_id: old.tenantId }],
    [`/v1/charges/${other.charge}/waive`, because],
    ['/v1/payment-plans', { ...plan, lease_id: other.lease.leaseId }],
    [`/v1/leases/${other.old.leaseId}/deposit/deductions`, kept],
    [`${deposit}/deductions`, { ...kept, charge_id: other.charge }],
    [`${deposit}/deductions`, { ...kept, charge_id: charge }],
    [`${deposit}/transfer`, { to_lease_id: other.lease.leaseId }],
    ['/v1/bills', { ...bill, property_id: other.lease.propertyId }],
    ['/v1/bills', { ...bill, unit_id: other.lease.unitId }],
    ['/v1/payouts', { ...payout, owner_id: other.owner }],
    ['/v1/bank-deposits', { ...banked, payment_ids: [check, other.check] }],
    [`/v1/leases/${other.lease.leaseId}/amendments`, step],
    [`/v1/disputes/${other.dispute}/statement`, { statement: 'x' }],
    [`/v1/disputes/${other.dispute}/accept`, {}],
  ];
  const foreign = { ...plan, charge_ids: [other.charge], lease_id: lease.leaseId };
  return [
    ...rows.map(([path, body]): Row => ['another’s', 404, path, body]),
    ['another’s charge in a plan', 400, '/v1/payment-plans', foreign, 'charge_ids.0'],
  ];
}
