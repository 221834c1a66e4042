import { z } from 'zod';
import type { PlainDateString } from './calendar';
import { CARD_FEE_RULES, type CardFeeRule } from './jurisdictions/card-fees';
import { type Finding, finding, isEnforceable, type RuleView, ruleInForce, ruleView } from './jurisdictions/legal-rule';
import { addCents, type Cents, cents, formatMoney, minCents, percentOf, ZERO_CENTS } from './money';

/** Higher than any card's real cost: a mistake, not a policy. */
const MOST_BASIS_POINTS = 500;
const MOST_FIXED_CENTS = 1_000;

/** Who bears the fee of a card payment, as the organization decided it. Bank payments are always free. */
export const cardFeePolicySchema = z.strictObject({
  bearer: z.enum(['landlord', 'tenant']),
  basis_points: z.int().min(0).max(MOST_BASIS_POINTS),
  fixed_cents: z.int().min(0).max(MOST_FIXED_CENTS),
  /** States where the landlord bears it all the same. */
  except_states: z.array(z.string().regex(/^[A-Z]{2}$/)).max(60),
});
export type CardFeePolicy = z.output<typeof cardFeePolicySchema>;

/** Unless somebody decides otherwise the landlord bears it. */
export const LANDLORD_BEARS: CardFeePolicy = {
  bearer: 'landlord',
  basis_points: 0,
  fixed_cents: 0,
  except_states: [],
};

/** The policy in an organization's settings; what cannot be read is the landlord's. */
export function cardFeePolicyOf(settings: unknown): CardFeePolicy {
  const found = z.object({ card_fee: cardFeePolicySchema }).safeParse(settings);
  return found.success ? found.data.card_fee : LANDLORD_BEARS;
}

/** A fee and the rule under which it stands, kept with the payment. */
export type CardFee = { feeCents: Cents; rule: CardFeeStored | null };
export type CardFeeStored = {
  name: 'card_fee';
  text: string;
  basis_points: number;
  fixed_cents: number;
  law?: RuleView;
};

type Payment = { amountCents: Cents; method: string; state: string; on: PlainDateString };

/**
 * What the payer pays beside an amount for paying by card: a share and a fixed part, rounded half up, zero for bank
 * payments, where the landlord bears it, and where an enforceable law forbids it; held to a law's limit.
 */
export function cardFeeFor(policy: CardFeePolicy, { amountCents, method, state, on }: Payment): CardFee {
  const bears = policy.bearer === 'tenant' && !policy.except_states.includes(state);
  if (method !== 'card' || !bears) return { feeCents: ZERO_CENTS, rule: null };
  const wanted = addCents(percentOf(amountCents, policy.basis_points), cents(policy.fixed_cents));
  const law = ruleInForce(CARD_FEE_RULES, state, on);
  const feeCents = law !== undefined && isEnforceable(law) ? allowedBy(law, wanted, amountCents) : wanted;
  if (feeCents === 0) return { feeCents, rule: null };
  const { basis_points, fixed_cents } = policy;
  const text = `Card fee by the landlord's policy: ${basis_points / 100} % and ${formatMoney(cents(fixed_cents))}`;
  const stored: CardFeeStored = { name: 'card_fee', text, basis_points, fixed_cents };
  return { feeCents, rule: law === undefined ? stored : { ...stored, law: viewOf(law) } };
}

/**
 * What the states' rules have against a policy, one finding for each state where homes stand: an enforceable rule
 * refuses, any other warns.
 */
export function cardFeeFindings(policy: CardFeePolicy, states: readonly string[], on: PlainDateString): Finding[] {
  if (policy.bearer !== 'tenant') return [];
  return states.flatMap((state) => {
    const law = policy.except_states.includes(state) ? undefined : ruleInForce(CARD_FEE_RULES, state, on);
    if (law === undefined) return [];
    const { limit } = law;
    const goesBeyond =
      limit.kind === 'forbidden' || policy.basis_points > limit.basisPoints || policy.fixed_cents > ZERO_CENTS;
    if (!goesBeyond) return [];
    const words =
      limit.kind === 'forbidden'
        ? `In ${state} a tenant may not be charged for paying by card: name it among the states where you bear the fee.`
        : `In ${state} a card fee may be at most ${limit.basisPoints / 100} % of the payment.`;
    return [finding('except_states', words, viewOf(law), law)];
  });
}

/** The rule as people see it. */
export function viewOf(law: CardFeeRule): RuleView {
  return ruleView(`card_fee_${law.state.toLowerCase()}`, law.text, law);
}

function allowedBy({ limit }: CardFeeRule, wanted: Cents, amount: Cents): Cents {
  return limit.kind === 'forbidden' ? ZERO_CENTS : minCents(wanted, percentOf(amount, limit.basisPoints));
}
