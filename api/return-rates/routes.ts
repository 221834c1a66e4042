import { z } from 'zod';
import { CEILINGS, RETURN_CEILINGS, RETURN_CEILINGS_SOURCE, RETURN_WINDOW_DAYS } from '../../domain/return-rates';
import { readReturnRates } from '../../store/payments/record-bank-return';
import { overPrisma } from '../../store/sql-runner';
import { type Route, route } from '../http/route';

const returnRatesAnswer = z
  .object({
    object: z.literal('return_rates'),
    window_days: z.int(),
    source: z.string(),
    rates: z.array(
      z.object({
        ceiling: z.enum(CEILINGS),
        what: z.string(),
        returns: z.int(),
        debits: z.int(),
        basis_points: z.int().meta({ description: 'Hundredths of a percent' }),
        ceiling_basis_points: z.int(),
        standing: z.enum(['well', 'near', 'over']),
      }),
    ),
  })
  .meta({ id: 'ReturnRates' });

export const returnRateRoutes: Route[] = [
  route({
    method: 'get',
    path: '/return-rates',
    tag: 'Money',
    summary: 'Bank debits that came back in 60 days, beside the network’s ceilings',
    description:
      'Near from 80% of a ceiling, over from all of it; fewer than two returns are no pattern. Nothing is stopped by itself: you are told, since holding rents back would harm those who pay.',
    permission: 'payments.read',
    answer: returnRatesAnswer,
    inTransaction: async ({ organizationId, now }, tx) => {
      const rates = await readReturnRates(overPrisma(tx), organizationId, now);
      return {
        object: 'return_rates' as const,
        window_days: RETURN_WINDOW_DAYS,
        source: RETURN_CEILINGS_SOURCE,
        rates: rates.map((rate) => ({
          ceiling: rate.ceiling,
          what: RETURN_CEILINGS[rate.ceiling].what,
          returns: rate.returns,
          debits: rate.debits,
          basis_points: rate.basisPoints,
          ceiling_basis_points: rate.ceilingBasisPoints,
          standing: rate.standing,
        })),
      };
    },
  }),
];
