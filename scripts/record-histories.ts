import { spawnSync } from 'node:child_process';
import { inProject } from './servers/project';

/**
 * Runs tests of workflows and keeps the histories of what they ran, for tests/replay: one per workflow type and the
 * stage that it came to. Use it after adding a workflow or an ending; a history that no longer replays means that
 * running workflows would break, and asks for `patched`, not for a new recording.
 * `node --import tsx scripts/record-histories.ts tests/money`
 */
function main(patterns: readonly string[]): void {
  const { status } = spawnSync(
    process.execPath,
    [
      inProject('node_modules/jest/bin/jest.js'),
      '--runInBand',
      ...(patterns.length > 0 ? patterns : ['tests/leasing', 'tests/money', 'tests/maintenance']),
    ],
    { stdio: 'inherit', cwd: inProject(), env: { ...process.env, RECORD_HISTORIES: '1' } },
  );
  process.exitCode = status ?? 1;
}

main(process.argv.slice(2));
