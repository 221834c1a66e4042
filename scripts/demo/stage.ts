import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { addMonths, localDateAt, localTimeAt, type PlainDateString } from '../../domain/calendar';
import type { Landlord } from './landlord';
import { Phone } from './phone';
import type { Running } from './running';
import type { Say } from './say';

/** Somebody of this run of the story; nobody had their name or number before. */
export type Person = { first: string; last: string; name: string; email: string; phone: Phone };

/** What every chapter works with. */
export type Stage = {
  running: Running;
  landlord: Landlord;
  say: Say;
  zone: string;
  /** The date on the wall at the demo's house. */
  today: PlainDateString;
  /** The leases begin a month ago, so that this month's rent is due today and can be collected while one watches. */
  startsOn: PlainDateString;
  dueDay: number;
  person(first: string, last: string): Person;
};

export const withId = z.object({ id: z.string() });

/** Sets the stage where it is day: rent is presented from six in the morning. */
export function setStage(running: Running, landlord: Landlord, say: Say, now = Date.now()): Stage {
  const zone = daytimeZone(now);
  const today = localDateAt(now, zone);
  const mark = newMark();
  let people = 0;
  return {
    running,
    landlord,
    say,
    zone,
    today,
    startsOn: addMonths(today, -1),
    dueDay: Number(today.slice(8)),
    person(first, last) {
      people += 1;
      const number = `+1206${mark}${people}`;
      const email = `${first}.${last}.${mark}@demo.test`.toLowerCase();
      return { first, last, name: `${first} ${last}`, email, phone: new Phone(running, number) };
    },
  };
}

/** The middle of a phone number as North America numbers them: an exchange that exists, and half a line. */
function newMark(): string {
  const exchange = `${randomInt(2, 10)}${randomInt(2, 10)}${randomInt(0, 10)}`;
  return `${exchange}${String(randomInt(0, 1_000)).padStart(3, '0')}`;
}

function daytimeZone(now: number): string {
  const isDay = (zone: string) => {
    const time = localTimeAt(now, zone);
    return time >= '06:05' && time <= '23:00';
  };
  const zones = ['America/Los_Angeles', 'America/New_York', 'Pacific/Honolulu', 'Pacific/Guam'];
  return zones.find(isDay) ?? 'America/New_York';
}
