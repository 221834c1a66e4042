import fc from 'fast-check';
import { cents, parseCents } from '../domain/money';
import { readCsv } from '../tests/papers/support/read-csv';
import { type CsvValue, csvLines, csvMoney, csvStart } from './csv';

const nasty = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ' ', 'a', '1', '.', 'é', '💶'),
});
const value: fc.Arbitrary<CsvValue> = fc.oneof(nasty, fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null));

test('whatever is written is read back by another reader, with at most an apostrophe before what looks like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), (rows) => {
      const back = readCsv(csvLines(rows));
      const plain = rows.map((row) => row.map((each) => (each === null ? '' : String(each))));
      expect(back.map((row) => row.length)).toEqual(plain.map((row) => row.length));
      for (const [r, row] of back.entries()) {
        for (const [c, field] of row.entries()) {
          const was = plain[r]?.[c] ?? '';
          expect([was, `'${was}`]).toContain(field);
          // What a spreadsheet would work out is a number and nothing else.
          if (/^[=+\-@\t\r]/.test(field)) expect(field).toMatch(/^-?\d+(\.\d+)?$/);
        }
      }
    }),
  );
});

test('money is written to the cent, whatever its size, and is the same when read', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (amount) => {
      expect(Number.isSafeInteger(amount)).toBe(true);
      const text = csvMoney(amount);
      expect(text).toMatch(/^-?\d+\.\d\d$/);
      if (Math.abs(amount) < 9e15) expect(parseCents(text)).toBe(cents(amount));
      expect(csvLines([[text]])).toBe(`${text}\r\n`);
    }),
  );
  expect([csvMoney(-5), csvMoney(0), csvMoney(123_456_789)]).toEqual(['-0.05', '0.00', '1234567.89']);
});

test('the mark of the encoding stands where it is wished, and nowhere else', () => {
  expect(Buffer.from(csvStart(true)).toString('hex')).toBe('efbbbf');
  expect(csvStart(false)).toBe('');
});

test.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '-', '+44 20'])('%j is text to a spreadsheet', (text) => {
  expect(readCsv(csvLines([[text]]))).toEqual([[`'${text}`]]);
});
