import { createApplicationActivities } from './applications';
import type { ActivityDependencies } from './dependencies';
import { createDepositActivities } from './deposits';
import { createLeaseActivities } from './leases';
import { createMaintenanceActivities } from './maintenance';
import { createOwnerActivities } from './owners';
import { createPaymentActivities } from './payments';
import { createReconciliationActivities } from './reconciliation';
import { createRentRunActivities } from './rent-runs';
import { createScreeningActivities } from './screenings';
import { createSigningActivities } from './signing';

/**
 * All activities, wired once. Every `createXActivities` of this folder is spread here; names are unique over all.
 */
export function createActivities(deps: ActivityDependencies) {
  return {
    ...createApplicationActivities(deps),
    ...createScreeningActivities(deps),
    ...createSigningActivities(deps),
    ...createLeaseActivities(deps),
    ...createDepositActivities(deps),
    ...createMaintenanceActivities(deps),
    ...createPaymentActivities(deps),
    ...createOwnerActivities(deps),
    ...createReconciliationActivities(deps),
    ...createRentRunActivities(deps),
  };
}

/** What workflows see of them, by `import type`. */
export type Activities = ReturnType<typeof createActivities>;
