import type Stripe from 'stripe';
import { z } from 'zod';
import { clearableText } from './parameters';

/** An address in a request. */
export const addressParameters = z.strictObject({
  line1: clearableText.optional(),
  line2: clearableText.optional(),
  city: clearableText.optional(),
  state: clearableText.optional(),
  postal_code: clearableText.optional(),
  country: clearableText.optional(),
});

/** An address as Stripe shows it: every field, null where nothing was given. */
export function addressOf(given: z.output<typeof addressParameters> | undefined): Stripe.Address {
  const { line1 = null, line2 = null, city = null, state = null, postal_code = null, country = null } = given ?? {};
  return { city, country, line1, line2, postal_code, state };
}
