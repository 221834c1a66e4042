// What stands beside the API: Express and pg with the same statements in the same scope, and nothing else.
import { readFileSync } from 'node:fs';
import express from 'express';
import pg from 'pg';
import { POOL } from './pool-size';

const { BENCH_DATABASE_URL = '', BENCH_PORT = '', BENCH_STATEMENTS = '', BENCH_ORGANIZATION = '' } = process.env;
const statements: Record<string, { text: string; values: unknown[] }[]> = JSON.parse(
  readFileSync(BENCH_STATEMENTS, 'utf8'),
);
const pool = new pg.Pool({ connectionString: BENCH_DATABASE_URL, max: POOL });
const app = express();
app.get('/healthz', (_req, res) => void res.end());
app.get('/:name/:index', async (req, res) => {
  const statement = statements[req.params.name]?.[Number(req.params.index)];
  const client = await pool.connect();
  await client.query('begin');
  await client.query("select set_config('app.organization_id', $1, true)", [BENCH_ORGANIZATION]);
  const { rows } = await client.query(statement?.text ?? '', statement?.values);
  await client.query('commit');
  client.release();
  res.json({ data: rows });
});
app.listen(Number(BENCH_PORT), '127.0.0.1');
