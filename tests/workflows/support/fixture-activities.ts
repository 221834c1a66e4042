import { setTimeout as pause } from 'node:timers/promises';
import type { ActivityDependencies } from '../../../activities/dependencies';
import { TenureError } from '../../../domain/errors';
import { VendorFailure } from '../../../vendors/failure';

export type FailureWay = 'refusal' | 'rejected' | 'unknown' | 'away' | 'bug';

/** Activities of the fixture workflows. */
export function createFixtureActivities({ now }: ActivityDependencies) {
  const tries = new Map<FailureWay, number>();
  return {
    readClock: async () => now().getTime(),
    /** Longer than half a second, by the machine's clock. */
    takeLong: () => pause(800),
    tries: async (way: FailureWay) => tries.get(way) ?? 0,
    async fail(way: FailureWay): Promise<void> {
      tries.set(way, (tries.get(way) ?? 0) + 1);
      throw failureOf(way);
    },
  };
}

export type FixtureActivities = ReturnType<typeof createFixtureActivities>;

function failureOf(way: FailureWay): Error {
  const vendor = { vendor: 'stripe', detail: 'for the test' } as const;
  switch (way) {
    case 'refusal':
      return new TenureError('illegal_transition', 'No.');
    case 'rejected':
      return new VendorFailure({ ...vendor, kind: 'rejected' });
    case 'unknown':
      return new VendorFailure({ ...vendor, kind: 'unknown_outcome' });
    case 'away':
      return new VendorFailure({ ...vendor, kind: 'unavailable', retryAfterMs: 50 });
    case 'bug':
      return new TypeError('undefined is not a lease');
  }
}
