import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { inTenure } from '../servers/project';
import type { Database } from './database';
import { local } from './part-environment';
import type { Ports } from './ports';
import type { Demo } from './seed';

const file = inTenure('running.json');

/** Tells other tools, and people, where everything is. */
export function announce(ports: Ports, { appUrl, ownerUrl }: Database, demo: Demo | undefined, took: string): void {
  const running = {
    api: local(ports.api),
    web: local(ports.web),
    openapi: `${local(ports.api)}/openapi.json`,
    inbox: `${local(ports.sandbox)}/inbox`,
    sandbox: local(ports.sandbox),
    temporal_ui: local(ports.temporalUi),
    temporal_address: `127.0.0.1:${ports.temporal}`,
    database_url: appUrl,
    database_owner_url: ownerUrl,
    demo,
  };
  // In one step: whoever waits for the file never reads half of it.
  writeFileSync(`${file}.new`, JSON.stringify(running, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  const rows = [
    ['Admin app', running.web, demo ? `sign in as ${demo.email}, password ${demo.password}` : ''],
    ['Inbox', running.inbox, "the demo's phone and mailbox"],
    ['Temporal UI', running.temporal_ui, 'every workflow, as it waits'],
    ['API reference', `${running.api}/docs`, demo ? `with the key ${demo.api_key}` : ''],
    ['Logs', '.tenure/logs', ''],
  ];
  const lines = rows.map(([name = '', where = '', what = '']) =>
    `  ${name.padEnd(15)}${where.padEnd(31)}${what}`.trimEnd(),
  );
  console.log(`\nTenure is ready (${took}).\n\n${lines.join('\n')}\n\nCtrl-C stops everything; the data stays.`);
}

/** Nothing runs any more. */
export function retract(): void {
  rmSync(file, { force: true });
}
