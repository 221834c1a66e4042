import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { sandboxKeys } from '../config/sandbox-keys';
import { freePort } from '../scripts/servers/ports';
import { waitUntil } from '../scripts/servers/wait';
import { createTestDatabase } from '../tests/support/database';
import { createTestNamespace, temporalAddress } from '../tests/support/temporal';

const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

async function environment(): Promise<Record<string, string>> {
  const port = await freePort();
  const key = randomBytes(32).toString('base64');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'error',
    DATABASE_URL: (await createTestDatabase()).appUrl,
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_NAMESPACE: await createTestNamespace(),
    PAYLOAD_KEYS: `k1:${key}`,
    FIELD_KEY: key,
    API_PORT: String(port),
    API_URL: `http://127.0.0.1:${port}`,
    WEB_URL: 'http://127.0.0.1:1',
    DOCUSIGN_BASE_URL: 'http://127.0.0.1:1/restapi',
    DOCUSIGN_OAUTH_HOST: '127.0.0.1:1',
    DOCUSIGN_PRIVATE_KEY: rsa.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n'),
    SENDGRID_WEBHOOK_PUBLIC_KEY: ec.export({ type: 'spki', format: 'der' }).toString('base64'),
    S3_REGION: 'us-east-1',
    S3_BUCKET: 'tenure',
    ...sandboxKeys,
  };
}

function start(variables: Record<string, string>): ChildProcess {
  const root = path.join(__dirname, '..');
  const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  return child;
}

test('the process answers, says when it can work, and stops when asked, with a stream still open', async () => {
  const variables = await environment();
  const url = variables.API_URL ?? '';
  const child = start(variables);
  const ok = async (path: string) => (await fetch(url + path).catch(() => null))?.status === 200;
  await waitUntil('the API', () => ok('/readyz'), { limitMs: 90_000 });
  expect(await ok('/healthz')).toBe(true);
  const signUp = await fetch(`${url}/v1/sign-ups`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ organization_name: 'A', name: 'B', email: 'a@b.test', password: 'long enough indeed' }),
  });
  const cookie = (signUp.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const stream = await fetch(`${url}/v1/notifications/stream`, { headers: { cookie } });
  expect(stream.status).toBe(200);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('tenure_http_request_seconds_bucket');
  expect(metrics).not.toContain(cookie.slice(20));
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}, 60_000);

test('with a variable wrong it does not start, and says which in a sentence', async () => {
  const child = start({ ...(await environment()), FIELD_KEY: 'short' });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(78);
  expect(said).toContain('FIELD_KEY must be 32 bytes in base64');
});
