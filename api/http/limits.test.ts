import { ownApi } from '../testing/own-api';

const api = ownApi({ limits: { perCaller: 8, failedSignInsPerAddress: 5 } });

test('a caller who asks too much is told when to come back; others are not held up', async () => {
  const [busy, calm] = [await api.landlord(), await api.landlord()];
  const answers = [];
  for (let i = 0; i < 12; i += 1) answers.push(await busy.ask('GET', '/v1/properties'));
  expect(answers[0]?.headers.get('ratelimit')).toBeTruthy();
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(4);
  expect(refused[0]?.body.code).toBe('rate_limited');
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await calm.ask('GET', '/v1/properties')).status).toBe(200);
  // Whether the process lives and what vendors have to say is never held up.
  for (let i = 0; i < 12; i += 1) expect((await api.ask('GET', '/healthz')).status).toBe(200);
});

test('many wrong keys from one address are stopped, though each is another', async () => {
  const statuses = [];
  for (let i = 0; i < 7; i += 1) {
    const answer = await api.ask('GET', '/v1/properties', { headers: { Authorization: `Bearer tnr_${i}` } });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
});
