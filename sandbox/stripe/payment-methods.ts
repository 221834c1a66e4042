import type Stripe from 'stripe';
import { z } from 'zod';
import { changedFields } from './changed-fields';
import { cardError, invalidRequest } from './errors';
import { listPage } from './list-page';
import { createBankAccount, createCard } from './new-payment-method';
import { idOf, operation } from './operation';
import { ignored, integer, listing, mergeMetadata, metadata, oneOf, parameters, text } from './parameters';
import { bankParameters, billingDetails, billingOf, cardParameters } from './payment-method-parameters';
import type { Instrument, StripeScope } from './scope';
import { declineMessage, findTestBankByName, findTestCard, findTestCardByName } from './test-values';

const types = oneOf('card', 'us_bank_account');

/** `payment_method_data` of intents, and the body of payment method creation. */
export const paymentMethodData = {
  type: types,
  card: cardParameters.optional(),
  us_bank_account: bankParameters.optional(),
  billing_details: billingDetails.optional(),
  metadata: metadata.optional(),
  ...ignored('allow_redisplay', 'radar_options'),
};

export const paymentMethodOperations = [
  operation('POST', '/v1/payment_methods', parameters(paymentMethodData), (scope, given) =>
    createPaymentMethod(scope, given),
  ),
  operation('GET', '/v1/payment_methods/:id', parameters({}), (scope, _given, ids) =>
    resolvePaymentMethod(scope, idOf(ids), 'payment_method'),
  ),
  operation(
    'POST',
    '/v1/payment_methods/:id',
    parameters({
      billing_details: billingDetails.optional(),
      metadata: metadata.optional(),
      card: z.strictObject({ exp_month: integer().optional(), exp_year: integer().optional() }).optional(),
      ...ignored('allow_redisplay', 'us_bank_account'),
    }),
    (scope, given, ids) => {
      const before = scope.paymentMethods.get(idOf(ids), 'payment_method');
      const { exp_month = before.card?.exp_month, exp_year = before.card?.exp_year } = given.card ?? {};
      const after: Stripe.PaymentMethod = {
        ...before,
        ...(given.billing_details ? { billing_details: billingOf(given.billing_details) } : {}),
        ...(before.card && exp_month && exp_year ? { card: { ...before.card, exp_month, exp_year } } : {}),
        metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
      };
      scope.emit('payment_method.updated', after, changedFields(before, after));
      return scope.paymentMethods.save(after);
    },
  ),
  operation(
    'POST',
    '/v1/payment_methods/:id/attach',
    parameters({ customer: text, ...ignored('customer_account') }),
    (scope, given, ids) => {
      const customer = scope.customers.get(given.customer, 'customer');
      return attachPaymentMethod(scope, resolvePaymentMethod(scope, idOf(ids)), customer.id);
    },
  ),
  operation('POST', '/v1/payment_methods/:id/detach', parameters({}), (scope, _given, ids) => {
    const before = scope.paymentMethods.get(idOf(ids), 'payment_method');
    if (before.customer === null) {
      throw invalidRequest(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      );
    }
    const after = scope.paymentMethods.save({ ...before, customer: null });
    instrumentOf(scope, after.id, (instrument) => {
      instrument.consumed = true;
    });
    scope.emit('payment_method.detached', after, { customer: before.customer });
    return after;
  }),
  operation(
    'GET',
    '/v1/payment_methods',
    parameters({ ...listing, customer: text.optional(), type: types.optional(), ...ignored('customer_account') }),
    (scope, given) => listPage(ofCustomer(scope, given.customer, given.type), given, '/v1/payment_methods'),
  ),
  operation(
    'GET',
    '/v1/customers/:id/payment_methods',
    parameters({ ...listing, type: types.optional(), ...ignored('allow_redisplay') }),
    (scope, given, ids) => {
      const { id } = scope.customers.get(idOf(ids), 'customer');
      return listPage(ofCustomer(scope, id, given.type), given, `/v1/customers/${id}/payment_methods`);
    },
  ),
];

type PaymentMethodInput = z.output<ReturnType<typeof parameters<typeof paymentMethodData>>>;

/** Makes a payment method from card numbers or bank account numbers. */
export function createPaymentMethod(
  scope: StripeScope,
  given: Omit<PaymentMethodInput, 'expand'>,
): Stripe.PaymentMethod {
  const common = {
    billing: billingOf(given.billing_details),
    metadata: mergeMetadata({}, given.metadata),
  };
  if (given.type === 'card') {
    if (given.card === undefined) throw missing('card');
    return createCard(scope, given.card, common);
  }
  if (given.us_bank_account === undefined) throw missing('us_bank_account');
  if (common.billing.name === null) throw missing('billing_details[name]');
  return createBankAccount(scope, given.us_bank_account, common);
}

/**
 * The payment method of this id. The published ready-made ids (`pm_card_…`, `pm_usBankAccount_…`) give a new payment
 * method each time, as at Stripe. Throws 404 naming `param`.
 */
export function resolvePaymentMethod(scope: StripeScope, id: string, param = 'payment_method'): Stripe.PaymentMethod {
  const card = findTestCardByName(id);
  if (card) return createCard(scope, { number: card.number, exp_month: 12, exp_year: 2034, cvc: '123' });
  const bank = findTestBankByName(id);
  if (bank) {
    const holder = { name: 'Jenny Rosen', email: 'jenny.rosen@example.com' };
    const created = createBankAccount(scope, { account_number: bank.account }, { billing: billingOf(holder) });
    instrumentOf(scope, created.id, (instrument) => {
      instrument.verified = true;
    });
    return created;
  }
  return scope.paymentMethods.get(id, param);
}

/** Attaches to a customer; throws 402 for cards whose bank refuses already here. */
export function attachPaymentMethod(
  scope: StripeScope,
  paymentMethod: Stripe.PaymentMethod,
  customer: string,
): Stripe.PaymentMethod {
  if (paymentMethod.customer === customer) return paymentMethod;
  if (paymentMethod.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.');
  }
  const instrument = instrumentOf(scope, paymentMethod.id);
  if (instrument.consumed) throw alreadyConsumed();
  const { decline, refusesAttach } = instrument.card ?? {};
  if (decline && refusesAttach) {
    const { code, declineCode } = decline;
    const details = { code, ...(declineCode === undefined ? {} : { decline_code: declineCode }) };
    throw cardError(declineMessage(decline), { ...details, payment_method: paymentMethod });
  }
  const attached = scope.paymentMethods.save({ ...paymentMethod, customer });
  scope.emit('payment_method.attached', attached);
  return attached;
}

/** What the sandbox knows of a payment method; `change`d and kept when a change is given. */
export function instrumentOf(
  scope: StripeScope,
  id: string,
  change?: (instrument: Instrument) => void,
): Instrument & { id: string } {
  const instrument = scope.instruments.find(id) ?? { id, verified: true, card: findTestCard('4242424242424242') ?? {} };
  if (change) {
    change(instrument);
    scope.instruments.save(instrument);
  }
  return instrument;
}

/** Stripe's refusal of a payment method that was used once without being saved. */
export function alreadyConsumed() {
  return invalidRequest(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    { param: 'payment_method' },
  );
}

function ofCustomer(scope: StripeScope, customer: string | undefined, type: string | undefined) {
  return scope.paymentMethods
    .list()
    .filter((one) => one.customer !== null && (customer === undefined || one.customer === customer))
    .filter((one) => type === undefined || one.type === type);
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}
