/**
 * Every workflow, under the name that Temporal knows it by. The bundle is made from this file.
 */
export { application } from './application';
export { autopay } from './autopay';
export { connectAccount } from './connect-account';
export { depositReturn } from './deposit-return';
export { dispute } from './dispute';
export { disputeWatch } from './dispute-watch';
export { lease } from './lease';
export { maintenance } from './maintenance';
export { methodRemoval } from './method-removal';
export { ownerPayout } from './owner-payout';
export { ownerStatement } from './owner-statement';
export { payment } from './payment';
export { paymentPlan } from './payment-plan';
export { paymentReversal } from './payment-reversal';
export { reconciliation } from './reconciliation';
export { refund } from './refund';
export { rentCollection } from './rent-collection';
export { rentRun } from './rent-run';
export { screening } from './screening';
export { signing } from './signing';
