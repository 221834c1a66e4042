import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import path from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { API_KEY_PREFIX } from '../api/http/authenticate';
import { freePort } from '../scripts/servers/ports';
import { CannotGoOn } from '../scripts/servers/project';
import { answers, waitUntil } from '../scripts/servers/wait';
import { createApiKey } from '../store/api-keys/api-keys';
import { inOrganization, openDatabase } from '../store/database';
import { type PropertyFilter, statementOf } from '../store/properties/list-properties';
import { alternate, median } from './support/alternate';
import { type Figure, figure } from './support/figures';
import type { Bench, BenchOptions } from './support/options';
import { POOL } from './support/pool-size';
import { type PrivateDatabase, withPrivateDatabase } from './support/private-database';
import { BENCH_ORGANIZATION, type Place, places, seedOrganization, seedUnits } from './support/seed-portfolio';

/** One question as the API is asked it and as the database is. */
type Question = { path: string; statement: { text: string; values: unknown[] } };
type Questions = { list: Question[]; search: Question[] };

const PAGE = 25;
const RADIUS_M = 8_000;
const MIX = 200;

/**
 * The property list and the radius search through the API, beside a bare Express and pg server that sends the same
 * statements, in turns, from the same client; and one search after the other beside the statements alone.
 */
export const bench: Bench = async (options) => {
  const { size, say } = options;
  const units = size('units', 100_000, 1_000);
  return withPrivateDatabase(async (server) => {
    say(`placing ${units} units all over the country`);
    await seedOrganization(server);
    await seedUnits(server, units);
    const questions = ask(places(MIX));
    const key = await makeKey(server);
    const [api, bare] = await Promise.all([startApi(server), startBare(server, questions)]);
    return [
      ...(await throughput(options, { api, bare, key, questions })),
      await latency(options, server, { api, key, questions }),
    ];
  });
};

function ask(around: readonly Place[]): Questions {
  const filter = { organizationId: BENCH_ORGANIZATION, limit: PAGE };
  const question = (query: string, more: Omit<PropertyFilter, 'organizationId' | 'limit'>): Question => ({
    path: `/v1/properties?limit=${PAGE}&${query}`,
    statement: statementOf({ ...filter, ...more }),
  });
  return {
    list: (['created', 'name', 'rent'] as const).map((sort) => question(`sort=${sort}`, { sort })),
    search: around.map(({ latitude, longitude }) =>
      question(`lat=${latitude}&lng=${longitude}&radius_m=${RADIUS_M}`, {
        near: { latitude, longitude },
        radiusM: RADIUS_M,
        sort: 'distance',
      }),
    ),
  };
}

