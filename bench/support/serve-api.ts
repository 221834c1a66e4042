// The API as it runs in production, in a process of its own, without its limits on one caller.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { createApp } from '../../api/app';
import { createTemporal } from '../../api/temporal/client';
import { createMemoryFiles } from '../../api/testing/memory-files';
import { openDatabase } from '../../store/database';
import { POOL } from './pool-size';

const { BENCH_DATABASE_URL = '', BENCH_PORT = '' } = process.env;
const payloadKeys = [{ id: 'bench', key: randomBytes(32) }];
const url = `http://127.0.0.1:${BENCH_PORT}`;
const { app } = createApp({
  mode: 'production',
  database: openDatabase(BENCH_DATABASE_URL, POOL),
  temporal: createTemporal({ address: '127.0.0.1:1', namespace: 'none', payloadKeys }),
  payloadKeys,
  linkKey: randomBytes(32),
  fieldKey: randomBytes(32),
  files: createMemoryFiles(),
  urls: { api: url, web: url },
  webhookSecrets: {
    stripe: ['whsec_bench'],
    docusign: ['bench'],
    twilioAuthToken: 'bench',
    sendgridPublicKey: '',
    checkrApiKey: 'bench',
  },
  limits: { perCaller: 1_000_000_000, failedSignInsPerAddress: 1_000_000_000 },
  log: pino({ level: 'error' }),
  now: () => new Date(),
});
createServer(app).listen(Number(BENCH_PORT), '127.0.0.1');
