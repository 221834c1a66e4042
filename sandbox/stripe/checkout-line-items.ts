import type Stripe from 'stripe';
import { z } from 'zod';
import { newId } from '../core/new-id';
import { invalidRequest, resourceMissing } from './errors';
import { ignored, integer, text } from './parameters';
import type { StripeScope } from './scope';

export const lineItemParameters = z.strictObject({
  quantity: integer({ min: 1 }).optional(),
  price: text.optional(),
  price_data: z
    .strictObject({
      currency: text,
      unit_amount: integer({ min: 0 }),
      product_data: z.strictObject({
        name: text,
        description: z.string().optional(),
        ...ignored('images', 'metadata', 'tax_code', 'tax_details', 'unit_label'),
      }),
      ...ignored('tax_behavior'),
    })
    .optional(),
  ...ignored('adjustable_quantity', 'dynamic_tax_rates', 'metadata', 'tax_rates'),
});

/** A line of a Checkout session. There is no catalogue here: only `price_data` is understood. */
export function lineItemOf(scope: StripeScope, given: z.output<typeof lineItemParameters>): Stripe.LineItem {
  if (given.price !== undefined) throw resourceMissing('price', given.price, 'line_items[0][price]');
  if (given.price_data === undefined) {
    const message = 'You must specify either `price` or `price_data` for each line item.';
    throw invalidRequest(message, { code: 'parameter_missing', param: 'line_items' });
  }
  const { currency, unit_amount, product_data } = given.price_data;
  const quantity = given.quantity ?? 1;
  const total = unit_amount * quantity;
  return {
    id: newId('li_1'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency,
    description: product_data.name,
    metadata: {},
    price: priceOf(scope, currency, unit_amount),
    quantity,
  };
}

function priceOf(scope: StripeScope, currency: string, unitAmount: number): Stripe.Price {
  return {
    id: newId('price_1'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: scope.now(),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: newId('prod_', 14),
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: null,
  };
}
