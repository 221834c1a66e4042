import { localDateAt } from '../../domain/calendar';
import { localeOf } from '../../domain/locales';

const TAGS = { en: 'en-US', es: 'es-US' } as const;
const TODAY = { en: 'today', es: 'hoy' } as const;

/** An instant as people on the spot say it: `today, 4:40 PM` or `Tue, Dec 1, 4:40 PM`. */
export function localMoment(at: Date, zone: string, locale: string, now: Date): string {
  const language = localeOf(locale);
  const isToday = localDateAt(at.getTime(), zone) === localDateAt(now.getTime(), zone);
  const time = new Intl.DateTimeFormat(TAGS[language], { hour: 'numeric', minute: '2-digit', timeZone: zone });
  if (isToday) return plainSpaces(`${TODAY[language]}, ${time.format(at)}`);
  return plainSpaces(fullFormat(language, zone).format(at));
}

/** A window of time: `Mon, Nov 30, 9:00 – 11:00 AM`. */
export function localWindow(start: Date, end: Date, zone: string, locale: string): string {
  return plainSpaces(fullFormat(localeOf(locale), zone).formatRange(start, end));
}

function fullFormat(language: keyof typeof TAGS, zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(TAGS[language], {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  });
}

/** Thin and no-break spaces of Intl would cost a text message its short alphabet. */
function plainSpaces(text: string): string {
  return text.replace(/[\u2000-\u200a\u202f\u00a0]/g, ' ');
}
