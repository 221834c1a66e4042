// Two kinds of tests. `unit` needs nothing and starts in a moment; `stack` gets a private PostgreSQL with a migrated
// template database and a Temporal server, started once for all its files and only if one of them runs.

const { availableParallelism, totalmem } = require('node:os');

/** Packages that come as ES modules only, which Jest can't load as they are on Node 20. */
const esmOnly = ['@prisma/schema-engine-wasm', 'temporal-polyfill', 'temporal-utils'];

const shared = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/tests/support/one-realm-environment.cjs',
  transform: {
    [`/node_modules/(?!(${esmOnly.join('|')})/)`]: '<rootDir>/tests/support/shared-package.cjs',
    '^.+\\.([cm]?tsx?|m?js)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [],
  modulePathIgnorePatterns: ['<rootDir>/.tenure/'],
};

const unitRooms = ['domain', 'sandbox', 'vendors', 'config', 'scripts', 'bench'];
const ignored = ['/node_modules/', '/\\.tenure/', '<rootDir>/web/'];

/** Two more than there are cores, since tests of crashes and of whole stories mostly wait; as many as memory allows. */
function workers() {
  const byMemory = Math.floor(totalmem() / WORKER_BYTES);
  return Math.max(1, Math.min(availableParallelism() + 2, byMemory));
}

/** A worker with the packages it keeps, and what it starts. */
const WORKER_BYTES = 3 * 2 ** 30;

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: process.env.JEST_WORKERS ?? workers(),
  // The event log waits for every transaction of the server, also those that tests of killed processes hold open.
  testTimeout: 240_000,
  testSequencer: '<rootDir>/tests/support/longest-first.cjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        ...unitRooms.map((room) => `<rootDir>/${room}/**/*.test.{ts,tsx}`),
        '<rootDir>/**/*.unit.test.{ts,tsx}',
      ],
      testPathIgnorePatterns: ignored,
    },
    {
      ...shared,
      displayName: 'stack',
      testMatch: ['<rootDir>/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: [...ignored, ...unitRooms.map((room) => `<rootDir>/${room}/`), '\\.unit\\.test\\.tsx?$'],
      globalSetup: '<rootDir>/tests/support/global-setup.ts',
      globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
    },
  ],
};
