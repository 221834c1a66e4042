import type { z } from 'zod';
import { addBankDays } from '../../domain/bank-days';
import {
  addDays,
  atLocalTime,
  dueDateIn,
  laterOf,
  localDateAt,
  nextPeriod,
  parsePlainDate,
  periodOf,
} from '../../domain/calendar';
import { may } from '../../domain/permissions';
import { describeEvent } from '../../domain/timeline';
import { inOrganization, type SqlTransaction, sqlInOrganization } from '../../store/database';
import { readOrganization } from '../../store/organizations/read-organization';
import { LEAD_DAYS } from '../../store/rent-runs/plan-page';
import {
  type PlannedRun,
  type RentOfMonth,
  readCounts,
  readDueDays,
  readNeeds,
  readNextRun,
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
          next_rent_run: may(actor.role, 'rent_runs.read') ? await nextRun(client, now) : null,
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

type DueGroup = Awaited<ReturnType<typeof readDueDays>>[number];

/** The next local day on which rent is posted that does not stand yet, with all leases it is posted for. */
async function nextRun(client: SqlTransaction, now: Date): Promise<z.output<typeof todayAnswer>['next_rent_run']> {
  const groups = await readDueDays(client);
  const next = await readNextRun(
    client,
    groups.flatMap((group) => runsOf(group, now)),
  );
  if (next === null) return null;
  const { run_on, time_zone, leases, amount_cents } = next;
  const at = new Date(atLocalTime(parsePlainDate(run_on), RUN_AT, time_zone)).toISOString();
  return { run_on, at, time_zone, leases, amount_cents, notes: [] };
}

/** The months that are posted next for these leases: on their day, or with the next run where that has passed. */
function runsOf({ due_day, time_zone }: DueGroup, now: Date): PlannedRun[] {
  const today = localDateAt(now.getTime(), time_zone);
  const runsToday = atLocalTime(today, RUN_AT, time_zone) > now.getTime();
  const soonest = runsToday ? today : addDays(today, 1);
  const period = periodOf(soonest);
  return [period, nextPeriod(period), nextPeriod(nextPeriod(period))].map((month) => {
    const due_on = dueDateIn(month, due_day);
    return { time_zone, due_day, period: month, due_on, run_on: laterOf(addDays(due_on, -LEAD_DAYS), soonest) };
  });
}
