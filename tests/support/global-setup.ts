import { generate } from '../../scripts/generate';
import { startTestServers } from './servers';

declare global {
  var stopTestServers: (() => Promise<void>) | undefined;
}

/** Runs once before the first test that needs a server. */
export default async function globalSetup(): Promise<void> {
  await generate();
  const { servers, stop } = await startTestServers();
  Object.assign(process.env, servers);
  globalThis.stopTestServers = stop;
}
