import type { ActivityDependencies } from '../dependencies';
import { createCollectionActivities } from './collection';
import { createPresentmentActivities } from './present';

/** Everything that workflows do with a lease's money. */
export function createPaymentActivities(deps: ActivityDependencies) {
  return { ...createPresentmentActivities(deps), ...createCollectionActivities(deps) };
}
