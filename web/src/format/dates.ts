/**
 * The one way dates are written: `22 Nov`, with the year only where it is not this year's, and a 24-hour clock.
 * A business date (`YYYY-MM-DD`) is never moved by a time zone; an instant is told in the zone given, else the reader's.
 */
const parts = (instant: Date, zone: string | undefined, options: Intl.DateTimeFormatOptions) =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone, hourCycle: 'h23' })
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );

/** A business date read as noon UTC, so that no zone moves it. */
const readDate = (date: string) => new Date(`${date}T12:00:00Z`);

/** `2026-08-01` → `1 Aug 2026`; the year is left out for this year unless asked for. */
export function formatDate(date: string, options: { year?: boolean; weekday?: boolean } = {}): string {
  const p = parts(readDate(date), 'UTC', { day: 'numeric', month: 'short', year: 'numeric', weekday: 'short' });
  const withYear = options.year ?? p.year !== String(new Date().getFullYear());
  return `${options.weekday ? `${p.weekday} ` : ''}${p.day} ${p.month}${withYear ? ` ${p.year}` : ''}`;
}

/** Words of the API with every day in them as it is written on the screen; what only looks like one stays as it is. */
export function withDays(words: string): string {
  return words.replaceAll(/\b\d{4}-\d{2}-\d{2}\b(?!T)/g, (day) => (isDay(day) ? formatDate(day, { year: true }) : day));
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** `2026-11` or a date in it → `November`, with the year where it is not this year's. */
export function formatMonth(period: string): string {
  const p = parts(readDate(`${period.slice(0, 7)}-15`), 'UTC', { month: 'long', year: 'numeric' });
  return p.year === String(new Date().getFullYear()) ? `${p.month}` : `${p.month} ${p.year}`;
}

/** An instant as `Wed 25 Nov, 18:00`; today's as `today 14:02`. What is already in words stays as it is. */
export function formatInstant(at: string | Date, zone?: string): string {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return String(at);
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  };
  const p = parts(instant, zone, options);
  const now = parts(new Date(), zone, options);
  const clock = `${p.hour}:${p.minute}`;
  if (p.day === now.day && p.month === now.month && p.year === now.year) return `today ${clock}`;
  if (p.year !== now.year) return `${p.day} ${p.month} ${p.year}, ${clock}`;
  return `${p.weekday} ${p.day} ${p.month}, ${clock}`;
}

/** Only the clock for today, only the day for any other: for narrow columns. */
export function formatBrief(at: string, zone?: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return formatDate(at);
  const long = formatInstant(at, zone);
  if (long === at) return long;
  if (long.startsWith('today ')) return long.slice(6);
  return long.replace(/^[A-Z][a-z]{2} /, '').replace(/, \d\d:\d\d$/, '');
}

/** How far away: `in 3 h`, `in 2 days`, `4 min ago`. The coarsest unit that still tells something. */
export function formatDistance(at: string | Date, now = Date.now()): string {
  if (Number.isNaN(new Date(at).getTime())) return '';
  const deltaS = Math.round((new Date(at).getTime() - now) / 1000);
  const size = Math.abs(deltaS);
  const [count, unit] =
    size < 90
      ? [1, 'min']
      : size < 5400
        ? [Math.round(size / 60), 'min']
        : size < 172_800
          ? [Math.round(size / 3600), 'h']
          : [Math.round(size / 86_400), 'days'];
  if (size < 45) return deltaS > 0 ? 'in a moment' : 'just now';
  return deltaS > 0 ? `in ${count} ${unit}` : `${count} ${unit} ago`;
}

/** Today as a business date, in the zone given, else the reader's. */
export function today(zone?: string): string {
  const p = parts(new Date(), zone, { year: 'numeric', month: '2-digit', day: '2-digit' });
  return `${p.year}-${p.month}-${p.day}`;
}

/** `1` → `1st`: the day of the month rent falls due. */
export function ordinal(day: number): string {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  return `${day}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
}

/** The last day of a term of so many months: a day before the same day `months` later, clamped to the month's end. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const end = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth) - (day > lastOfMonth ? 0 : 1)));
  return end.toISOString().slice(0, 10);
}
