import { readFileSync } from 'node:fs';
import path from 'node:path';
import { variableNames } from './environment';
import { sandboxKeys } from './sandbox-keys';

const project = path.join(__dirname, '..');
const compose = readFileSync(path.join(project, 'docker-compose.yml'), 'utf8');
const sandbox = Object.fromEntries(
  readFileSync(path.join(project, 'ops', 'sandbox.env'), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

/** What the containers of api and worker are given: name and value as written. */
const given = Object.fromEntries(
  (/x-environment: &environment\n((?: {2}.*\n)+)/.exec(compose)?.[1] ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => /^ {2}(\w+): (.*)$/.exec(line))
    .flatMap((match) => (match?.[1] && match[2] ? [[match[1], match[2]]] : [])),
);

describe('docker-compose.yml', () => {
  test('gives the servers only variables they know', () => {
    const known = [...variableNames, 'NODE_EXTRA_CA_CERTS'];
    expect(Object.keys(given).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('asks by name for every secret and has no default for one', () => {
    const secrets = Object.keys(given).filter((name) => /KEY|SECRET|TOKEN|SID|DATABASE_URL/.test(name));
    expect(secrets.length).toBeGreaterThan(12);
    for (const name of secrets) expect(given[name]).toMatch(/\$\{\w+:\?.+\}/);
    expect(compose).not.toMatch(/\$\{\w*(KEY|SECRET|TOKEN|PASSWORD)\w*:-[^}]/);
  });

  test('the sandbox profile has a value for every variable that is asked for, and names every vendor as the sandbox knows it', () => {
    const asked = [...compose.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name);
    expect(asked.filter((name) => !sandbox[name])).toEqual([]);
    const { S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, ...vendors } = sandboxKeys; // containers store objects in MinIO
    expect(sandbox).toMatchObject(vendors);
  });
});
