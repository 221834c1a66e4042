import { z } from 'zod';
import type { PlainDateString } from './calendar';
import { formulaSchema } from './charge-explanation';
import type { LateFeeTerms } from './late-fee-formula';
import { type Cents, cents } from './money';

/** What a late fee was computed from besides the day and the rent past due: it is judged by the same for good. */
export type StoredLateFee = {
  terms: LateFeeTerms;
  firstChargeableOn: PlainDateString;
  monthlyRentCents: Cents;
  unitsInBuilding: number | undefined;
};

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const schema = z.object({
  inputs: z.object({
    first_chargeable_on: date,
    grace_days: z.int().min(0),
    formula: formulaSchema,
    monthly_rent_cents: z.int(),
    units_in_building: z.int().nullable(),
  }),
});

/** Reads the rule stored with a late fee; null where it was posted before inputs were stored. */
export function storedLateFee(rule: unknown): StoredLateFee | null {
  const { data } = schema.safeParse(rule);
  if (data === undefined) return null;
  const { first_chargeable_on, grace_days, formula, monthly_rent_cents, units_in_building } = data.inputs;
  return {
    terms: { graceDays: grace_days, formula },
    firstChargeableOn: first_chargeable_on as PlainDateString,
    monthlyRentCents: cents(monthly_rent_cents),
    unitsInBuilding: units_in_building ?? undefined,
  };
}
