import { z } from 'zod';
import { parsePlainDate } from './calendar';
import type { Cents } from './money';

export const APPLICANT_ROLES = ['primary', 'co_applicant', 'guarantor'] as const;
export type ApplicantRole = (typeof APPLICANT_ROLES)[number];

/** Every step of an application, in the order it is shown. Photos may be left out; the rest is asked by role. */
export const APPLICATION_STEPS = ['identity', 'income', 'residence', 'pets', 'documents', 'consent'] as const;
export type ApplicationStep = (typeof APPLICATION_STEPS)[number];

/** What must be filled in. Pets are told once, for the household. */
const REQUIRED: Readonly<Record<ApplicantRole, readonly ApplicationStep[]>> = {
  primary: ['identity', 'income', 'residence', 'pets', 'consent'],
  co_applicant: ['identity', 'income', 'residence', 'consent'],
  guarantor: ['identity', 'income', 'residence', 'consent'],
};

/** The steps somebody of this role is shown. */
export function shownSteps(role: ApplicantRole): ApplicationStep[] {
  return APPLICATION_STEPS.filter((step) => step === 'documents' || REQUIRED[role].includes(step));
}

const line = (max: number) => z.string().trim().min(1).max(max);
const optional = (max: number) => z.string().trim().max(max).default('');
const amount = z
  .int()
  .min(0)
  .max(100_000_000)
  .transform((value) => value as Cents);

/** What may be read again by whoever looks at the application; birth date and SSN are kept apart, sealed. */
export const stepSchemas = {
  identity: z.object({
    first_name: line(80),
    middle_name: optional(80),
    last_name: line(80),
    postal_code: z
      .string()
      .trim()
      .regex(/^\d{5}$/),
  }),
  income: z.object({
    employment: z.enum(['employed', 'self_employed', 'retired', 'student', 'other']),
    employer: optional(120),
    monthly_income_cents: amount,
    other_income_cents: amount.default(0 as Cents),
  }),
  residence: z.object({
    address: line(200),
    city: line(80),
    state: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/),
    postal_code: z
      .string()
      .trim()
      .regex(/^\d{5}$/),
    since: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    landlord_name: optional(120),
    landlord_phone: optional(40),
    reason: optional(300),
  }),
  pets: z.object({
    pets: z.int().min(0).max(20),
    /** Assistance animals are no pets and are not counted. */
    assistance_animals: z.int().min(0).max(20).default(0),
    description: optional(300),
  }),
  documents: z.object({ count: z.int().min(0).max(30) }),
  consent: z.object({ version: z.string(), signature: line(160) }),
} as const satisfies Record<ApplicationStep, z.ZodType>;

const stepsSchema = z.object({
  identity: stepSchemas.identity.optional(),
  income: stepSchemas.income.optional(),
  residence: stepSchemas.residence.optional(),
  pets: stepSchemas.pets.optional(),
  documents: stepSchemas.documents.optional(),
  consent: stepSchemas.consent.optional(),
});
/** An applicant's answers as stored, each step where it was saved. */
export type ApplicantSteps = z.output<typeof stepsSchema>;

/** Reads stored answers. @throws ZodError for what no step ever wrote */
export function parseSteps(stored: unknown): ApplicantSteps {
  return stepsSchema.parse(stored);
}

/** The steps that are still missing before an applicant can hand in. */
export function missingSteps(role: ApplicantRole, steps: ApplicantSteps): ApplicationStep[] {
  return REQUIRED[role].filter((step) => steps[step] === undefined);
}

/** What only the screening agency needs; sealed in the applicant's row. */
export const secretSchema = z.object({
  date_of_birth: z.string().refine(isBirthDate, { error: 'must be a date of birth' }),
  ssn_last4: z.string().regex(/^\d{4}$/),
});
export type ApplicantSecret = z.output<typeof secretSchema>;

function isBirthDate(text: string): boolean {
  try {
    return parsePlainDate(text) >= parsePlainDate('1900-01-01');
  } catch {
    return false;
  }
}
