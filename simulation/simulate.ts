import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { addDays, addMonths, atLocalTime, dayOfWeek, type PlainDateString, periodOf } from '../domain/calendar';
import type { FeePolicy } from '../domain/fee-policy';
import { workflowIds } from '../domain/workflow-ids';
import { dryRun } from '../store/rent-runs/rent-runs';
import { QUICK_PACE } from '../tests/workflows/support/temporal-side';
import { createWorld } from '../tests/workflows/support/world';
import { checkDay, prepareChecks } from './checks/check-day';
import { type FirstBreach, firstOf } from './checks/first-breach';
import { diceOf } from './dice';
import { type Behavior, countBehaviors } from './report/behaviors';
import { type Ageing, digestOf, readAgeing, readTotals, type Totals } from './report/totals';
import { type Bank, openBank, planErrands, runErrands } from './town/bank';
import { isCollectionComing } from './town/collections-coming';
import { createDeaths, type Deaths } from './town/deaths';
import { createHeldClock, type HeldClock } from './town/held-clock';
import { homeFinder } from './town/home-of';
import type { TownPlan } from './town/households';
import { intentionsOn } from './town/intentions';
import { actAsLandlord } from './town/landlord';
import { perform } from './town/perform';
import { foundTown, type Home, sign, type Town } from './town/town';
import { countStruck, makeTrouble } from './town/trouble';
import { createTurns, type Turns } from './town/turns';

export type SimulationOptions = TownPlan & { seed: number; policy: FeePolicy };

export type SimulationResult = {
  options: SimulationOptions;
  daysChecked: number;
  /** Null where everything held on every day. */
  breach: FirstBreach | null;
  totals: Totals;
  /** At each month's end, and at the end. */
  ageing: Ageing[];
  /** How often each kind of behavior has really happened. */
  behaviors: Record<Behavior, number>;
  /** How often each fault has struck. */
  struck: Record<string, number>;
  digest: string;
  /** How often the product said no to somebody. */
  refusals: number;
  /** How often each wish was refused with each code. */
  refusedFor: Record<string, number>;
};

/** The hour at which people act: after the morning's work in every zone of the town. */
const NOON = '14:00';
const CLOCK = 'America/New_York';
/** Mondays and Thursdays: never further apart than the days in which a notice may still be given. */
const NOTICE_DAYS = [1, 4];
/** What a night may last longer than it should. */
const AHEAD_MS = 12 * 3_600_000;
const FAR_MS = 100 * 366 * 86_400_000;
/** Banks settle when the simulation says so, never by themselves. */
const NEVER_MS = 6 * 3_600_000;

/**
 * Lets a town live day by day on the product's own workflows, relay, database and the vendors' sandbox, on a server
 * whose time jumps. After each day every invariant is held against the database; the first that breaks ends it.
 * The same options tell the same story.
 */
export async function simulate(
  options: SimulationOptions,
  tell: (day: PlainDateString) => void = () => {},
): Promise<SimulationResult> {
  const dice = diceOf(options.seed);
  const deaths = createDeaths(dice);
  const heldClock = createHeldClock();
  const turns = createTurns((leaseId, here) => isCollectionComing(world, leaseId, here));
  const world = await createWorld({
    timeSkipping: true,
    timersRunOut: true,
    sandboxFollows: true,
    pace: QUICK_PACE,
    isBusy: heldClock.isHeld,
    crashes: {
      interceptor: around({ deaths, heldClock, turns }),
      dataConverter: (usual) => usual,
      vendors: (usual) => usual,
    },
    sandbox: { achSettleMs: NEVER_MS, seed: options.seed },
  });
  world.owner.on('error', () => {}); // its idle connections are cut when the database goes
  try {
    await prepareChecks(world.owner);
    const { leases, months, startOn, faults } = options;
    await world.advanceTo(noonOf(startOn), { stepMs: FAR_MS });
    const town = await foundTown(world, { leases, months, startOn, faults }, dice, {
      policy: options.policy,
      deaths,
    });
    deaths.homeOf = homeFinder(town);
    heldClock.holdFor(world);
    const { breach, daysChecked, ageing } = await liveOn(town, options, tell);
    const refusedFor: Record<string, number> = {};
    for (const { wanted, code } of town.refusals) {
      refusedFor[`${wanted}: ${code}`] = (refusedFor[`${wanted}: ${code}`] ?? 0) + 1;
    }
    countStruck(town);
    const lastDay = addDays(startOn, daysChecked - 1);
    const [totals, digest] = [await readTotals(world.owner, lastDay), await digestOf(world.owner)];
    const behaviors = await countBehaviors(world.owner);
    const { refusals, struck } = town;
    const told = { behaviors, struck, refusals: refusals.length, refusedFor };
    return { options, daysChecked, breach, totals, ageing, digest, ...told };
  } finally {
    await heldClock.close();
    await world.close();
  }
}

