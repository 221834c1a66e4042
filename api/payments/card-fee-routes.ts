import { z } from 'zod';
import { localDateAt } from '../../domain/calendar';
import { type CardFeePolicy, LANDLORD_BEARS } from '../../domain/card-fees';
import {
  type CardFeeSetting,
  checkCardFeePolicy,
  readCardFeePolicy,
  setCardFeePolicy,
} from '../../store/payments/card-fee-policy';
import { type Route, route } from '../http/route';
import { whole } from '../http/schema';
import { findingAnswer, serializeFinding } from '../jurisdictions/finding';

const tag = 'Money';

const state = z.string().regex(/^[A-Z]{2}$/, { error: 'must be a state such as CT' });
const newPolicy = z.strictObject({
  bearer: z.enum(['landlord', 'tenant']),
  basis_points: whole(0, 500).optional().meta({ description: 'Hundredths of a percent of the payment' }),
  fixed_cents: whole(0, 1_000).optional(),
  except_states: z.array(state).max(60).optional().meta({ description: 'Where the landlord bears it all the same' }),
});

const policyAnswer = z.object({
  object: z.literal('card_fee_policy'),
  bearer: z.enum(['landlord', 'tenant']),
  basis_points: z.int(),
  fixed_cents: z.int(),
  except_states: z.array(z.string()),
  states: z.array(z.string()).meta({ description: 'Where the organization has homes' }),
  warnings: z.array(
    z.object({
      message: z.string(),
      rule: z.object({ name: z.string(), text: z.string(), source: z.string(), confidence: z.string() }),
    }),
  ),
});

export const cardFeeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/card-fee-policy',
    tag,
    summary: 'Who bears the fee of a card payment',
    permission: 'payments.read',
    answer: policyAnswer,
    inTransaction: async ({ organizationId, now }, tx) =>
      serialize(await readCardFeePolicy(tx, { organizationId, on: localDateAt(now.getTime(), 'UTC') })),
  }),
  route({
    method: 'put',
    path: '/card-fee-policy',
    tag,
    summary: 'Decide who bears the fee of a card payment',
    description:
      'Bank payments are always free. A fee that a state with homes of yours forbids is refused with the rule; a rule that was not checked against the law only warns. Autopay keeps what its payers agreed to.',
    permission: 'card_fees.write',
    body: newPolicy,
    answer: policyAnswer,
    inTransaction: async ({ body, organizationId, actor, now }, tx) => {
      const policy = policyOf(body);
      return serialize(
        await setCardFeePolicy(tx, { organizationId, policy, on: localDateAt(now.getTime(), 'UTC'), actor: actor.id }),
      );
    },
  }),
  route({
    method: 'post',
    path: '/card-fee-policy/check',
    tag,
    summary: 'What the states say about a card fee',
    description: 'Changes nothing. Every state where you have homes is asked.',
    permission: 'payments.read',
    idempotency: 'none',
    body: newPolicy,
    answer: z.object({
      object: z.literal('card_fee_policy_check'),
      states: policyAnswer.shape.states,
      findings: z.array(findingAnswer),
    }),
    inTransaction: async ({ body, now }, tx) => {
      const asked = { policy: policyOf(body), on: localDateAt(now.getTime(), 'UTC') };
      const { states, findings } = await checkCardFeePolicy(tx, asked);
      return { object: 'card_fee_policy_check' as const, states, findings: findings.map(serializeFinding) };
    },
  }),
];

function policyOf(body: z.output<typeof newPolicy>): CardFeePolicy {
  return {
    bearer: body.bearer,
    basis_points: body.basis_points ?? LANDLORD_BEARS.basis_points,
    fixed_cents: body.fixed_cents ?? LANDLORD_BEARS.fixed_cents,
    except_states: body.except_states ?? LANDLORD_BEARS.except_states,
  };
}

function serialize({ policy, states, warnings }: CardFeeSetting): z.input<typeof policyAnswer> {
  return {
    object: 'card_fee_policy',
    ...policy,
    states,
    warnings: warnings.map(({ message, rule }) => ({
      message,
      rule: { name: rule.name, text: rule.text, source: rule.source, confidence: rule.confidence },
    })),
  };
}
