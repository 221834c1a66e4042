import path from 'node:path';
import { startTestServers } from '../tests/support/servers';
import { parseArguments } from './options';
import { tellBreach } from './report/tell-breach';
import type { Told } from './report/told';
import { textReport, writeReport } from './report/write-report';
import { simulate } from './simulate';

/**
 * `npm run simulate -- --leases N --months M --seed S [--faults] [--policy FILE] [--start DAY] [--json]`: lets a town of
 * leases live and prints what its money came to. Exit code 1 where an invariant broke.
 * @throws CannotGoOn for arguments that cannot be read
 */
export async function main(args: string[]): Promise<void> {
  const { json, policies, ...asked } = parseArguments(args, new Date());
  const { servers, stop } = await startTestServers();
  Object.assign(process.env, servers);
  try {
    const told: Told[] = [];
    for (const { name, policy } of policies) {
      const begun = Date.now();
      const result = await simulate({ ...asked, policy }, (day) => {
        if (process.stderr.isTTY) process.stderr.write(`\r  ${name}: ${day}`);
      });
      console.error(`\r  ${name}: ${result.daysChecked} days in ${Math.round((Date.now() - begun) / 1000)} s`);
      told.push({ name, result });
      if (result.breach !== null) break;
    }
    const file = writeReport(told);
    console.log(json ? JSON.stringify({ runs: told, report: file }, null, 2) : textReport(told));
    for (const { result } of told) {
      if (result.breach === null) continue;
      process.exitCode = 1;
      if (!json) console.log(['', ...tellBreach(result)].join('\n'));
    }
    if (!json) console.log(`\nReport: ${path.relative(process.cwd(), file)}`);
  } finally {
    await stop();
  }
}
