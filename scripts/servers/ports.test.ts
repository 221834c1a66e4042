import { createServer } from 'node:net';
import { freePort, freePorts, isFree } from './ports';

test('a port someone listens on is not free, and is not given out', async () => {
  const port = await freePort();
  expect(await isFree(port)).toBe(true);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect(await isFree(port)).toBe(false);
  const others = await freePorts(20);
  expect(others).not.toContain(port);
  expect(new Set(others).size).toBe(20);
  await new Promise((resolve) => server.close(resolve));
});
