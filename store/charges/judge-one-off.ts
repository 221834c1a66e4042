import { daysInclusive, type Period, type PlainDateString, parsePeriod } from '../../domain/calendar';
import type { ChargeKind } from '../../domain/charge-kinds';
import { TenureError } from '../../domain/errors';
import { judgeDeposit } from '../../domain/jurisdictions/deposit-limits';
import { judgeLateFee } from '../../domain/jurisdictions/late-fee-limits';
import type { Finding } from '../../domain/jurisdictions/legal-rule';
import { nsfFeeFor } from '../../domain/jurisdictions/nsf-fees';
import { lateFeeFor } from '../../domain/late-fees';
import { type Cents, cents, formatMoney, sumCents } from '../../domain/money';
import { rentOn } from '../../domain/rent-schedule';
import type { Transaction } from '../database';
import { termsOfLease } from '../leases/lock-lease';
import { overPrisma } from '../sql-runner';
import { openCharges } from './open-charges';
import type { LeaseOfFee } from './post-late-fee';

type OneOff = { organizationId: string; kind: ChargeKind; amountCents: Cents; dueOn: PlainDateString };

/** What the rules have against a charge by hand, and what is stored of how it was held against them. */
export type Judged = { findings: Finding[]; rule: object; period?: Period };

/** Holds a charge by hand against the rules in force on its day. */
export async function judgeOneOff(tx: Transaction, lease: LeaseOfFee, charge: OneOff): Promise<Judged> {
  const { state } = lease;
  const { dueOn: on, amountCents } = charge;
  switch (charge.kind) {
    case 'late_fee':
      return judgeHandLateFee(tx, lease, charge);
    case 'nsf_fee': {
      const { findings, rule } = nsfFeeFor({ state, on, wantedCents: amountCents, field: 'amount_cents' });
      return { findings, rule: { name: 'one_off', text: 'Fee for a returned payment, added by hand', limit: rule } };
    }
    case 'deposit': {
      const standing = await chargedSoFar(tx, lease.id, 'deposit');
      const depositCents = cents(amountCents + standing);
      const rentCents = rentOn(termsOfLease(lease), on);
      return { findings: judgeDeposit({ state, on, depositCents, rentCents, field: 'amount_cents' }), rule: {} };
    }
    default:
      return { findings: [], rule: {} };
  }
}

/**
 * A late fee by hand stands on rent that is late: on nothing else, not before the law's date, and together with what
 * was charged for the same rent not above the law's limit.
 */
async function judgeHandLateFee(tx: Transaction, lease: LeaseOfFee, charge: OneOff): Promise<Judged> {
  const { dueOn: on, amountCents } = charge;
  const open = await openCharges(overPrisma(tx), charge.organizationId, lease.id);
  const oldest = open.find(({ kind, dueOn }) => kind === 'rent' && dueOn < on);
  if (oldest === undefined) {
    throw new TenureError('rule_forbids', 'No rent is late on that day: a late fee is charged on late rent alone.', {
      params: [{ name: 'kind', reason: 'needs rent that is late' }],
      rule: { name: 'late_fee_on_rent_only', text: 'A late fee is never charged on a fee', source: 'Tenure' },
    });
  }
  const rents = open.filter(({ kind, dueOn }) => kind === 'rent' && dueOn === oldest.dueOn);
  const before = await chargedSoFar(tx, lease.id, 'late_fee', oldest.dueOn);
  const total = cents(amountCents + before);
  const monthlyRentCents = rentOn(termsOfLease(lease), oldest.dueOn);
  const graceDays = daysInclusive(oldest.dueOn, on) - 2;
  const terms = { graceDays, formula: { kind: 'flat' as const, amountCents: total } };
  const unitsInBuilding = lease.unit.property.unitCount;
  const pastDueRentCents = sumCents(rents.map(({ openCents }) => openCents));
  const late = {
    state: lease.state,
    dueOn: oldest.dueOn,
    today: on,
    pastDueRentCents,
    monthlyRentCents,
    unitsInBuilding,
  };
  const { rule, firstChargeableOn } = lateFeeFor(terms, late);
  const months = [{ dueOn: oldest.dueOn, rentCents: monthlyRentCents, pastDueRentCents }];
  const findings = judgeLateFee({ state: lease.state, terms, months, unitsInBuilding }).map((finding) => ({
    ...finding,
    field: finding.field.endsWith('grace_days') ? 'due_on' : 'amount_cents',
  }));
  const text = `Late fee of ${formatMoney(amountCents)} added by hand`;
  const inputs = { ...rule.inputs, wanted_cents: total, posted_before_cents: before };
  return {
    findings,
    rule: {
      ...rule,
      name: 'late_fee_by_hand',
      text,
      inputs,
      due_on: oldest.dueOn,
      first_chargeable_on: firstChargeableOn,
    },
    period: parsePeriod(oldest.period),
  };
}

/** What stands of a kind on a lease, of late fees for one rent. */
async function chargedSoFar(tx: Transaction, leaseId: string, kind: ChargeKind, rentDueOn?: string): Promise<number> {
  const charges = await tx.charge.findMany({
    where: {
      leaseId,
      kind,
      voidedAt: null,
      ...(rentDueOn !== undefined && { rule: { path: ['due_on'], equals: rentDueOn } }),
    },
    select: { amountCents: true },
  });
  return Number(charges.reduce((sum, { amountCents }) => sum + amountCents, 0n));
}
