import { parseArguments, usualStart } from './options';

const now = new Date('2026-11-23T10:00:00Z');

test('says what is simulated where nothing is asked, and reads what is', () => {
  expect(parseArguments([], now)).toMatchObject({ leases: 20, months: 6, seed: 1, faults: false, json: false });
  expect(parseArguments(['--leases', '5', '--months=2', '--seed', '0', '--faults', '--json'], now)).toMatchObject({
    leases: 5,
    months: 2,
    seed: 0,
    faults: true,
    json: true,
    startOn: '2032-01-01',
  });
});

test.each([
  [['--leases', '0']],
  [['--months', '1.5']],
  [['--seed', '-1']],
  [['--start', '2026-11-01']],
  [['--start', '2028-02-30']],
  [['--policy', 'nowhere.json']],
  [['--policy', 'package.json']],
  [['--lease', '5']],
])('%j is refused in a sentence', (args) => {
  expect(() => parseArguments(args, now)).toThrow(/wants|no flag|no fee policy/);
});

test('begins in a leap year that is still to come, and the same one for years', () => {
  expect(['2026-01-01', '2031-12-31', '2032-01-01', '2037-06-01'].map((day) => usualStart(new Date(day)))).toEqual([
    '2032-01-01',
    '2032-01-01',
    '2036-01-01',
    '2040-01-01',
  ]);
});
