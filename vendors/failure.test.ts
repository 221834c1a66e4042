import {
  failureFromAnswer,
  failureFromSilence,
  isVendorFailure,
  resetAfterMs,
  retryAfterMs,
  VendorFailure,
} from './failure';
import { within } from './within';

const now = Date.parse('2027-03-01T12:00:00Z');

test.each([
  ['2', 2_000],
  ['0', 0],
  ['Mon, 01 Mar 2027 12:00:30 GMT', 30_000],
  ['Mon, 01 Mar 2027 11:00:00 GMT', 0],
  ['-1', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %p is a wait of %p ms', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});

test.each([
  [String(now / 1000 + 5), 5_000],
  ['2027-03-01T12:01:00Z', 60_000],
  ['1', 0],
  ['never', undefined],
  [undefined, undefined],
])('a rate limit that resets at %p is a wait of %p ms', (header, expected) => {
  expect(resetAfterMs(header, now)).toBe(expected);
});

test.each([
  [429, 'once', 'rate_limited'],
  [401, 'once', 'misconfigured'],
  [403, 'none', 'misconfigured'],
  [404, 'none', 'not_found'],
  [400, 'once', 'rejected'],
  [422, 'repeatable', 'rejected'],
  [503, 'once', 'unavailable'],
  [500, 'once', 'unknown_outcome'],
  [502, 'once', 'unknown_outcome'],
  [500, 'repeatable', 'unavailable'],
  [504, 'none', 'unavailable'],
] as const)('status %i of a call with effect %p is %p', (status, effect, kind) => {
  expect(failureFromAnswer({ vendor: 'stripe', effect, status }).kind).toBe(kind);
});

test('silence is unknown only where something may have happened and must not happen twice', () => {
  const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  const refused = new Error('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
  expect(failureFromSilence('twilio', 'once', reset)).toMatchObject({ kind: 'unknown_outcome', code: 'ECONNRESET' });
  expect(failureFromSilence('twilio', 'repeatable', reset).kind).toBe('unavailable');
  expect(failureFromSilence('twilio', 'once', refused)).toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED' });
});

test('a call without an end is given up on, and the wait has a name', async () => {
  const error = await within(10, new Promise(() => undefined)).catch((reason: unknown) => reason);
  expect(failureFromSilence('docusign', 'once', error)).toMatchObject({ kind: 'unknown_outcome', code: 'ETIMEDOUT' });
  await expect(within(1_000, Promise.resolve('in time'))).resolves.toBe('in time');
});

test('the message says who, what and why in one line', () => {
  const failure = new VendorFailure({
    vendor: 'checkr',
    kind: 'rejected',
    code: 'x1',
    detail: 'answered with status 400',
  });
  expect(failure.message).toBe('checkr: rejected (x1): answered with status 400');
  expect(isVendorFailure(failure)).toBe(true);
  expect(isVendorFailure(new Error('other'))).toBe(false);
});
