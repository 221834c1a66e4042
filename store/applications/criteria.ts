import { z } from 'zod';
import { DEFAULT_CRITERIA, type ScreeningCriteria } from '../../domain/screening-criteria';

const criteriaSchema = z.object({
  version: z.int().min(1),
  incomeToRentBasisPoints: z.int().min(0),
  conditionalIncomeToRentBasisPoints: z.int().min(0),
  onConsider: z.enum(['review', 'conditional']),
  mostEvictions: z.int().min(0),
  onEvictions: z.enum(['review', 'conditional', 'deny']),
  minimumCreditScore: z.int().nullable(),
  onLowScore: z.enum(['review', 'conditional', 'deny']),
  mostPets: z.int().min(0),
  onPets: z.enum(['conditional', 'deny']),
});

/** The organization's written criteria; the product's own where it has set none. */
export function criteriaOf(settings: unknown): ScreeningCriteria {
  const read = z.object({ screening_criteria: criteriaSchema }).safeParse(settings);
  return read.success ? read.data.screening_criteria : DEFAULT_CRITERIA;
}

/** The criteria an application was invited under. */
export function storedCriteria(stored: unknown): ScreeningCriteria {
  const read = criteriaSchema.safeParse(stored);
  return read.success ? read.data : DEFAULT_CRITERIA;
}
