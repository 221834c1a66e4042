const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The files that take a minute or more, longest first; they begin before all others, so that none of them runs alone at
 * the end. What mostly waits stands beside what mostly works.
 */
const longest = [
  'simulation/town.test.ts',
  'tests/chaos/kill-worker.test.ts',
  'tests/journeys/rent-a-flat.test.ts',
  'api/every-route.test.ts',
  'tests/journeys/money.test.ts',
  'tests/chaos/every-activity.test.ts',
  'tests/leasing/time.test.ts',
  'tests/chaos/webhooks.test.ts',
  'tests/chaos/every-post.test.ts',
  'tests/chaos/kill-api.test.ts',
  'tests/money/declines.test.ts',
  'tests/money/reconciliation.test.ts',
  'tests/money/refunds.test.ts',
];

/** Jest's own order knows how long files took only where they ran before; on a fresh clone it goes by their size. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = longest.findIndex((file) => path.endsWith(file));
      return at === -1 ? longest.length : at;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
