import type { Control } from 'react-hook-form';
import type { LeaseChanges } from '../../../api/inputs';
import type { Lease } from '../../../api/types';
import { formatAmount } from '../../../format/money';
import { cents } from '../../../ui/form';

type Schedule = NonNullable<LeaseChanges['payment_schedule']>;
type Terms = NonNullable<LeaseChanges['terms']>;
type Recurring = NonNullable<Schedule['recurring']>[number];
type Concession = NonNullable<Schedule['concessions']>[number];

export const PRORATIONS = {
  actual_days: 'By the days of that month',
  thirty_day_month: 'Every month has 30 days',
  year_365: 'A year has 365 days',
} as const satisfies Record<NonNullable<Schedule['proration']>, string>;
export const DUE_DATE_MOVES = {
  stands: 'Stays on its day',
  next_bank_day: 'Moves to the next bank day',
  previous_bank_day: 'Moves to the bank day before',
} as const satisfies Record<NonNullable<Schedule['due_date_moves']>, string>;
export const RECURRING = {
  pet_rent: 'Pet rent',
  parking: 'Parking',
  utilities: 'Utilities',
  storage: 'Storage',
  other: 'Other',
} as const satisfies Record<Recurring['kind'], string>;

/** A draft as its form holds it: the API's names, amounts as typed. Empty means not given. */
export type Draft = {
  starts_on: string;
  ends_on: string;
  rent_cents: string;
  deposit_cents: string;
  due_day: string;
  tenant_ids: string[];
  payment_schedule: {
    proration: keyof typeof PRORATIONS;
    due_date_moves: keyof typeof DUE_DATE_MOVES;
    recurring: { kind: Recurring['kind']; label: string; amount_cents: string; starts_on: string; ends_on: string }[];
    rent_steps: { effective_on: string; rent_cents: string }[];
    concessions: {
      kind: Concession['kind'];
      label: string;
      monthly_cents: string;
      /** In percent here, as people say it. */
      basis_points: string;
      starts_on: string;
      ends_on: string;
    }[];
    credits: { label: string; amount_cents: string; starts_on: string; expires_on: string }[];
  };
  terms: {
    late_fee: {
      grace_days: string;
      formula: {
        kind: 'none' | 'flat' | 'percent' | 'kept';
        amount_cents: string;
        basis_points: string;
        of: Percent['of'];
        /** A fee by the day or by steps, which this form shows and does not change. */
        kept: Formula | null;
      };
    };
    nsf_fee_cents: string;
    house_rules: string;
  };
};

type Formula = NonNullable<Terms['late_fee']>['formula'];
type Percent = { of: NonNullable<Extract<Formula, { kind: 'percent' }>['of']> };

export type Part = { control: Control<Draft> };

export const newRecurring: Draft['payment_schedule']['recurring'][number] = {
  kind: 'parking',
  label: RECURRING.parking,
  amount_cents: '',
  starts_on: '',
  ends_on: '',
};

export const newConcession: Draft['payment_schedule']['concessions'][number] = {
  ...{ kind: 'percent', label: 'Move-in special', monthly_cents: '', basis_points: '', starts_on: '', ends_on: '' },
};

/** A lease's terms as the form shows them. */
export function toDraft(lease: Lease): Draft {
  // The API answers both in the shape in which it takes them; its document leaves them open for what partners add.
  const { proration, due_date_moves, recurring = [], rent_steps = [], ...rest } = lease.payment_schedule as Schedule;
  const terms = lease.terms as Terms;
  return {
    starts_on: lease.starts_on,
    ends_on: lease.ends_on ?? '',
    rent_cents: formatAmount(lease.rent_cents),
    deposit_cents: formatAmount(lease.deposit_cents),
    due_day: String(lease.due_day),
    tenant_ids: lease.tenants.map(({ id }) => id),
    payment_schedule: {
      proration: proration ?? 'actual_days',
      due_date_moves: due_date_moves ?? 'stands',
      recurring: recurring.map((one) => ({
        ...{ kind: one.kind, label: one.label, amount_cents: formatAmount(one.amount_cents) },
        ...{ starts_on: one.starts_on ?? '', ends_on: one.ends_on ?? '' },
      })),
      rent_steps: rent_steps.map((step) => ({
        effective_on: step.effective_on,
        rent_cents: formatAmount(step.rent_cents),
      })),
      concessions: (rest.concessions ?? []).map((one) => ({
        ...{ kind: one.kind, label: one.label, starts_on: one.starts_on, ends_on: one.ends_on },
        monthly_cents: one.kind === 'amount' ? formatAmount(one.monthly_cents) : '',
        basis_points: one.kind === 'percent' ? String(one.basis_points / 100) : '',
      })),
      credits: (rest.credits ?? []).map((one) => ({
        ...{ label: one.label, amount_cents: formatAmount(one.amount_cents) },
        ...{ starts_on: one.starts_on ?? '', expires_on: one.expires_on },
      })),
    },
    terms: {
      late_fee: toLateFee(terms.late_fee ?? null),
      nsf_fee_cents: formatAmount(terms.nsf_fee_cents ?? 0),
      house_rules: (terms.house_rules ?? []).join('\n'),
    },
  };
}

