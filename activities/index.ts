import type { ActivityDependencies } from './dependencies';
import { createPaymentActivities } from './payments';

/**
 * All activities, wired once. Every `createXActivities` of this folder is spread here; names are unique over all.
 */
export function createActivities(deps: ActivityDependencies) {
  return { ...createPaymentActivities(deps) };
}

/** What workflows see of them, by `import type`. */
export type Activities = ReturnType<typeof createActivities>;
