import type { RepairFacts } from '../../activities/maintenance';

/** The next instant at which something must be done by itself: the wait's own end or the clock's; null for none. */
export function nextDeadline({ clock }: Pick<RepairFacts, 'clock'>, untilMs: number | null): number | null {
  const watched =
    clock === null || clock.isMet ? [] : [clock.warned ? null : clock.warnAtMs, clock.breached ? null : clock.dueAtMs];
  const deadlines = [untilMs, ...watched].filter((at): at is number => at !== null);
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}
