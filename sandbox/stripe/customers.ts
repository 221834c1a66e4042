import type Stripe from 'stripe';
import { z } from 'zod';
import { newId } from '../core/new-id';
import { addressOf, addressParameters } from './address';
import { changedFields } from './changed-fields';
import { listPage } from './list-page';
import { idOf, operation } from './operation';
import { clearableText, ignored, listing, mergeMetadata, metadata, parameters, text } from './parameters';
import { attachPaymentMethod, resolvePaymentMethod } from './payment-methods';

const email = z.string().transform((value, context) => {
  if (value === '') return null;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return value;
  context.addIssue({ code: 'custom', message: `Invalid email address: ${value}`, params: { code: 'email_invalid' } });
  return z.NEVER;
});

const fields = {
  name: clearableText.optional(),
  email: email.optional(),
  phone: clearableText.optional(),
  description: clearableText.optional(),
  address: addressParameters.optional(),
  metadata: metadata.optional(),
  invoice_settings: z
    .strictObject({
      default_payment_method: clearableText.optional(),
      ...ignored('custom_fields', 'footer', 'rendering_options'),
    })
    .optional(),
  ...ignored('balance', 'business_name', 'cash_balance', 'individual_name', 'invoice_prefix', 'next_invoice_sequence'),
  ...ignored('preferred_locales', 'shipping', 'source', 'tax', 'tax_exempt', 'validate'),
};

type Fields = z.output<ReturnType<typeof parameters<typeof fields>>>;

export const customerOperations = [
  operation(
    'POST',
    '/v1/customers',
    parameters({ ...fields, payment_method: text.optional(), ...ignored('tax_id_data', 'test_clock') }),
    (scope, given) => {
      const customer = change(emptyCustomer(newId('cus_', 14), scope.now()), given);
      scope.customers.save(customer);
      scope.emit('customer.created', customer);
      if (given.payment_method) {
        attachPaymentMethod(scope, resolvePaymentMethod(scope, given.payment_method), customer.id);
      }
      return customer;
    },
  ),
  operation('GET', '/v1/customers/:id', parameters({}), (scope, _given, ids) => {
    const id = idOf(ids);
    return scope.links.find(`deleted ${id}`) ? deleted(id) : scope.customers.get(id);
  }),
  operation(
    'POST',
    '/v1/customers/:id',
    parameters({ ...fields, ...ignored('default_source') }),
    (scope, given, ids) => {
      const before = scope.customers.get(idOf(ids));
      const customer = scope.customers.save(change(before, given));
      scope.emit('customer.updated', customer, changedFields(before, customer));
      return customer;
    },
  ),
  operation('DELETE', '/v1/customers/:id', parameters({}), (scope, _given, ids) => {
    const customer = scope.customers.get(idOf(ids));
    scope.customers.remove(customer.id);
    scope.links.save({ id: `deleted ${customer.id}`, to: customer.id });
    scope.emit('customer.deleted', customer);
    return deleted(customer.id);
  }),
  operation('GET', '/v1/customers', parameters({ ...listing, email: text.optional() }), (scope, given) => {
    const found = scope.customers.list().filter((one) => given.email === undefined || one.email === given.email);
    return listPage(found, given, '/v1/customers');
  }),
];

function change(before: Stripe.Customer, given: Fields): Stripe.Customer {
  const invoiceDefault = given.invoice_settings?.default_payment_method;
  return {
    ...before,
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.email === undefined ? {} : { email: given.email }),
    ...(given.phone === undefined ? {} : { phone: given.phone }),
    ...(given.description === undefined ? {} : { description: given.description }),
    ...(given.address === undefined ? {} : { address: addressOf(given.address) }),
    ...(invoiceDefault === undefined
      ? {}
      : { invoice_settings: { ...before.invoice_settings, default_payment_method: invoiceDefault } }),
    metadata: mergeMetadata(before.metadata, given.metadata),
  };
}

/** A customer of whom nothing is known yet. `created` in Unix seconds. */
export function emptyCustomer(id: string, created: number): Stripe.Customer {
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId('', 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

function deleted(id: string): Stripe.DeletedCustomer {
  return { id, object: 'customer', deleted: true };
}
