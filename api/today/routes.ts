import type { z } from 'zod';
import { addBankDays } from '../../domain/bank-days';
import {
  addDays,
  atLocalTime,
  dueDateIn,
  localDateAt,
  nextPeriod,
  type PlainDateString,
  parsePlainDate,
  periodOf,
} from '../../domain/calendar';
import { may } from '../../domain/permissions';
import { describeEvent } from '../../domain/timeline';
import { inOrganization, sqlInOrganization } from '../../store/database';
import { readOrganization } from '../../store/organizations/read-organization';
import { LEAD_DAYS } from '../../store/rent-runs/plan-page';
import {
  type DueLeases,
  type RentOfMonth,
  readCounts,
  readDueDays,
  readNeeds,
  readRecent,
  readRentOfMonth,
} from '../../store/today/read-today';
import { type Route, route } from '../http/route';
import { maySee } from '../http/visible';
import { permissionFor, serializeNeed } from './needs';
import { todayAnswer } from './schemas';

/** More than are shown: messages that went out as they should stand only in the timelines. */
const RECENT_READ = 100;
const RECENT_SHOWN = 15;
/** A bank debit that was not returned by then is safe. */
const SAFE_AFTER_BANK_DAYS = 4;
const RUN_AT = '06:00';

export const todayRoutes: Route[] = [
  route({
    method: 'get',
    path: '/today',
    tag: 'Today',
    summary: "The month's money, what needs you, what comes next and what just happened",
    permission: 'today.read',
    answer: todayAnswer,
    handler: async ({ organizationId, actor, now }, { database }) => {
      const organization = await inOrganization(database, organizationId, (tx) => readOrganization(tx, organizationId));
      const date = localDateAt(now.getTime(), organization.timeZone);
      const period = periodOf(date);
      const seesMoney = may(actor.role, 'payments.read');
      return sqlInOrganization(database, organizationId, async (client) => {
        const counts = await readCounts(client);
        const needs = (await readNeeds(client, date)).filter((need) => may(actor.role, permissionFor(need)));
        const recent = await readRecent(client, organizationId, RECENT_READ);
        return {
          date,
          currency: 'USD',
          units: { total: counts.units, occupied: counts.occupied },
          rent: seesMoney ? { period, ...serializeRent(await readRentOfMonth(client, period, date)) } : null,
          needs_you: needs.map(serializeNeed),
          next_rent_run: may(actor.role, 'rent_runs.read') ? nextRun(await readDueDays(client), now) : null,
          recent: recent
            .filter((event) => event.type !== 'message.sent' && maySee(actor.role, event.type))
            .slice(0, RECENT_SHOWN)
            .map((event) => ({
              id: event.id,
              at: event.createdAt.toISOString(),
              type: event.type,
              text: describeEvent(event.type, event.payload).title,
              subject: event.subjectId,
            })),
          counts: { needs_you: needs.length, applications: counts.applications, maintenance: counts.maintenance },
        };
      });
    },
  }),
];

function serializeRent(rent: RentOfMonth) {
  const { newest_in_transit, in_transit, ...figures } = rent;
  const safe = newest_in_transit === null ? null : addBankDays(parsePlainDate(newest_in_transit), SAFE_AFTER_BANK_DAYS);
  return { ...figures, in_transit: { ...in_transit, safe_by: safe } };
}

/** The next local day on which a month's rent is posted, with all leases it is posted for. */
function nextRun(due: readonly DueLeases[], now: Date): z.output<typeof todayAnswer>['next_rent_run'] {
  const runs = due.map((group) => ({ ...group, run_on: runDateOf(group, now) }));
  const [first] = [...runs].sort((a, b) => (a.run_on < b.run_on ? -1 : 1));
  if (first === undefined) return null;
  const same = runs.filter((run) => run.run_on === first.run_on && run.time_zone === first.time_zone);
  return {
    run_on: first.run_on,
    at: new Date(atLocalTime(first.run_on, RUN_AT, first.time_zone)).toISOString(),
    time_zone: first.time_zone,
    leases: same.reduce((sum, run) => sum + run.leases, 0),
    amount_cents: same.reduce((sum, run) => sum + run.amount_cents, 0),
    notes: [],
  };
}

function runDateOf({ due_day, time_zone }: DueLeases, now: Date): PlainDateString {
  const today = localDateAt(now.getTime(), time_zone);
  const period = periodOf(today);
  const dates = [period, nextPeriod(period), nextPeriod(nextPeriod(period))].map((month) =>
    addDays(dueDateIn(month, due_day), -LEAD_DAYS),
  );
  return dates.find((date) => date > today) ?? addDays(today, 1);
}
