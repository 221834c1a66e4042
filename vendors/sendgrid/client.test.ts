import { failureOf, rawOf, startVendorBench, type VendorBench } from '../testing/bench';

let bench: VendorBench;
beforeAll(async () => {
  bench = await startVendorBench();
});
afterAll(() => bench.close());

const email = () => bench.vendors.email;
const letter = {
  to: 'ada@renter.test',
  subject: 'Rent is due',
  text: 'Pay at https://tenure.test/l/abc',
  html: '<p><a href="https://tenure.test/l/abc">Pay</a></p>',
  messageId: 'msg_1',
};
const post = { method: 'POST', path: 'mail/send' };

test('a letter is sent as written, and its delivery names our message', async () => {
  const attachments = [{ filename: 'receipt.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-') }];
  const { vendorMessageId } = await email().sendEmail({ ...letter, attachments });
  expect(vendorMessageId).not.toBe('');
  const answer = await fetch(`${bench.running.url}/inbox.json?to=${letter.to}`);
  expect(await answer.json()).toMatchObject({
    data: [{ subject: 'Rent is due', links: ['https://tenure.test/l/abc'] }],
  });
  const hook = await bench.hooks.next(({ body }) => body.includes('"event":"delivered"'));
  const { rawBody, headers } = rawOf(hook);
  const events = email().verifyWebhook(rawBody, headers);
  expect(events.find(({ type }) => type === 'delivered')).toMatchObject({ messageId: 'msg_1' });
});

test('an address that is none is rejected by the name of its field, unquoted', async () => {
  const failure = await failureOf(email().sendEmail({ ...letter, to: 'nobody' }));
  expect(failure).toMatchObject({ kind: 'rejected' });
  expect(failure.message).not.toContain('nobody');
});

test('bad luck: too many, an outage, a lost answer', async () => {
  await bench.fault({ vendor: 'sendgrid', kind: 'status_429', match: post });
  expect((await failureOf(email().sendEmail(letter))).kind).toBe('rate_limited');
  for (const kind of ['status_500', 'reset', 'answer_lost']) {
    await bench.fault({ vendor: 'sendgrid', kind, match: post });
    expect((await failureOf(email().sendEmail(letter))).kind).toBe('unknown_outcome');
  }
});

test('an answer slower than the limit is unknown', async () => {
  const hasty = bench.vendorsWith({ sendgrid: { ...bench.config.sendgrid, timeoutMs: 100 } }).email;
  await bench.control('faults', { vendor: 'sendgrid', kind: 'latency', latency_ms: 500, times: 1, match: post });
  expect(await failureOf(hasty.sendEmail(letter))).toMatchObject({ kind: 'unknown_outcome', code: 'ETIMEDOUT' });
});

test('a wrong key is for a person to mend, and not repeated', async () => {
  const wrong = bench.vendorsWith({ sendgrid: { ...bench.config.sendgrid, apiKey: 'SG.other.key' } }).email;
  const failure = await failureOf(wrong.sendEmail(letter));
  expect(failure.kind).toBe('misconfigured');
  expect(failure.message).not.toContain('SG.other.key');
});
