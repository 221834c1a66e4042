import { z } from 'zod';
import { addPeriods, parsePlainDate, periodOf } from '../../domain/calendar';
import { explainCharge } from '../../domain/charge-explanation';
import { notFound } from '../../domain/errors';
import { leaseTermsSchema, paymentScheduleSchema, rentTermsOf } from '../../domain/lease-terms';
import { cents, sumCents } from '../../domain/money';
import { freeMonthsOf, type RentTerms, scheduleOf } from '../../domain/rent-schedule';
import { type RentShare, sharesOf } from '../../domain/rent-shares';
import type { Transaction } from '../../store/database';
import { termsByPolicy } from '../../store/fee-policies/read-fee-policy';
import { assertTerm } from '../../store/leases/change-draft';
import { assertSchedule, findingsOf } from '../../store/leases/judge-stored-lease';
import { readLease } from '../../store/leases/list-leases';
import { type LoadedLease, loadLease, termsOfLease } from '../../store/leases/lock-lease';
import { rentSharesOf, splitRent } from '../../store/leases/rent-shares';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { id } from '../http/schema';
import { serializeFinding } from '../jurisdictions/finding';
import { leaseAnswer, previewBody, previewChanges, scheduleAnswer, scheduleQuery, sharesBody } from './schemas';
import { serializeLease } from './serialize';

const tag = 'Leases';
const one = z.strictObject({ id: id('lease') });

/** A month-to-month lease has no last month: this many are shown unless said. */
const MONTHS_SHOWN = 12;

type Previewed = {
  leaseId: string | null;
  currency: string;
  state: string | null;
  unitsInBuilding: number;
  money: RentTerms;
  terms: unknown;
  months: number | undefined;
  shares: readonly RentShare[];
  posted: ReadonlySet<string>;
};

/** Everything that terms would charge, and what the rules on file say of them. */
function answerOf(previewed: Previewed): z.input<typeof scheduleAnswer> {
  const { leaseId, currency, state, unitsInBuilding, money, terms, months, shares, posted } = previewed;
  const isBounded = money.endsOn === null || months !== undefined;
  const last = isBounded ? addPeriods(periodOf(money.startsOn), (months ?? MONTHS_SHOWN) - 1) : undefined;
  const charges = scheduleOf(money, last);
  const findings = state === null ? [] : findingsOf({ state, unitsInBuilding, money, terms });
  return {
    lease_id: leaseId,
    currency,
    charges: charges.map((charge) => ({
      kind: charge.kind,
      label: charge.label,
      period: charge.period,
      due_on: charge.dueOn,
      covers_from: charge.coversFrom,
      covers_to: charge.coversTo,
      amount_cents: charge.amountCents,
      rule: charge.rule.text,
      rule_name: charge.rule.name,
      steps: explainCharge(charge, 'en').steps.map(({ text, amountCents }) => ({ text, amount_cents: amountCents })),
      posted: posted.has([charge.period, charge.kind, charge.item].join('|')),
      shares: sharesOf(charge.amountCents, shares).map(({ tenantId, amountCents }) => ({
        tenant_id: tenantId,
        amount_cents: amountCents,
      })),
    })),
    free_months: freeMonthsOf(money, last),
    total_cents: sumCents(charges.map(({ amountCents }) => amountCents)),
    findings: findings.map(serializeFinding),
  };
}

async function ofLease(tx: Transaction, lease: LoadedLease, months: number | undefined): Promise<Previewed> {
  const charges = await tx.charge.findMany({
    where: { leaseId: lease.id },
    select: { period: true, kind: true, item: true },
  });
  const { shares } = await rentSharesOf(tx, lease.id);
  return {
    leaseId: lease.id,
    currency: lease.currency,
    state: lease.state,
    unitsInBuilding: lease.unit.property.unitCount,
    money: termsOfLease(lease),
    terms: lease.terms,
    months,
    shares,
    posted: new Set(charges.map(({ period, kind, item }) => [period, kind, item].join('|'))),
  };
}

