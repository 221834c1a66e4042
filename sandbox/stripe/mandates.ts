import type Stripe from 'stripe';
import { z } from 'zod';
import { newId } from '../core/new-id';
import { idOf, operation } from './operation';
import { ignored, integer, oneOf, parameters } from './parameters';
import { instrumentOf } from './payment-methods';
import type { StripeScope } from './scope';

/** `mandate_data` of intents: how the payer agreed to be debited. */
export const mandateData = z.strictObject({
  customer_acceptance: z.strictObject({
    type: oneOf('online', 'offline'),
    accepted_at: integer().optional(),
    online: z.strictObject({ ip_address: z.string().optional(), user_agent: z.string().optional() }).optional(),
    ...ignored('offline'),
  }),
});

export type MandateData = z.output<typeof mandateData>;

export const mandateOperations = [
  operation('GET', '/v1/mandates/:id', parameters({}), (scope, _given, ids) =>
    scope.mandates.get(idOf(ids), 'mandate'),
  ),
];

/** Records the payer's agreement; a bank account may be debited under it until it is revoked. */
export function createMandate(
  scope: StripeScope,
  paymentMethod: Stripe.PaymentMethod,
  data: MandateData | undefined,
  multiUse: boolean,
): Stripe.Mandate {
  const { type = 'online', accepted_at = scope.now(), online } = data?.customer_acceptance ?? {};
  const mandate: Stripe.Mandate = {
    id: newId('mandate_1', 23),
    object: 'mandate',
    customer_acceptance: {
      accepted_at,
      ...(type === 'online'
        ? { online: { ip_address: online?.ip_address ?? null, user_agent: online?.user_agent ?? null } }
        : { offline: {} }),
      type,
    },
    livemode: false,
    ...(multiUse ? { multi_use: {} } : { single_use: { amount: 0, currency: 'usd' } }),
    payment_method: paymentMethod.id,
    payment_method_details:
      paymentMethod.type === 'us_bank_account'
        ? { type: 'us_bank_account', us_bank_account: {} }
        : { type: 'card', card: {} },
    status: 'active',
    type: multiUse ? 'multi_use' : 'single_use',
  };
  scope.mandates.save(mandate);
  if (multiUse) {
    instrumentOf(scope, paymentMethod.id, (instrument) => {
      instrument.mandate = mandate.id;
    });
  }
  return mandate;
}

/** Ends a mandate: the bank says its owner never agreed. No debit is possible under it any more. */
export function revokeMandate(scope: StripeScope, id: string): void {
  const before = scope.mandates.find(id);
  if (before === undefined || before.status === 'inactive') return;
  const mandate = scope.mandates.save({ ...before, status: 'inactive' });
  scope.emit('mandate.updated', mandate, { status: before.status });
}
