import type { ActivityDependencies } from '../dependencies';
import { createAutopayActivities } from './autopay';
import { createCollectionActivities } from './collection';
import { createOneOffActivities } from './one-off';
import { createPresentmentActivities } from './present';
import { createReversalActivities } from './reversal';

/** Everything that workflows do with a lease's money. */
export function createPaymentActivities(deps: ActivityDependencies) {
  return {
    ...createPresentmentActivities(deps),
    ...createCollectionActivities(deps),
    ...createOneOffActivities(deps),
    ...createReversalActivities(deps),
    ...createAutopayActivities(deps),
  };
}
