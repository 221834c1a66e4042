import { localDateAt, parsePlainDate } from '../../domain/calendar';
import { judgePolicy } from '../../domain/fee-policy';
import { STATES_ON_FILE } from '../../domain/jurisdictions/rules-on-file';
import { cents } from '../../domain/money';
import { currentFeePolicy } from '../../store/fee-policies/read-fee-policy';
import { lowestRents, saveFeePolicy } from '../../store/fee-policies/save-fee-policy';
import { readOrganization } from '../../store/organizations/read-organization';
import { type Route, route } from '../http/route';
import { serializeFinding } from '../jurisdictions/finding';
import { checkAnswer, checkBody, feePolicyAnswer, newPolicyBody, serializePolicy, serializeVerdict } from './schemas';

const tag = 'Law';

export const feePolicyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/fee-policies/current',
    tag,
    summary: 'The fees that new leases take',
    permission: 'leases.read',
    answer: feePolicyAnswer,
    inTransaction: async ({ organizationId, reply }, tx) => {
      const current = await currentFeePolicy(tx, organizationId);
      reply.header('ETag', `"${current.version}"`);
      return serializePolicy(current);
    },
  }),
  route({
    method: 'post',
    path: '/fee-policies',
    tag,
    summary: 'Write the next version of the fee policy',
    description:
      'New leases take it; those that stand keep theirs. Refused where an enforced rule of a state you rent in forbids it. Send the version you saw as `If-Match`.',
    permission: 'fee_policies.write',
    body: newPolicyBody,
    answer: feePolicyAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, ifMatch: version, now }, tx) => {
      const { policy, note = null } = body;
      const wanted = { organizationId, policy, note, version, actor: actor.id, now };
      const { saved, warnings } = await saveFeePolicy(tx, wanted);
      return { ...serializePolicy(saved), warnings: warnings.map(serializeFinding) };
    },
  }),
  route({
    method: 'post',
    path: '/fee-policies/check',
    tag,
    summary: 'Which states forbid a fee policy, and why',
    description: 'Changes nothing. Held against your lowest rent in a state, or the rent given where you have none.',
    permission: 'leases.read',
    body: checkBody,
    answer: checkAnswer,
    inTransaction: async ({ body, organizationId, now }, tx) => {
      const { timeZone } = await readOrganization(tx, organizationId);
      const on = body.on === undefined ? localDateAt(now.getTime(), timeZone) : parsePlainDate(body.on);
      const own = new Map((await lowestRents(tx, organizationId)).map((each) => [each.state, each]));
      const states = STATES_ON_FILE.map((state) => {
        const { rentCents = body.rent_cents, units = 0 } = own.get(state) ?? {};
        const example = { on, rentCents: cents(rentCents), unitsInBuilding: body.units_in_building };
        return serializeVerdict(judgePolicy(body.policy, state, example), { units, rentCents });
      });
      return { object: 'fee_policy_check' as const, on, states };
    },
  }),
];
