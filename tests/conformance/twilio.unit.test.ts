import { type RunningSandbox, startSandbox } from '../../sandbox/start';
import { loadSpec } from './load-spec';

const spec = loadSpec('twilio_api_v2010.json');
const whenPresent = spec === undefined ? test.skip : test;
const account = `AC${'0'.repeat(32)}`;
const messages = '/paths/~12010-04-01~1Accounts~1{AccountSid}~1Messages.json';
let running: RunningSandbox;

beforeAll(async () => {
  running = await startSandbox({ objectStorage: false });
});

afterAll(() => running.close());

async function call(method: string, path: string, form?: Record<string, string>) {
  const response = await fetch(`${running.url}/twilio/api.twilio.com/2010-04-01/Accounts/${account}${path}`, {
    method,
    headers: { authorization: `Basic ${btoa(`${account}:${'a'.repeat(32)}`)}` },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const expectFit = (pointer: string, value: unknown) => expect(spec?.problems(pointer, value)).toEqual([]);
const message = '/components/schemas/api.v2010.account.message';

whenPresent("messages, their media and their lists fit Twilio's description", async () => {
  const form = { To: '+12065550142', From: '+15005550006', Body: 'Rent is due', MediaUrl: 'http://127.0.0.1/a.jpg' };
  const created = await call('POST', '/Messages.json', form);
  expect(created.status).toBe(201);
  expectFit(message, created.body);
  await call('POST', '/Messages.json', { ...form, Body: 'Again' });
  expectFit(message, (await call('GET', `/Messages/${created.body.sid}.json`)).body);
  const listSchema = `${messages}/get/responses/200/content/application~1json/schema`;
  expectFit(listSchema, (await call('GET', '/Messages.json?PageSize=1')).body);
  const media = (await call('GET', `/Messages/${created.body.sid}/Media.json`)).body;
  const mediaPath = '/paths/~12010-04-01~1Accounts~1{AccountSid}~1Messages~1{MessageSid}~1Media.json';
  expectFit(`${mediaPath}/get/responses/200/content/application~1json/schema`, media);
});

whenPresent('an inbound and a failed message fit as well', async () => {
  const control = (path: string, body: object) =>
    fetch(`${running.url}/control/twilio/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await control('unreachable', { number: '+12065550143', error_code: 30003 });
  await call('POST', '/Messages.json', { To: '+12065550143', From: '+15005550006', Body: 'x' });
  await control('inbound', { from: '+12065550144', body: 'STOP' });
  const { body } = await call('GET', '/Messages.json');
  for (const each of body.messages) expectFit(message, each);
  expect(body.messages.map(({ direction }: { direction: string }) => direction)).toEqual(
    expect.arrayContaining(['inbound', 'outbound-reply', 'outbound-api']),
  );
});

whenPresent('the check itself can fail', () => {
  expect(spec?.problems(message, { status: 'unheard of' })).not.toEqual([]);
  expect(spec?.problems(message, { date_created: '2026-01-01' })).not.toEqual([]);
});
