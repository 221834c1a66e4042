import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CannotGoOn, inTenure } from '../servers/project';

const schema = z.object({
  api: z.url(),
  web: z.url(),
  inbox: z.url(),
  sandbox: z.url(),
  temporal_ui: z.url(),
  demo: z.object({ email: z.string(), organization_id: z.string(), api_key: z.string() }),
});

/** Where the running system is, as `npm start` wrote it down. */
export type Running = z.output<typeof schema>;

/** @throws CannotGoOn where nothing runs in this folder, or it has no demo portfolio */
export function readRunning(): Running {
  const file = inTenure('running.json');
  if (!existsSync(file)) throw new CannotGoOn('Nothing is running here. Start it with `npm start`, then try again.');
  const read = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  throw new CannotGoOn('The running system has no demo portfolio. Start it with `npm start -- --fresh`.');
}
