import type { NewFeePolicy } from '../../api/inputs';
import type { FeePolicy } from '../../api/types';
import { formatAmount, parseMoney } from '../../format/money';

export type Policy = NewFeePolicy['policy'];
type LateFee = NonNullable<Policy['late_fee']>;
type Formula = LateFee['formula'];
type Fees = Pick<Policy, 'late_fee' | 'nsf_fee_cents'>;
type Override = NonNullable<Policy['overrides']>[number];

export const FORMULAS = {
  none: 'None',
  flat: 'An amount, once',
  percent: 'A percentage of the rent',
  daily: 'By the day, up to a most',
  tiered: 'By steps, the later the more',
} as const satisfies Record<Formula['kind'] | 'none', string>;

/** The fees of all states, or of one, as their fields hold them: amounts as typed. */
export type FeeDraft = {
  kind: keyof typeof FORMULAS;
  grace_days: string;
  amount: string;
  percent: string;
  of: 'monthly_rent' | 'past_due_rent';
  per_day: string;
  most: string;
  tiers: { from_days_late: string; amount: string }[];
  nsf: string;
};
export type Draft = { own: FeeDraft; overrides: { state: string; fee: FeeDraft }[] };

const money = (cents: number | undefined) => (cents === undefined ? '' : formatAmount(cents));

const EMPTY: FeeDraft = {
  ...{ kind: 'none', grace_days: '5', amount: '', percent: '', of: 'monthly_rent', per_day: '', most: '' },
  ...{ tiers: [{ from_days_late: '6', amount: '' }], nsf: '0.00' },
};

/** A policy as the form shows it. */
export function toDraft({ policy }: FeePolicy): Draft {
  // The API answers fees in the shape in which it takes them; its document leaves the formula open.
  const { overrides = [], ...own } = policy as Policy;
  return {
    own: feeDraft(own),
    overrides: overrides.map(({ state, ...fees }) => ({ state, fee: feeDraft(fees) })),
  };
}

/** Fees of one state, to begin with: as everywhere. */
export function newOverride(own: FeeDraft): Draft['overrides'][number] {
  return { state: '', fee: structuredClone(own) };
}

function feeDraft({ late_fee, nsf_fee_cents }: Fees): FeeDraft {
  const rest = { ...EMPTY, nsf: formatAmount(nsf_fee_cents) };
  if (late_fee === null) return rest;
  return { ...rest, grace_days: String(late_fee.grace_days), ...formulaDraft(late_fee.formula) };
}

function formulaDraft(formula: Formula): Partial<FeeDraft> {
  const { kind } = formula;
  switch (kind) {
    case 'flat':
      return { kind, amount: money(formula.amount_cents) };
    case 'percent':
      return { kind, percent: String(formula.basis_points / 100), of: formula.of ?? 'monthly_rent' };
    case 'daily':
      return {
        kind,
        amount: money(formula.first_cents),
        per_day: money(formula.per_day_cents),
        most: money(formula.max_cents),
      };
    case 'tiered':
      return {
        kind,
        tiers: formula.tiers.map((tier) => ({
          from_days_late: String(tier.from_days_late),
          amount: money(tier.amount_cents),
        })),
      };
  }
}

/** The policy as the API takes it; null while something in it is not filled in yet. */
export function toPolicy({ own, overrides }: Draft): Policy | null {
  const fees = feesOf(own);
  const others = overrides.map(({ state, fee }): Override | null => {
    const differs = feesOf(fee);
    return state === '' || differs === null ? null : { state: state as Override['state'], ...differs };
  });
  if (fees === null || others.some((one) => one === null)) return null;
  return { ...fees, overrides: others.filter((one) => one !== null) };
}

function feesOf(draft: FeeDraft): Fees | null {
  const nsf = parseMoney(draft.nsf);
  const days = Number(draft.grace_days);
  if (nsf === null || !Number.isInteger(days) || days < 0 || days > 60) return null;
  if (draft.kind === 'none') return { late_fee: null, nsf_fee_cents: nsf };
  const formula = formulaOf(draft);
  return formula === null ? null : { late_fee: { grace_days: days, formula }, nsf_fee_cents: nsf };
}

function formulaOf(draft: FeeDraft): Formula | null {
  const [amount, perDay, most] = [draft.amount, draft.per_day, draft.most].map(parseMoney);
  switch (draft.kind) {
    case 'none':
      return null;
    case 'flat':
      return typeof amount === 'number' ? { kind: 'flat', amount_cents: amount } : null;
    case 'percent': {
      const points = Math.round(Number(draft.percent) * 100);
      return points >= 1 && points <= 5_000 ? { kind: 'percent', basis_points: points, of: draft.of } : null;
    }
    case 'daily':
      return typeof amount === 'number' && typeof perDay === 'number' && typeof most === 'number'
        ? { kind: 'daily', first_cents: amount, per_day_cents: perDay, max_cents: most }
        : null;
    case 'tiered':
      return tieredOf(draft.tiers);
  }
}

function tieredOf(tiers: FeeDraft['tiers']): Formula | null {
  const steps = tiers.map((tier) => ({ days: Number(tier.from_days_late), cents: parseMoney(tier.amount) }));
  const isFilled = steps.every(
    ({ days, cents }) => Number.isInteger(days) && days >= 1 && days <= 120 && cents !== null,
  );
  if (steps.length === 0 || !isFilled) return null;
  return {
    kind: 'tiered',
    tiers: steps.map(({ days, cents }) => ({ from_days_late: days, amount_cents: cents ?? 0 })),
  };
}
