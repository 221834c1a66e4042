import { invalidRequest } from './errors';
import { instrumentOf } from './payment-methods';
import type { StripeScope } from './scope';

/** The next action of an intent whose bank account must be verified by two small deposits. */
export function microdepositAction(scope: StripeScope, intent: string) {
  return {
    type: 'verify_with_microdeposits' as const,
    verify_with_microdeposits: {
      arrival_date: scope.now() + 86_400,
      hosted_verification_url: `${scope.sandbox.config.url}/pages/stripe/verify/${intent}`,
      microdeposit_type: 'descriptor_code' as const,
    },
  };
}

/** Verifies with Stripe's test values, 32 and 45 cents or SM11AA; throws its refusal of any others. */
export function verifyMicrodeposits(
  scope: StripeScope,
  paymentMethod: string,
  given: { readonly amounts?: readonly number[] | undefined; readonly descriptor_code?: string | undefined },
): void {
  if (given.amounts === undefined && given.descriptor_code === undefined) {
    throw invalidRequest('You must provide either amounts or descriptor_code.', { code: 'parameter_missing' });
  }
  if (given.descriptor_code !== undefined && given.descriptor_code.toUpperCase() !== 'SM11AA') {
    throw invalidRequest('The descriptor code provided does not match the one that was sent to the bank account.', {
      code: 'payment_method_microdeposit_verification_descriptor_code_mismatch',
    });
  }
  if (given.amounts !== undefined && [...given.amounts].sort().join() !== '32,45') {
    throw invalidRequest('The amounts provided do not match the amounts that were sent to the bank account.', {
      code: 'payment_method_microdeposit_verification_amounts_mismatch',
    });
  }
  instrumentOf(scope, paymentMethod, (instrument) => {
    instrument.verified = true;
  });
}
