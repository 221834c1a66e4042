import { createApplicationActivities } from './applications';
import type { ActivityDependencies } from './dependencies';
import { createMaintenanceActivities } from './maintenance';
import { createPaymentActivities } from './payments';
import { createScreeningActivities } from './screenings';

/**
 * All activities, wired once. Every `createXActivities` of this folder is spread here; names are unique over all.
 */
export function createActivities(deps: ActivityDependencies) {
  return {
    ...createApplicationActivities(deps),
    ...createScreeningActivities(deps),
    ...createMaintenanceActivities(deps),
    ...createPaymentActivities(deps),
  };
}

/** What workflows see of them, by `import type`. */
export type Activities = ReturnType<typeof createActivities>;
