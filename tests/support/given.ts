/** The migrated database that every test database is a copy of. */
export const templateDatabase = 'tenure_template';

/** What the tests' processes are told about the servers, through their environment. */
export interface TestServers {
  TEST_OWNER_URL: string;
  TEST_TEMPORAL_ADDRESS: string;
  TEST_TIME_SKIPPING_SERVER: string;
  /** Folder with the sandbox's keys: making them takes longer than most tests. */
  TEST_SANDBOX_KEYS: string;
}

/** One of the addresses and places that the run's global set-up hands to every test. */
export function given(name: keyof TestServers): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: this file belongs to a Jest project without servers (see jest.config.cjs).`);
  }
  return value;
}