type Around = { deaths: Deaths; heldClock: HeldClock; turns: Turns };

/** What happens around each activity: the clock is held for what it puts out, though its worker dies. */
function around({ deaths, heldClock, turns }: Around): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      execute: (input, next) =>
        heldClock.during(() => turns.during(info, () => deaths.during(info, () => next(input)))),
    },
  });
}

async function liveOn(town: Town, options: SimulationOptions, tell: (day: PlainDateString) => void) {
  const bank = openBank();
  const { owner, sandbox } = town.world;
  const end = addMonths(options.startOn, options.months);
  const ageing: Ageing[] = [];
  let daysChecked = 0;
  for (let day = options.startOn; day < end; day = addDays(day, 1)) {
    tell(day);
    if (options.faults) await makeTrouble(town, day);
    await liveDay(town, bank, day);
    await passNight(town, noonOf(addDays(day, 1)));
    const breaches = await checkDay(owner, sandbox.sandbox, day);
    daysChecked += 1;
    const breach = await firstOf(breaches, { owner, day, refusals: town.refusals });
    if (breach !== null) return { breach, daysChecked, ageing };
    const next = addDays(day, 1);
    if (periodOf(next) !== periodOf(day) || next >= end) ageing.push(await readAgeing(owner, day));
  }
  return { breach: null, daysChecked, ageing };
}

/**
 * Everything that people, banks and the landlord do on a day, each lease's in the same order. Nobody acts on what another
 * has only just done before all of it has arrived: who comes first is the story's, not the machine's.
 */
async function liveDay(town: Town, bank: Bank, today: PlainDateString): Promise<void> {
  const arrived = async (count: number) => (count > 0 ? town.world.settled() : undefined);
  await arrived(await startRentRuns(town, today));
  planErrands(town, bank, today);
  await arrived(await runErrands(town, bank, today));
  let acts = 0;
  for (const home of town.homes) acts += await liveAtHome(town, home, today);
  await arrived(acts);
  await actAsLandlord(town, today);
  if (town.plan.faults) await watchDisputes(town, today);
}

/** @returns how much somebody of a home has done today */
async function liveAtHome(town: Town, home: Home, today: PlainDateString): Promise<number> {
  const signs = home.household.signedOn === today;
  if (signs) await sign(town, home);
  const intentions = intentionsOn(home.household, today, town.dice);
  for (const [before, intention] of intentions.entries()) {
    if (signs || before > 0) await town.world.settled();
    await perform(town, home, intention, today);
  }
  return intentions.length + (signs ? 1 : 0);
}

/**
 * Schedules are what this server does not know: the runs of a day are started as its schedules would. A zone's run is
 * left out on days on which its dry run says that nothing would be posted, but for two days a week, when notices are looked for.
 * @returns how many were started
 */
async function startRentRuns({ homes, organizationId, world }: Town, runOn: PlainDateString): Promise<number> {
  let started = 0;
  const zones = [...new Set(homes.map(({ household }) => household.place.zone))];
  for (const zone of zones) {
    const { charges, unreadable } = await dryRun(world.database, { organizationId, zone, runOn });
    if (charges === 0 && unreadable.length === 0 && !NOTICE_DAYS.includes(dayOfWeek(runOn))) continue;
    await world.client.workflow.start('rentRun', {
      workflowId: workflowIds.rentRun(organizationId, zone, runOn),
      taskQueue: 'leases',
      args: [{ zone, date: runOn, organizationId }],
    });
    started += 1;
  }
  return started;
}

/** Every six hours on a real server; here once a day, after everything that could have been lost. */
async function watchDisputes({ world }: Town, today: PlainDateString): Promise<void> {
  const workflowId = `dispute-watch-${today}`;
  await world.client.workflow.start('disputeWatch', { workflowId, taskQueue: 'leases', args: [] });
}

/** @throws Error where the server's clock ran on by itself: what then happens is of another day */
async function passNight({ world }: Town, noon: Date): Promise<void> {
  await world.advanceTo(noon);
  if (world.now().getTime() < noon.getTime() + AHEAD_MS) return;
  throw new Error(`The server's clock ran ahead to ${world.now().toISOString()}: the machine is too busy to simulate.`);
}

function noonOf(day: PlainDateString): Date {
  return new Date(atLocalTime(day, NOON, CLOCK));
}
