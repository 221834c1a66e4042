import { z } from 'zod';
import {
  type ApplicantSecret,
  type ApplicationStep,
  secretSchema,
  stepSchemas,
} from '../../../domain/application-steps';
import { screeningConsent } from '../../../domain/screening-consent';
import type { StepAnswers } from '../../../store/applicants/save-step';
import { invalid, parseInput } from '../../http/parse';
import { type FormFields, fieldOf, type Submission } from '../kernel/link-page';

export type ReadStep = { saved: StepAnswers; secret?: ApplicantSecret; consentText?: string };

/**
 * The answers in a form.
 * @param hasSecret whether birth date and number are kept already and may be left empty
 * @throws TenureError invalid_request naming the fields
 */
export function readStep(
  step: Exclude<ApplicationStep, 'documents'>,
  submission: Submission,
  hasSecret: boolean,
): ReadStep {
  const { fields } = submission;
  switch (step) {
    case 'identity':
      return {
        saved: { step, answers: parseInput(stepSchemas.identity, texts(fields), 'body') },
        ...readSecret(fields, hasSecret),
      };
    case 'income': {
      const amounts = {
        monthly_income_cents: centsOf(fields, 'monthly_income_cents'),
        other_income_cents: centsOf(fields, 'other_income_cents', 0),
      };
      return { saved: { step, answers: parseInput(stepSchemas.income, { ...texts(fields), ...amounts }, 'body') } };
    }
    case 'residence':
      return { saved: { step, answers: parseInput(stepSchemas.residence, texts(fields), 'body') } };
    case 'pets': {
      const counts = { pets: countOf(fields, 'pets'), assistance_animals: countOf(fields, 'assistance_animals') };
      return { saved: { step, answers: parseInput(stepSchemas.pets, { ...texts(fields), ...counts }, 'body') } };
    }
    case 'consent':
      return readConsent(submission);
  }
}

/** The text fields of a form, as they were filled in. */
function texts(fields: FormFields): Record<string, string> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, fieldOf(fields, name)]));
}

function readSecret(fields: FormFields, hasSecret: boolean): { secret?: ApplicantSecret } {
  const given = { date_of_birth: fieldOf(fields, 'date_of_birth'), ssn_last4: fieldOf(fields, 'ssn_last4') };
  if (hasSecret && given.date_of_birth === '' && given.ssn_last4 === '') return {};
  return { secret: parseInput(secretSchema, given, 'body') };
}

function readConsent({ fields, organization, locale }: Submission): ReadStep {
  const agreed = z.object({ agree: z.literal('yes', { error: 'must be agreed to' }) });
  parseInput(agreed, { agree: fieldOf(fields, 'agree') }, 'body');
  const { version, title, paragraphs } = screeningConsent(organization.name, locale);
  const answers = parseInput(stepSchemas.consent, { version, signature: fieldOf(fields, 'signature') }, 'body');
  return {
    saved: { step: 'consent', answers },
    consentText: [title, ...paragraphs, answers.signature].join('\n\n'),
  };
}

/** Dollars as people write them, `4,200` or `$4200.50`, in cents. */
function centsOf(fields: FormFields, name: string, empty?: number): number {
  const written = fieldOf(fields, name).replace(/[$,\s]/g, '');
  if (written === '' && empty !== undefined) return empty;
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(written)) throw invalid([{ name, reason: 'must be an amount such as 4200' }]);
  const [dollars = '0', rest = ''] = written.split('.');
  return Number(dollars) * 100 + Number(rest.padEnd(2, '0'));
}

function countOf(fields: FormFields, name: string): number {
  const written = fieldOf(fields, name) || '0';
  if (!/^\d{1,2}$/.test(written)) throw invalid([{ name, reason: 'must be a number' }]);
  return Number(written);
}
