import { z } from 'zod';
import { parsePlainDate } from '../../domain/calendar';
import { RULE_TOPICS, rulesOnFile, STATES_ON_FILE } from '../../domain/jurisdictions/rules-on-file';
import { type Route, route } from '../http/route';
import { plainDate } from '../http/schema';
import { ruleAnswer } from './finding';

const jurisdictionAnswer = z
  .object({
    object: z.literal('jurisdiction'),
    state: z.string(),
    on: plainDate().nullable(),
    rules: z.array(
      ruleAnswer.extend({
        topic: z.enum(RULE_TOPICS),
        effective_to: z.string().nullable(),
        enforced: z.boolean().meta({ description: 'Read or quoted from the law: it refuses. Any other only warns' }),
      }),
    ),
  })
  .meta({ id: 'Jurisdiction' });

export const jurisdictionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/jurisdictions/{state}',
    tag: 'Law',
    summary: 'The rules on file for a state, those in force on a date or all with their dates',
    permission: 'leases.read',
    params: z.strictObject({ state: z.enum(STATES_ON_FILE) }),
    query: z.strictObject({ on: plainDate().optional() }),
    answer: jurisdictionAnswer,
    handler: async ({ params: { state }, query: { on } }) => ({
      object: 'jurisdiction' as const,
      state,
      on: on ?? null,
      rules: rulesOnFile(state, on === undefined ? null : parsePlainDate(on)).map(({ state: _of, ...rule }) => rule),
    }),
  }),
];
