import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';

/** A phone number as people write it; kept as E.164. A number without a country is taken to be in the US. */
export function phone() {
  return z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(40, { error: 'must be at most 40 characters' })
    .refine((written) => parsePhoneNumberFromString(written, 'US')?.isPossible() === true, {
      error: 'must be a phone number such as +12065550142',
    })
    .transform((written) => parsePhoneNumberFromString(written, 'US')?.number.toString() ?? written)
    .meta({ type: 'string' });
}
