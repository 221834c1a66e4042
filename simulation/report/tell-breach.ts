import type { FirstBreach } from '../checks/first-breach';

/** What broke, in lines: the seed to see it again with, the lease to blame, every row that breaks it, its whole story. */
export function tellBreach({ options, breach }: { options: { seed: number }; breach: FirstBreach | null }): string[] {
  if (breach === null) return [];
  const { day, invariant, leaseId, faults, story } = breach;
  return [
    `Seed ${options.seed}, ${day}: "${invariant}" does not hold${leaseId === null ? '' : ` for ${leaseId}`}.`,
    ...faults.map((fault) => `  ${fault}`),
    ...(story.length === 0 ? [] : ['', 'The whole story of that lease:', ...story]),
  ];
}
