import fc from 'fast-check';
import { addBankDays, bankHolidaysOf, isBankDay, moveDueDate, nextBankDay, previousBankDay } from './bank-days';
import { addDays, parsePlainDate } from './calendar';

const dates = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(parsePlainDate('2000-01-01'), days));

describe('bank holidays', () => {
  it('of 2026 are those the Federal Reserve lists', () => {
    expect(bankHolidaysOf(2026).map((holiday) => holiday.date)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });

  it('on a Saturday leave the Friday open', () => {
    expect(isBankDay(parsePlainDate('2026-07-03'))).toBe(true);
  });

  it('on a Sunday move to the Monday', () => {
    expect(isBankDay(parsePlainDate('2027-07-05'))).toBe(false);
    expect(isBankDay(parsePlainDate('2023-01-02'))).toBe(false);
  });

  it('know Juneteenth only since 2022', () => {
    expect(isBankDay(parsePlainDate('2020-06-19'))).toBe(true);
  });
});

describe('bank days', () => {
  it('skip the long weekend of Thanksgiving 2026', () => {
    expect(addBankDays(parsePlainDate('2026-11-25'), 1)).toBe('2026-11-27');
    expect(addBankDays(parsePlainDate('2026-11-25'), 2)).toBe('2026-11-30');
    expect(addBankDays(parsePlainDate('2026-11-30'), -2)).toBe('2026-11-25');
  });

  it('count one by one, and there and back from a bank day', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 30 }), (date, count) => {
        const start = nextBankDay(date);
        expect(isBankDay(start)).toBe(true);
        expect(addBankDays(addBankDays(start, count), -count)).toBe(start);
        expect(addBankDays(start, count + 1)).toBe(addBankDays(addBankDays(start, count), 1));
      }),
    );
  });

  it('are never further than four days away', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(nextBankDay(date) <= addDays(date, 4)).toBe(true);
        expect(previousBankDay(date) >= addDays(date, -4)).toBe(true);
      }),
    );
  });
});

it('moves a due date only if the lease says so', () => {
  const sunday = parsePlainDate('2026-11-01');
  expect(moveDueDate(sunday, 'stands')).toBe('2026-11-01');
  expect(moveDueDate(sunday, 'next_bank_day')).toBe('2026-11-02');
  expect(moveDueDate(sunday, 'previous_bank_day')).toBe('2026-10-30');
});
