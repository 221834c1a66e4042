import { inOrganization } from '../../store/database';
import { appendEvent } from '../../store/events/append-event';
import { newId } from '../../store/new-id';
import { ownApi } from '../testing/own-api';
import { asker, type TestLandlord } from '../testing/start-api';

const api = ownApi();

type Told = { id: string; event: string; data: Record<string, unknown> };

/** Reads a stream until `enough`; bounded by the test's own time limit. */
async function listen(
  key: Record<string, string>,
  lastEventId: string | null,
  enough: (told: Told[]) => boolean,
  ready?: () => Promise<void>,
) {
  const ending = new AbortController();
  const response = await fetch(`${api.url}/v1/notifications/stream`, {
    headers: { ...key, ...(lastEventId === null ? {} : { 'Last-Event-ID': lastEventId }) },
    signal: ending.signal,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const told: Told[] = [];
  let text = '';
  let begun = false;
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      if (field('data')) told.push({ id: field('id'), event: field('event'), data: JSON.parse(field('data')) });
    }
    if (!begun && told.length > 0) {
      begun = true;
      await ready?.();
    }
    if (enough(told)) break;
  }
  ending.abort();
  return told.filter(({ event }) => event !== 'hello');
}

const write = (landlord: TestLandlord, name: string) =>
  inOrganization(api.database, landlord.organizationId, (tx) =>
    appendEvent(tx, {
      organizationId: landlord.organizationId,
      type: 'property.created',
      subjectId: newId('property'),
      payload: { name },
    }),
  );

/**
 * What was told of the properties written here. While others hold transactions open the log tells of what came before,
 * such as the landlord's sign-up, only after a stream has begun.
 */
const added = (told: Told[]) => told.filter(({ data }) => String(data.text).endsWith(' was added'));

/** The Authorization header of an owner's key. */
async function keyOf(landlord: TestLandlord): Promise<Record<string, string>> {
  const made = await landlord.ask('POST', '/v1/api-keys', { body: { name: 'stream', role: 'owner' } });
  return { Authorization: `Bearer ${made.body.key}` };
}

test('events arrive as they happen, and a reader that was cut off misses none and gets none twice', async () => {
  const [landlord, other] = [await api.landlord(), await api.landlord()];
  const key = await keyOf(landlord);
  const first = added(
    await listen(
      key,
      null,
      (told) => added(told).length > 1,
      async () => {
        await write(landlord, 'One');
        await write(other, 'Not theirs');
        await write(landlord, 'Two');
      },
    ),
  );
  expect(first.map(({ data }) => data.text)).toEqual(['One was added', 'Two was added']);
  await write(landlord, 'Three');
  await write(landlord, 'Four');
  const resumed = added(await listen(key, first[0]?.id ?? '', (told) => added(told).length > 2));
  expect(resumed.map(({ data }) => data.text)).toEqual(['Two was added', 'Three was added', 'Four was added']);
});

test('a notification for the person arrives on their stream', async () => {
  const landlord = await api.landlord();
  const signedIn = await api.ask('POST', '/v1/sessions', {
    body: { email: landlord.email, password: landlord.password },
  });
  const cookie = { Cookie: (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  const { organizationId, userId } = landlord;
  const told = await listen(
    cookie,
    null,
    (all) => all.some(({ event }) => event === 'notification'),
    async () => {
      await inOrganization(api.database, organizationId, (tx) =>
        tx.notification.create({
          data: {
            id: newId('notification'),
            organizationId,
            userId,
            eventId: newId('event'),
            tone: 'bad',
            title: 'Rent came back',
            detail: '',
            subjectId: newId('lease'),
          },
        }),
      );
    },
  );
  expect(told.find(({ event }) => event === 'notification')?.data.title).toBe('Rent came back');
  const browser = asker(api.url, { ...cookie, 'X-CSRF-Token': String(signedIn.body.csrf_token) });
  const unread = await browser('GET', '/v1/notifications?unread=true');
  expect(unread.body.data).toHaveLength(1);
  await browser('POST', `/v1/notifications/${unread.body.data[0].id}/read`, { body: {} });
  expect((await browser('GET', '/v1/notifications?unread=true')).body.data).toEqual([]);
});

test('a stream needs a sign-in, and an id that is not of the stream is refused', async () => {
  expect((await api.ask('GET', '/v1/notifications/stream')).status).toBe(401);
  const landlord = await api.landlord();
  const refused = await landlord.ask('GET', '/v1/notifications/stream', { headers: { 'Last-Event-ID': 'drop table' } });
  expect(refused).toMatchObject({ status: 400, body: { invalid_params: [{ name: 'Last-Event-ID' }] } });
});
