import type { ActivityDependencies } from '../dependencies';
import { createConnectActivities } from './connect';
import { createPayoutActivities } from './payouts';
import { createStatementActivities } from './statements';

/** Everything that workflows do for owners of property. */
export function createOwnerActivities(deps: ActivityDependencies) {
  return { ...createStatementActivities(deps), ...createPayoutActivities(deps), ...createConnectActivities(deps) };
}
