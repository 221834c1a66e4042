import type { AppOptions } from '../app';
import { startApi, type TestApi, type TestLandlord } from './start-api';

/**
 * Gives a file of tests its own running API: started before its first test, closed after its last. To be called outside
 * of tests; what it returns is filled when they begin.
 */
export function ownApi(options: Partial<AppOptions> = {}): TestApi {
  const api = {} as TestApi; // filled before the first test
  beforeAll(async () => {
    Object.assign(api, await startApi(options));
  }, 60_000);
  afterAll(() => api.close());
  return api;
}

/** A landlord of a file's own API, filled before its first test as well. */
export function ownLandlord(api: TestApi, name?: string): TestLandlord {
  const landlord = {} as TestLandlord; // filled before the first test
  beforeAll(async () => {
    Object.assign(landlord, await api.landlord(name));
  });
  return landlord;
}
