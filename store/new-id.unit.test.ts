import { isId } from '../domain/ids';
import { newId } from './new-id';

const NOW_MS = Date.UTC(2032, 0, 1);

test('ids sort as they were made, also those of one millisecond, such as the charges of a month', () => {
  const ids = Array.from({ length: 1_000 }, () => newId('charge', NOW_MS));
  expect([...ids].sort()).toEqual(ids);
  expect(newId('charge', NOW_MS + 1) > (ids.at(-1) ?? '')).toBe(true);
});

test('however many are made at once, each is an id of its own that the others do not give away', () => {
  const ids = Array.from({ length: 5_000 }, () => newId('link', NOW_MS));
  expect(ids.every((id) => isId('link', id))).toBe(true);
  expect(new Set(ids.map((id) => id.slice(-14))).size).toBe(ids.length);
});
