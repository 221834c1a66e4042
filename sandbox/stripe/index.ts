import { Router } from 'express';
import type { Sandbox } from '../core/sandbox';
import type { Vendor } from '../core/vendor';
import { accountOperations } from './accounts';
import { balanceOperations } from './balance';
import { chargeOperations } from './charges';
import { checkoutOperations, expireSession } from './checkout-sessions';
import { stripeControl } from './control';
import { customerOperations } from './customers';
import { answerStripeFault, dispatch } from './dispatch';
import { disputeCharge, disputeOperations } from './disputes';
import { signStripeWebhooks } from './emit-event';
import { eventOperations } from './events';
import { fileOperations } from './files';
import { refuseConcurrentKeys } from './idempotency';
import { resumeJobs } from './jobs';
import { mandateOperations } from './mandates';
import { stripePages } from './pages/router';
import { reportAsyncPayment } from './pay-checkout';
import { settleDebit } from './pay-outcome';
import { paymentIntentOperations } from './payment-intents';
import { paymentMethodOperations } from './payment-methods';
import { finishRefund, refundOperations } from './refunds';
import { reversalOperations } from './reversals';
import { setupIntentOperations } from './setup-intents';
import { transferOperations } from './transfers';

const operations = [
  ...customerOperations,
  ...paymentMethodOperations,
  ...setupIntentOperations,
  ...mandateOperations,
  ...paymentIntentOperations,
  ...chargeOperations,
  ...refundOperations,
  ...disputeOperations,
  ...fileOperations,
  ...checkoutOperations,
  ...eventOperations,
  ...balanceOperations,
  ...accountOperations,
  ...reversalOperations,
  ...transferOperations,
];

/** Stripe's API under /v1, its hosted pages, and the controls that play bank. */
export function stripeVendor(sandbox: Sandbox): Router {
  signStripeWebhooks(sandbox);
  resumeJobs(sandbox, {
    settle_debit(scope, intent) {
      settleDebit(scope, intent);
      reportAsyncPayment(scope, intent);
    },
    dispute_charge: (scope, charge) => void disputeCharge(scope, charge),
    finish_refund: finishRefund,
    expire_session: (scope, session) => void expireSession(scope, session),
  });
  const router = Router();
  router.use(dispatch(sandbox, operations));
  router.use(stripePages(sandbox));
  router.use(stripeControl(sandbox));
  return router;
}

export const stripe: Vendor = {
  name: 'stripe',
  prefixes: ['/v1'],
  early: refuseConcurrentKeys,
  router: stripeVendor,
  answerFault: answerStripeFault,
};
