import { TenureError } from '../../domain/errors';
import type { TemporalPort } from '../temporal/client';

/** Temporal as it is while nobody can reach it. */
export function createTemporalAway(): TemporalPort {
  const away = () => Promise.reject(new TenureError('unavailable', 'Temporal is away.'));
  return {
    executeUpdate: away,
    startAndUpdate: away,
    query: away,
    describe: away,
    list: away,
    reachable: () => Promise.resolve(false),
    close: () => Promise.resolve(),
  };
}
