/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.tsx?$': [
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
    '/node_modules/temporal-(polyfill|utils)/.+\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // temporal-polyfill ships only ES modules, which Jest on Node 20 cannot require as they are.
  transformIgnorePatterns: ['/node_modules/(?!temporal-(polyfill|utils)/)'],
  testMatch: ['<rootDir>/**/*.test.ts', '<rootDir>/**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/.tenure/', '/web/'],
  modulePathIgnorePatterns: ['<rootDir>/.tenure/'],
};