async function makeKey({ appUrl }: PrivateDatabase): Promise<string> {
  const database = openDatabase(appUrl, 1);
  const key = `${API_KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
  const input = {
    organizationId: BENCH_ORGANIZATION,
    name: 'bench',
    role: 'manager',
    key,
    expiresAt: null,
    actor: 'bench',
    origin: 'bench',
  } as const;
  await inOrganization(database, BENCH_ORGANIZATION, (tx) => createApiKey(tx, input));
  await database.close();
  return key;
}

function startApi(server: PrivateDatabase): Promise<string> {
  return startServer(server, 'serve-api.ts', {});
}

function startBare(server: PrivateDatabase, questions: Questions): Promise<string> {
  const file = path.join(server.throwaway.folder, 'statements.json');
  const statements = Object.entries(questions).map(([name, all]) => [name, all.map(({ statement }) => statement)]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(statements)));
  return startServer(server, 'serve-bare.ts', { BENCH_STATEMENTS: file, BENCH_ORGANIZATION });
}

/** Starts one of the compared servers as a process of its own. @returns its address */
async function startServer(
  { appUrl, throwaway }: PrivateDatabase,
  file: string,
  more: Record<string, string>,
): Promise<string> {
  const port = await freePort();
  const child = throwaway.children.start({
    name: file,
    command: process.execPath,
    args: ['--import', 'tsx', path.join(__dirname, 'support', file)],
    logFile: path.join(throwaway.folder, `${file}.log`),
    env: { ...process.env, NODE_ENV: 'production', BENCH_DATABASE_URL: appUrl, BENCH_PORT: String(port), ...more },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(
    file,
    async () => {
      if (child.endedBy !== undefined) throw new CannotGoOn(`${file} ${child.endedBy}, see ${child.logFile}`);
      return answers(`${url}/healthz`);
    },
    { limitMs: 60_000 },
  );
  return url;
}

type Servers = { api: string; bare: string; key: string; questions: Questions };

async function throughput({ size, say }: BenchOptions, { api, bare, key, questions }: Servers): Promise<Figure[]> {
  const seconds = size('seconds', 4, 1);
  const rounds = size('rounds', 4, 1);
  const figures: Figure[] = [];
  for (const name of ['list', 'search'] as const) {
    say(`${name}: ${rounds} rounds of ${seconds} s through the API and through bare Express`);
    const paths = questions[name].map((question) => question.path);
    const barePaths = paths.map((_, index) => `/${name}/${index}`);
    const rates = await alternate(
      [
        { name: 'api', measure: () => fire(api, paths, seconds, key) },
        { name: 'bare', measure: () => fire(bare, barePaths, seconds) },
      ],
      rounds,
    );
    const [value, beside] = [rates.get('api') ?? Number.NaN, rates.get('bare') ?? Number.NaN];
    figures.push(
      figure({ name: `api.property_${name}`, value, unit: 'requests/s', beside, goal: { of: 'ratio', atLeast: 0.4 } }),
    );
  }
  return figures;
}

async function fire(url: string, paths: readonly string[], seconds: number, key?: string): Promise<number> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  for (const each of paths) await refuseFailure(await fetch(url + each, { headers }));
  const result = await autocannon({
    url,
    connections: POOL,
    duration: seconds,
    headers,
    requests: paths.map((each) => ({ path: each })),
  });
  if (result.non2xx + result.errors > 0)
    throw new CannotGoOn(`${url} failed ${result.non2xx + result.errors} of ${result.requests.total} requests.`);
  return result.requests.total / result.duration;
}

/** Asked once before the clock runs: it warms both sides alike, and says what is wrong. */
async function refuseFailure(response: Response): Promise<void> {
  const text = await response.text();
  if (!response.ok) throw new CannotGoOn(`${response.url} answered ${response.status}: ${text.slice(0, 500)}`);
}

/** The median of one search after the other: a request to the API, beside its statements through pg. */
async function latency(
  { size, say }: BenchOptions,
  { appUrl }: PrivateDatabase,
  { api, key, questions }: Omit<Servers, 'bare'>,
): Promise<Figure> {
  const searches = size('searches', 400, 20);
  say(`${searches} searches one after the other`);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  const asked: number[] = [];
  const queried: number[] = [];
  for (let at = 0; at < searches; at += 1) {
    const question = questions.search[at % questions.search.length];
    if (question === undefined) break;
    asked.push(await timed(() => request(api + question.path, key, agent)));
    queried.push(await timed(() => query(client, question)));
  }
  agent.destroy();
  await client.end();
  return figure({
    name: 'api.search_p50',
    value: median(asked),
    unit: 'ms',
    beside: median(queried),
    goal: { of: 'ratio', atMost: 3 },
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function request(url: string, key: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${key}` } }, (response) => {
      if (response.statusCode !== 200) reject(new CannotGoOn(`${url} answered ${response.statusCode}.`));
      response.resume().once('end', resolve);
    }).once('error', reject);
  });
}

async function query(client: pg.Client, { statement }: Question): Promise<void> {
  await client.query('begin');
  await client.query("select set_config('app.organization_id', $1, true)", [BENCH_ORGANIZATION]);
  await client.query(statement);
  await client.query('commit');
}
