import fc from 'fast-check';
import { decodeCursor, encodeCursor, pageOf } from './cursor';

const value = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0 || 0),
);

test('a cursor comes back as it was written', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(value, { minLength: 1, maxLength: 3 }), (sort, after) => {
      expect(decodeCursor(encodeCursor({ sort, after }), sort, after.length)).toEqual(after);
    }),
  );
});

test('anything else is refused, also what would be read the same', () => {
  const cursor = encodeCursor({ sort: 'name', after: ['Alder', 'prop_1'] });
  const spaced = Buffer.from('["name", "Alder","prop_1"]').toString('base64url');
  for (const text of [
    `${cursor}=`,
    `${cursor} `,
    spaced,
    '',
    'W10',
    'null',
    encodeCursor({ sort: 'name', after: ['Alder'] }),
  ]) {
    expect(() => decodeCursor(text, 'name', 2)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  }
  expect(() => decodeCursor(cursor, 'rent', 2)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
});

test('pages of any size put together are the list', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), fc.integer({ min: 1, max: 7 }), (numbers, limit) => {
      const list = [...numbers].sort((a, b) => a - b);
      const seen: number[] = [];
      let after = -1;
      for (let more = true; more; ) {
        const rows = list.filter((n) => n > after).slice(0, limit + 1);
        const page = pageOf(
          rows,
          limit,
          (n) => n,
          (n) => ({ sort: 'n', after: [n] }),
        );
        seen.push(...page.data);
        more = page.has_more;
        if (page.next_cursor !== null) after = Number(decodeCursor(page.next_cursor, 'n', 1)[0]);
      }
      expect(seen).toEqual(list);
    }),
  );
});
