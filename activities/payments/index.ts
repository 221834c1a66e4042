import type { ActivityDependencies } from '../dependencies';
import { createAutopayActivities } from './autopay';
import { createCollectionActivities } from './collection';
import { createDebitNoticeActivities } from './debit-notices';
import { createDisputeActivities } from './disputes';
import { createOneOffActivities } from './one-off';
import { createPlanActivities } from './plans';
import { createPresentmentActivities } from './present';
import { createRefundActivities } from './refunds';
import { createRemovedMethodActivities } from './removed-methods';
import { createReversalActivities } from './reversal';

/** Everything that workflows do with a lease's money. */
export function createPaymentActivities(deps: ActivityDependencies) {
  return {
    ...createPresentmentActivities(deps),
    ...createCollectionActivities(deps),
    ...createDebitNoticeActivities(deps),
    ...createOneOffActivities(deps),
    ...createPlanActivities(deps),
    ...createRefundActivities(deps),
    ...createReversalActivities(deps),
    ...createDisputeActivities(deps),
    ...createAutopayActivities(deps),
    ...createRemovedMethodActivities(deps),
  };
}
