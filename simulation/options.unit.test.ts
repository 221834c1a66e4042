import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
  expect(() => parseArguments(args, now)).toThrow(/wants|no flag|no fee policy|no file/);
});

describe('a file with fee policies', () => {
  const policies = (file: string) => parseArguments(['--policy', file], now).policies;
  const written = (content: unknown) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'policy-')), 'policy.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const fees = { late_fee: null, nsf_fee_cents: 2_500 };

  test('one is held beside the usual fees, two beside each other', () => {
    expect(policies('simulation/policies/flat-after-three-days.json').map(({ name }) => name)).toEqual([
      'usual fees',
      'your policy',
    ]);
    expect(policies(written([fees, { ...fees, nsf_fee_cents: 0 }]))).toMatchObject([
      { name: 'first policy', policy: { nsf_fee_cents: 2_500 } },
      { name: 'second policy', policy: { nsf_fee_cents: 0 } },
    ]);
  });

  test.each([
    ['{ late', /holds no fee policy: it is not JSON/],
    [[fees, fees, fees], /a list of 3: give one fee policy, or two/],
    [{ ...fees, nsf_fee_cents: -1 }, /holds no fee policy\. nsf_fee_cents: /],
    [{ ...fees, late_fee: { grace_days: 5, formula: { kind: 'flat' } } }, / late_fee\.formula\.amount_cents: /],
    [{ ...fees, late_fee: { formula: { kind: 'flat', amount_cents: 1 } } }, / late_fee\.grace_days: /],
    [{ ...fees, overrides: [{ ...fees, state: 'XX' }] }, / overrides\.0\.state: /],
    [[fees, { ...fees, nsf_fees: 1 }], / 1\.the policy: .*nsf_fees/],
  ])('%j is refused with the name of what is wrong', (content, sentence) => {
    expect(() => policies(written(content))).toThrow(sentence);
  });
});

test('begins in a leap year that is still to come, and the same one for years', () => {
  expect(['2026-01-01', '2031-12-31', '2032-01-01', '2037-06-01'].map((day) => usualStart(new Date(day)))).toEqual([
    '2032-01-01',
    '2032-01-01',
    '2036-01-01',
    '2040-01-01',
  ]);
});
