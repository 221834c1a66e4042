import type Stripe from 'stripe';
import { z } from 'zod';
import { addressOf, addressParameters } from './address';
import { clearableText, ignored, integer, oneOf, text } from './parameters';

export const cardParameters = z.strictObject({
  number: text.optional(),
  exp_month: integer().optional(),
  exp_year: integer().optional(),
  cvc: z.string().optional(),
  /** Stripe's test tokens, such as tok_visa. */
  token: text.optional(),
  ...ignored('networks'),
});

export const bankParameters = z.strictObject({
  account_holder_type: oneOf('individual', 'company').optional(),
  account_type: oneOf('checking', 'savings').optional(),
  account_number: text.optional(),
  routing_number: text.optional(),
  ...ignored('financial_connections_account'),
});

export const billingDetails = z.strictObject({
  name: clearableText.optional(),
  email: clearableText.optional(),
  phone: clearableText.optional(),
  tax_id: clearableText.optional(),
  address: addressParameters.optional(),
});

/** Billing details as Stripe shows them: every field, null where nothing was given. */
export function billingOf(given: z.output<typeof billingDetails> | undefined): Stripe.PaymentMethod.BillingDetails {
  const { name = null, email = null, phone = null, tax_id = null } = given ?? {};
  return { address: addressOf(given?.address), email, name, phone, tax_id };
}
