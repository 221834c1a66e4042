import { type RunningSandbox, startSandbox } from '../start';
import { deliverToInbox, extractLinks } from './inbox';

let running: RunningSandbox;
beforeAll(async () => {
  running = await startSandbox({ objectStorage: false });
});
afterAll(() => running.close());

const text = (path: string) => fetch(running.url + path).then((answer) => answer.text());

describe('the inbox', () => {
  it('finds every link once, from text and HTML', () => {
    const found = extractLinks(
      'Pay at https://t.test/l/abc. Or (https://t.test/x?a=1&b=2)!',
      '<a href="https://t.test/x?a=1&amp;b=2">x</a><a href=\'mailto:a@b\'>m</a>',
    );
    expect(found).toEqual(['https://t.test/l/abc', 'https://t.test/x?a=1&b=2']);
  });

  it('lists as JSON by recipient, and after a message', async () => {
    const sms = { channel: 'sms', to: '+12065550142', from: '+15005550006' } as const;
    const first = deliverToInbox(running.sandbox, { ...sms, text: 'Rent is due: https://t.test/l/1' });
    deliverToInbox(running.sandbox, { ...sms, text: 'Thank you' });
    deliverToInbox(running.sandbox, {
      channel: 'email',
      to: 'Ada@example.com',
      from: 'home@tenure.test',
      subject: 'Welcome <Ada>',
      html: '<style>p{}</style><p>Hello &amp; welcome</p><a href="https://t.test/l/2">Open</a>',
    });
    const { data } = JSON.parse(await text(`/inbox.json?to=${encodeURIComponent(sms.to)}`));
    expect(data).toMatchObject([
      { text: 'Rent is due: https://t.test/l/1', links: ['https://t.test/l/1'] },
      { text: 'Thank you' },
    ]);
    expect(JSON.parse(await text(`/inbox.json?to=+12065550142&after=${first.id}`)).data).toHaveLength(1);
    const mail = JSON.parse(await text('/inbox.json?to=ada@example.com')).data[0];
    expect(mail).toMatchObject({ channel: 'email', text: 'Hello & welcome\nOpen', links: ['https://t.test/l/2'] });
  });

  it('shows phone and mailbox, links opening apart, everything escaped', async () => {
    const shown = await text('/');
    expect(shown).toContain('<a href="https://t.test/l/1" target="_blank" rel="noopener">');
    expect(shown).toContain('<a href="https://t.test/l/2" target="_blank" rel="noopener">');
    expect(shown).toContain('Welcome &#60;Ada&#62;');
    expect(shown).not.toContain('Welcome <Ada>');
    expect(shown).toContain('http-equiv="refresh"');
    const filtered = await text('/inbox?to=Ada@example.com');
    expect(filtered).not.toContain('Thank you');
    const [, id] = /href="\/inbox\/messages\/(msg_\w+)"/.exec(filtered) ?? [];
    expect(await text(`/inbox/messages/${id}`)).toContain('sandbox="allow-popups');
  });

  it('tells an open page about a new message', async () => {
    const stream = await fetch(`${running.url}/inbox/stream`);
    const reader = stream.body?.getReader();
    const message = deliverToInbox(running.sandbox, { channel: 'sms', to: '+1', from: '+2', text: 'Live' });
    const chunk = await reader?.read();
    expect(new TextDecoder().decode(chunk?.value)).toContain(message.id);
    await reader?.cancel();
  });
});
