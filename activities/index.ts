import type { ActivityDependencies } from './dependencies';

/**
 * All activities, wired once. Every `createXActivities` of this folder is spread here; names are unique over all.
 */
export function createActivities(_deps: ActivityDependencies) {
  return {};
}

/** What workflows see of them, by `import type`. */
export type Activities = ReturnType<typeof createActivities>;