function toLateFee(fee: NonNullable<Terms['late_fee']> | null): Draft['terms']['late_fee'] {
  const empty = { amount_cents: '', basis_points: '', of: 'monthly_rent' as const, kept: null };
  if (fee === null) return { grace_days: '5', formula: { kind: 'none', ...empty } };
  const { formula, grace_days } = fee;
  const days = String(grace_days);
  switch (formula.kind) {
    case 'flat':
      return {
        grace_days: days,
        formula: { ...empty, kind: 'flat', amount_cents: formatAmount(formula.amount_cents) },
      };
    case 'percent': {
      const of = formula.of ?? empty.of;
      return {
        grace_days: days,
        formula: { ...empty, kind: 'percent', basis_points: String(formula.basis_points / 100), of },
      };
    }
    default:
      return { grace_days: days, formula: { ...empty, kind: 'kept', kept: formula } };
  }
}

/** What the form holds, as the API takes it. */
export function toChanges({ payment_schedule, terms, ...draft }: Draft): LeaseChanges {
  return {
    starts_on: draft.starts_on,
    ends_on: draft.ends_on === '' ? null : draft.ends_on,
    rent_cents: cents(draft.rent_cents),
    deposit_cents: cents(draft.deposit_cents),
    due_day: Number(draft.due_day),
    tenant_ids: draft.tenant_ids,
    payment_schedule: {
      proration: payment_schedule.proration,
      due_date_moves: payment_schedule.due_date_moves,
      recurring: payment_schedule.recurring.map(({ kind, label, amount_cents, starts_on, ends_on }) => ({
        ...{ kind, label: label.trim(), amount_cents: cents(amount_cents) },
        ...(starts_on === '' ? {} : { starts_on }),
        ...(ends_on === '' ? {} : { ends_on }),
      })),
      rent_steps: payment_schedule.rent_steps.map((step) => ({
        effective_on: step.effective_on,
        rent_cents: cents(step.rent_cents),
      })),
      concessions: payment_schedule.concessions.map(fromConcession),
      credits: payment_schedule.credits.map(({ label, amount_cents, starts_on, expires_on }) => ({
        ...{ label: label.trim(), amount_cents: cents(amount_cents), expires_on },
        ...(starts_on === '' ? {} : { starts_on }),
      })),
    },
    terms: {
      late_fee: fromLateFee(terms.late_fee),
      nsf_fee_cents: cents(terms.nsf_fee_cents),
      house_rules: terms.house_rules
        .split('\n')
        .map((rule) => rule.trim())
        .filter(Boolean),
    },
  };
}

function fromConcession(one: Draft['payment_schedule']['concessions'][number]): Concession {
  const common = { label: one.label.trim(), starts_on: one.starts_on, ends_on: one.ends_on };
  return one.kind === 'amount'
    ? { kind: 'amount', ...common, monthly_cents: cents(one.monthly_cents) }
    : { kind: 'percent', ...common, basis_points: Math.round(Number(one.basis_points) * 100) };
}

function fromLateFee({ grace_days, formula }: Draft['terms']['late_fee']): NonNullable<Terms['late_fee']> | null {
  const { kind, amount_cents, basis_points, of, kept } = formula;
  if (kind === 'none') return null;
  if (kind === 'kept') return kept === null ? null : { grace_days: Number(grace_days), formula: kept };
  if (kind === 'flat') {
    return { grace_days: Number(grace_days), formula: { kind, amount_cents: cents(amount_cents) } };
  }
  return {
    grace_days: Number(grace_days),
    formula: { kind, basis_points: Math.round(Number(basis_points) * 100), of },
  };
}
