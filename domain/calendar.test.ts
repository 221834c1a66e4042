import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addPeriods,
  atLocalTime,
  daysInclusive,
  daysInPeriod,
  dueDateIn,
  firstDayOf,
  isTimeZone,
  lastDayOf,
  localDateAt,
  localTimeAt,
  nextPeriod,
  parsePeriod,
  parsePlainDate,
  periodOf,
  periodsBetween,
  startOfLocalDay,
} from './calendar';

const START = Date.UTC(2000, 0, 1);
const dates = fc.integer({ min: 0, max: 36_500 }).map((days) => {
  return parsePlainDate(new Date(START + days * 86_400_000).toISOString().slice(0, 10));
});
const zones = fc.constantFrom(
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'Pacific/Honolulu',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
);

describe('dates', () => {
  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00', '', '1899-12-31'])(
    'refuse %j',
    (text) => {
      expect(() => parsePlainDate(text)).toThrow(RangeError);
    },
  );

  it('know leap years', () => {
    expect(parsePlainDate('2028-02-29')).toBe('2028-02-29');
    expect(daysInPeriod(parsePeriod('2028-02'))).toBe(29);
    expect(daysInPeriod(parsePeriod('2100-02'))).toBe(28);
  });

  it('count both ends: 10 to 31 January is 22 days', () => {
    expect(daysInclusive(parsePlainDate('2026-01-10'), parsePlainDate('2026-01-31'))).toBe(22);
    expect(daysInclusive(parsePlainDate('2026-01-10'), parsePlainDate('2026-01-10'))).toBe(1);
  });

  it('go there and back', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -800, max: 800 }), (date, days) => {
        const there = addDays(date, days);
        expect(addDays(there, -days)).toBe(date);
        expect(daysInclusive(date, there)).toBe(days + 1);
        expect(there > date).toBe(days > 0);
      }),
    );
  });

  it('add months to the last day that exists', () => {
    expect(addMonths(parsePlainDate('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(parsePlainDate('2026-01-31'), 2)).toBe('2026-03-31');
  });
});

describe('periods', () => {
  it.each(['2026-00', '2026-13', '2026-1', '2026', '2026-01-01'])('refuse %j', (text) => {
    expect(() => parsePeriod(text)).toThrow(RangeError);
  });

  it('follow one another over the year', () => {
    expect(nextPeriod(parsePeriod('2026-12'))).toBe('2027-01');
    expect(addPeriods(parsePeriod('2026-01'), -1)).toBe('2025-12');
    expect(periodsBetween(parsePeriod('2026-11'), parsePeriod('2027-01'))).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(periodsBetween(parsePeriod('2026-11'), parsePeriod('2026-10'))).toEqual([]);
  });

  it('hold every date between their first and last', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const period = periodOf(date);
        expect(firstDayOf(period) <= date && date <= lastDayOf(period)).toBe(true);
        expect(addDays(lastDayOf(period), 1)).toBe(firstDayOf(nextPeriod(period)));
      }),
    );
  });
});

describe('due dates', () => {
  it('of a due day of 31 clamp to the month and return to 31', () => {
    const year = ['2027-01', '2027-02', '2027-03', '2027-04'].map((period) => dueDateIn(parsePeriod(period), 31));
    expect(year).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
    expect(dueDateIn(parsePeriod('2028-02'), 30)).toBe('2028-02-29');
  });

  it.each([0, 32, 1.5])('refuse the day %s', (day) => {
    expect(() => dueDateIn(parsePeriod('2026-01'), day)).toThrow(RangeError);
  });
});

describe('local time', () => {
  it('tells the date where the property stands', () => {
    const instant = Date.UTC(2026, 11, 1, 7, 30);
    expect(localDateAt(instant, 'America/Los_Angeles')).toBe('2026-11-30');
    expect(localDateAt(instant, 'America/New_York')).toBe('2026-12-01');
    expect(localTimeAt(instant, 'America/New_York')).toBe('02:30');
  });

  it('takes a time skipped in spring as an hour later', () => {
    const at = atLocalTime(parsePlainDate('2026-03-08'), '02:30', 'America/New_York');
    expect(localTimeAt(at, 'America/New_York')).toBe('03:30');
  });

  it('takes the first of a time repeated in autumn', () => {
    const at = atLocalTime(parsePlainDate('2026-11-01'), '01:30', 'America/New_York');
    expect(at).toBe(Date.UTC(2026, 10, 1, 5, 30));
  });

  it('starts the day after a skipped midnight', () => {
    const zone = 'America/Sao_Paulo';
    const start = startOfLocalDay(parsePlainDate('2018-11-04'), zone);
    expect(localTimeAt(start, zone)).toBe('01:00');
    expect(localDateAt(start - 1, zone)).toBe('2018-11-03');
  });

  it('makes days of 23 and 25 hours, and every instant lies in its own day', () => {
    fc.assert(
      fc.property(dates, zones, fc.integer({ min: 0, max: 22 * 3_600_000 }), (date, zone, offset) => {
        const start = startOfLocalDay(date, zone);
        expect(localDateAt(start, zone)).toBe(date);
        expect(localDateAt(start - 1, zone)).toBe(addDays(date, -1));
        expect(localDateAt(start + offset, zone)).toBe(date);
      }),
    );
  });

  it('knows which zones exist', () => {
    expect(isTimeZone('America/Chicago')).toBe(true);
    expect(isTimeZone('America/Gotham')).toBe(false);
  });
});