/** The lease's terms with some of them changed, not saved. */
function changed(stored: Previewed, lease: LoadedLease, body: z.output<typeof previewChanges>): Previewed {
  const startsOn = body.starts_on === undefined ? stored.money.startsOn : parsePlainDate(body.starts_on);
  const wished = body.ends_on === undefined ? stored.money.endsOn : body.ends_on;
  const endsOn = wished === null ? null : parsePlainDate(wished);
  assertTerm(startsOn, endsOn);
  const money = rentTermsOf({
    rentCents: cents(body.rent_cents ?? stored.money.rentCents),
    depositCents: cents(body.deposit_cents ?? stored.money.depositCents),
    dueDay: body.due_day ?? stored.money.dueDay,
    startsOn,
    endsOn,
    paymentSchedule: body.payment_schedule ?? lease.paymentSchedule,
  });
  assertSchedule(money);
  return { ...stored, money, terms: body.terms ?? stored.terms };
}

async function unsaved(
  tx: Transaction,
  body: z.output<typeof previewBody>,
  organizationId: string,
): Promise<Previewed> {
  const { unit_id: unitId, starts_on, ends_on = null } = body;
  assertTerm(starts_on, ends_on);
  if (unitId !== undefined && body.state !== undefined) {
    throw invalid([{ name: 'state', reason: 'must be left out beside unit_id' }]);
  }
  const unit =
    unitId === undefined ? null : await tx.unit.findUnique({ where: { id: unitId }, include: { property: true } });
  if (unitId !== undefined && unit === null) throw notFound('unit');
  const state = unit?.property.state ?? body.state ?? null;
  const byPolicy = state === null ? leaseTermsSchema.parse({}) : (await termsByPolicy(tx, organizationId, state)).terms;
  const money = rentTermsOf({
    rentCents: cents(body.rent_cents),
    depositCents: cents(body.deposit_cents),
    dueDay: body.due_day,
    startsOn: parsePlainDate(starts_on),
    endsOn: ends_on === null ? null : parsePlainDate(ends_on),
    paymentSchedule: body.payment_schedule ?? paymentScheduleSchema.parse({}),
  });
  assertSchedule(money);
  return {
    leaseId: null,
    currency: unit?.currency ?? 'USD',
    state,
    unitsInBuilding: unit?.property.unitCount ?? 0,
    money,
    terms: body.terms ?? byPolicy,
    months: body.months,
    shares: [],
    posted: new Set(),
  };
}

/** What a lease charges, before and after it is signed, and who of its tenants pays which part. */
export const leaseScheduleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/leases/{id}/schedule',
    tag,
    summary: 'Everything a lease will charge, before and after it is signed',
    permission: 'leases.read',
    params: one,
    query: scheduleQuery,
    answer: scheduleAnswer,
    inTransaction: async ({ params, query }, tx) =>
      answerOf(await ofLease(tx, await loadLease(tx, params.id), query.months)),
  }),
  route({
    method: 'post',
    path: '/leases/{id}/schedule-preview',
    tag,
    summary: 'Everything a lease would charge with other terms',
    description: 'Changes nothing. What is left out is as the lease has it.',
    permission: 'leases.read',
    idempotency: 'none',
    params: one,
    body: previewChanges,
    answer: scheduleAnswer,
    inTransaction: async ({ params, body }, tx) => {
      const lease = await loadLease(tx, params.id);
      return answerOf(changed(await ofLease(tx, lease, body.months), lease, body));
    },
  }),
  route({
    method: 'post',
    path: '/leases/schedule-preview',
    tag,
    summary: 'Everything that terms nobody has saved would charge',
    description: 'Changes nothing. With a unit or a state, the rules on file there are held against the terms.',
    permission: 'leases.read',
    idempotency: 'none',
    body: previewBody,
    answer: scheduleAnswer,
    inTransaction: async ({ body, organizationId }, tx) => answerOf(await unsaved(tx, body, organizationId)),
  }),
  route({
    method: 'put',
    path: '/leases/{id}/shares',
    tag,
    summary: 'Say which tenant pays which part of the rent',
    description: 'The parts are always the whole rent, and every tenant stays liable for all of it.',
    permission: 'leases.write',
    params: one,
    body: sharesBody,
    answer: leaseAnswer,
    inTransaction: async ({ params, body, organizationId, actor }, tx) => {
      const shares = body.shares.map(({ tenant_id: tenantId, share_bps, share_cents }) => ({
        tenantId,
        shareBps: share_bps ?? null,
        shareCents: share_cents === undefined ? null : cents(share_cents),
      }));
      await splitRent(tx, { organizationId, leaseId: params.id, shares, actor: actor.id });
      return serializeLease(await readLease(tx, params.id));
    },
  }),
];
