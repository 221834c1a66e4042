import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import { cardError, invalidRequest, type StripeRefusal } from './errors';
import { billingOf } from './payment-method-parameters';
import type { StripeScope } from './scope';
import { findTestBank, findTestCard, testRoutingNumber } from './test-values';

interface Common {
  readonly billing?: Stripe.PaymentMethod.BillingDetails;
  readonly metadata?: Record<string, string>;
}

export interface CardInput {
  readonly number?: string | undefined;
  readonly exp_month?: number | undefined;
  readonly exp_year?: number | undefined;
  readonly cvc?: string | undefined;
  readonly token?: string | undefined;
}

export interface BankInput {
  readonly account_number?: string | undefined;
  readonly routing_number?: string | undefined;
  readonly account_type?: 'checking' | 'savings' | undefined;
  readonly account_holder_type?: 'individual' | 'company' | undefined;
}

/** Makes a card payment method. Only Stripe's test numbers are taken, as in its test mode. */
export function createCard(scope: StripeScope, input: CardInput, common: Common = {}): Stripe.PaymentMethod {
  const number = (input.token === undefined ? (input.number ?? '') : '4242424242424242').replace(/[\s-]/g, '');
  if (!isLuhn(number)) throw cardError('Your card number is incorrect.', { code: 'incorrect_number', param: 'number' });
  const card = findTestCard(number);
  if (card === undefined) {
    const message = 'Your card was declined. Your request was in test mode, but used a non test card.';
    throw cardError(message, { code: 'card_declined', decline_code: 'test_mode_live_card' });
  }
  const { month, year } = expiryOf(scope, input);
  const { brand, funding, number: _number, names: _names, ...behavior } = card;
  const paymentMethod: Stripe.PaymentMethod = {
    ...base(scope, 'card', common),
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
      country: 'US',
      display_brand: brand,
      exp_month: month,
      exp_year: year,
      fingerprint: fingerprint(number),
      funding,
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
  scope.instruments.save({ id: paymentMethod.id, card: behavior, verified: true });
  return scope.paymentMethods.save(paymentMethod);
}

/** Makes a US bank account payment method, not yet verified. Only Stripe's test accounts are taken. */
export function createBankAccount(scope: StripeScope, input: BankInput, common: Common = {}): Stripe.PaymentMethod {
  const routing = input.routing_number ?? testRoutingNumber;
  const account = input.account_number ?? '';
  const bank = findTestBank(account);
  if (routing !== testRoutingNumber) {
    const param = 'us_bank_account[routing_number]';
    throw invalidRequest('Invalid routing number.', { code: 'routing_number_invalid', param });
  }
  if (bank === undefined) {
    const param = 'us_bank_account[account_number]';
    throw invalidRequest('You must use a test bank account number in test mode.', {
      code: 'account_number_invalid',
      param,
    });
  }
  const paymentMethod: Stripe.PaymentMethod = {
    ...base(scope, 'us_bank_account', common),
    us_bank_account: {
      account_holder_type: input.account_holder_type ?? 'individual',
      account_type: input.account_type ?? 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint: fingerprint(routing + account),
      last4: account.slice(-4),
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: routing,
      status_details: {},
    },
  };
  scope.instruments.save({ id: paymentMethod.id, bank: bank.behavior, verified: false });
  return scope.paymentMethods.save(paymentMethod);
}

function base(scope: StripeScope, type: 'card' | 'us_bank_account', { billing, metadata }: Common) {
  return {
    id: newId('pm_1'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billing ?? billingOf(undefined),
    created: scope.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: metadata ?? {},
    type,
  } satisfies Stripe.PaymentMethod;
}

function expiryOf(scope: StripeScope, input: CardInput): { month: number; year: number } {
  const month = input.exp_month ?? 12;
  const year = (input.exp_year ?? 2034) < 100 ? 2000 + (input.exp_year ?? 34) : (input.exp_year ?? 2034);
  const now = scope.sandbox.now();
  const wrong = (message: string, code: string, param: string): StripeRefusal => cardError(message, { code, param });
  if (month < 1 || month > 12) {
    throw wrong("Your card's expiration month is invalid.", 'invalid_expiry_month', 'exp_month');
  }
  const past = year * 12 + month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
  if (past || year > now.getUTCFullYear() + 50) {
    throw wrong("Your card's expiration year is invalid.", 'invalid_expiry_year', 'exp_year');
  }
  if (input.cvc !== undefined && !/^\d{3,4}$/.test(input.cvc)) {
    throw wrong("Your card's security code is invalid.", 'invalid_cvc', 'cvc');
  }
  return { month, year };
}

/** The check digit rule every card number follows. */
function isLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function fingerprint(secret: string): string {
  return createHash('sha256').update(`sandbox ${secret}`).digest('base64url').replace(/[-_]/g, 'x').slice(0, 16);
}
