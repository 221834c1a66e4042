import { type RunningSandbox, startSandbox } from '../../sandbox/start';
import { loadSpec } from './load-spec';

const mail = loadSpec('tsg_mail_v3.json');
const suppressions = loadSpec('tsg_suppressions_v3.json');
const whenPresent = mail === undefined || suppressions === undefined ? test.skip : test;
let running: RunningSandbox;

beforeAll(async () => {
  running = await startSandbox({ objectStorage: false });
});

afterAll(() => running.close());

async function call(method: string, path: string, body?: object, key = 'SG.sandbox.key') {
  const response = await fetch(`${running.url}/sendgrid/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const letter = {
  personalizations: [{ to: [{ email: 'bounce@renter.test' }], custom_args: { message_id: 'msg_1' } }],
  from: { email: 'home@tenure.test', name: 'Harbor & Pine' },
  subject: 'Rent is due',
  content: [{ type: 'text/plain', value: 'Hello' }],
};

/** The description calls `help` an object; SendGrid itself answers a link or null. */
function withoutHelp(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (key === 'help' ? undefined : value));
}

whenPresent("a mail that fits SendGrid's description is accepted with an empty answer", async () => {
  expect(mail?.problems('/components/requestBodies/PostMailSend/content/application~1json/schema', letter)).toEqual([]);
  expect(await call('POST', '/mail/send', letter)).toEqual({ status: 202, text: '' });
});

whenPresent("bounces fit SendGrid's description", async () => {
  await call('POST', '/mail/send', letter);
  const { text } = await call('GET', '/suppression/bounces');
  const list = '/paths/~1v3~1suppression~1bounces/get/responses/200/content/application~1json/schema';
  expect(JSON.parse(text)).toHaveLength(1);
  expect(suppressions?.problems(list, JSON.parse(text))).toEqual([]);
});

whenPresent("refusals fit SendGrid's description", async () => {
  const refusals = [
    await call('POST', '/mail/send', letter, 'SG.wrong'),
    await call('POST', '/mail/send', { ...letter, from: { email: 'x@elsewhere.test' } }),
    await call('POST', '/mail/send', {}),
    await call('POST', '/mail/send', { ...letter, personalizations: [{ to: [{ email: 'nobody' }] }] }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([401, 403, 400, 400]);
  for (const { text } of refusals) {
    expect(mail?.problems('/components/schemas/ErrorResponse', withoutHelp(text))).toEqual([]);
  }
});

whenPresent('the check itself can fail', () => {
  expect(mail?.problems('/components/schemas/ErrorResponse', { errors: [{ message: 5 }] })).not.toEqual([]);
});
