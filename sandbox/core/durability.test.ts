import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusalOf, type StripeBench, startStripeBench, until } from '../testing/stripe-bench';
import { createFaults } from './faults';
import { openStore, type Store } from './store';
import { createWebhooks } from './webhooks';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tenure-sandbox-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the store', () => {
  it('replays what was written, without a close and past a torn last line', () => {
    const first = openStore(dataDir);
    const rows = first.collection<{ n: number }>('rows');
    rows.put('a', { n: 1 });
    rows.put('b', { n: 2 });
    rows.put('a', { n: 3 });
    rows.delete('b');
    appendFileSync(join(dataDir, 'state.ndjson'), '{"c":"rows","id":"c","v":{"n"');
    const second = openStore(dataDir);
    expect(second.collection('rows').list()).toEqual([{ n: 3 }]);
    second.clear();
    second.close();
    first.close();
    expect(openStore(dataDir).collection('rows').size).toBe(0);
  });
});

describe('a restarted sandbox', () => {
  it('knows its objects, settles open debits and replays kept answers', async () => {
    let bench: StripeBench = await startStripeBench({ dataDir, achSettleMs: 60_000 });
    const customer = await bench.stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'ada' });
    const debit = await bench.stripe.paymentIntents.create({
      amount: 5_000,
      currency: 'usd',
      payment_method: 'pm_usBankAccount_success',
      mandate_data: { customer_acceptance: { type: 'offline' } },
      confirm: true,
    });
    await bench.close();

    bench = await startStripeBench({ dataDir });
    try {
      const again = await bench.stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'ada' });
      expect(again.id).toBe(customer.id);
      expect((await bench.stripe.paymentIntents.retrieve(debit.id)).status).toBe('processing');
      await bench.control('stripe/settle', {});
      await bench.event('payment_intent.succeeded', ({ data }) => JSON.stringify(data).includes(debit.id));
      await bench.control('reset', {});
      expect(await refusalOf(bench.stripe.customers.retrieve(customer.id))).toMatchObject({ statusCode: 404 });
    } finally {
      await bench.close();
    }
  });
});

describe('webhooks', () => {
  it('are tried again until the receiver takes them, also by the next process', async () => {
    const statuses = [500, 503, 200];
    const seen: string[] = [];
    const receiver = createServer((request, response) => {
      seen.push(String(request.headers['x-attempt']));
      response.writeHead(statuses[seen.length - 1] ?? 200).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const webhookBase = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const now = () => new Date();
    const deliver = (store: Store) => createWebhooks({ store, faults: createFaults(Math.random), webhookBase, now });
    try {
      const store = openStore(dataDir);
      const first = deliver(store);
      let attempt = 0;
      first.send({
        vendor: 'stripe',
        url: first.url('stripe'),
        body: '{}',
        headers: () => ({ 'x-attempt': `${attempt++}` }),
      });
      await until(() => (seen.length >= 1 ? true : undefined));
      await until(() => first.list().find(({ lastStatus }) => lastStatus === 500));
      first.close();
      store.close();

      const second = deliver(openStore(dataDir));
      second.signedBy('stripe', () => ({ 'x-attempt': 'signed anew' }));
      second.resume();
      const done = await until(() => second.list().find(({ state }) => state === 'delivered'));
      expect(done.lastStatus).toBe(200);
      expect(seen).toEqual(['1', 'signed anew', 'signed anew']);
      second.close();
    } finally {
      receiver.close();
    }
  });
});
