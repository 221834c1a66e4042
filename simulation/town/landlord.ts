import { addDays, addPeriods, type PlainDateString, periodOf } from '../../domain/calendar';
import { cents, minCents } from '../../domain/money';
import { openCharges } from '../../store/charges/open-charges';
import { deduct } from '../../store/deposits/deduct';
import { lockDeposit } from '../../store/deposits/lock-deposit';
import { type ReturnMethod, returnDeposit } from '../../store/deposits/return-deposit';
import { createBill } from '../../store/expenses/create-bill';
import { approveBill } from '../../store/expenses/move-bill';
import { requestStatements } from '../../store/owners/statements/begin-run';
import { createPayout } from '../../store/payouts/create-payout';
import { completePayout, failPayout } from '../../store/payouts/move-payout';
import { readOwnerMoney } from '../../store/payouts/owner-money';
import { toSqlDate } from '../../store/plain-dates';
import { overPrisma } from '../../store/sql-runner';
import { unlessRefused } from './refusals';
import { ACTOR, type Home, type Town } from './town';

/** The days of a month on which the owners are told, paid, and have it or not. */
const STATED_ON = '03';
const PAID_ON = '06';
const ARRIVES_ON = '09';
const BILLED_ON = '17';
/** After the last day of a lease, the deposit is settled. */
const DEPOSIT_DAYS = 12;

/** What the landlord does by the calendar: bills, the owners' statements and payouts, deposits of those who left. */
export async function actAsLandlord(town: Town, today: PlainDateString): Promise<void> {
  switch (today.slice(8)) {
    case STATED_ON:
      await stateMonth(town, today);
      break;
    case PAID_ON:
      for (const ownerId of town.ownerIds) await payOut(town, ownerId, today);
      break;
    case ARRIVES_ON:
      await arrive(town, today);
      break;
    case BILLED_ON:
      await bill(town, today);
      break;
  }
  await settleDeposits(town, today);
}

async function stateMonth(town: Town, today: PlainDateString): Promise<void> {
  const { organizationId, plan, within, world } = town;
  const period = addPeriods(periodOf(today), -1);
  if (period < periodOf(plan.startOn)) return;
  const asked = { organizationId, period, startedBy: ACTOR, now: world.now() };
  await unlessRefused(town, { on: today, leaseId: null, wanted: 'states_month' }, () =>
    within((tx) => requestStatements(tx, asked)),
  );
}

/** Everything that may be paid, and not a cent of what is still on its way. */
async function payOut(town: Town, ownerId: string, today: PlainDateString): Promise<void> {
  const { organizationId, within } = town;
  await unlessRefused(town, { on: today, leaseId: null, wanted: 'pays_owner' }, () =>
    within(async (tx) => {
      const { availableCents } = await readOwnerMoney(tx, ownerId);
      if (availableCents <= 0) return;
      const payout = { organizationId, ownerId, amountCents: null, method: 'ach', reference: null } as const;
      await createPayout(tx, { ...payout, today, actor: ACTOR });
    }),
  );
}

/** The owner's bank has it, or sends it back. */
async function arrive(town: Town, today: PlainDateString): Promise<void> {
  const { within, world, dice, ownerIds } = town;
  const now = world.now();
  await within(async (tx) => {
    const sent = await tx.ownerPayout.findMany({ where: { status: { in: ['created', 'sending'] } } });
    for (const { id: payoutId, ownerId } of sent) {
      const isRefused = dice.happens(0.15, today, 'payout', ownerIds.indexOf(ownerId));
      if (isRefused)
        await failPayout(tx, { payoutId, now, actor: ACTOR, code: 'no_account', message: 'No such account' });
      else await completePayout(tx, { payoutId, now, actor: ACTOR, reference: `ACH ${today}` });
    }
  });
}

async function bill(town: Town, today: PlainDateString): Promise<void> {
  const { organizationId, within, dice, homes } = town;
  const home = homes[dice.between(0, homes.length - 1, today, 'broken')];
  if (home === undefined) return;
  const { propertyId, unitId } = home.lease;
  await within(async (tx) => {
    const billId = await createBill(tx, {
      organizationId,
      propertyId,
      unitId,
      vendorId: null,
      workOrderId: null,
      payee: 'Joe, the plumber',
      category: 'repairs',
      description: 'Sink',
      number: null,
      amountCents: dice.between(60, 400, today, 'bill') * 100 + 17,
      billedOn: today,
      dueOn: null,
      actor: ACTOR,
    });
    await approveBill(tx, { billId, actor: ACTOR, on: today });
  });
}

async function settleDeposits(town: Town, today: PlainDateString): Promise<void> {
  const ended = await town.within((tx) =>
    tx.lease.findMany({
      where: { status: 'ended', endsOn: toSqlDate(addDays(today, -DEPOSIT_DAYS)), deposit: { status: 'due' } },
      select: { id: true },
    }),
  );
  for (const { id } of ended) {
    const home = town.homes.find(({ lease }) => lease.leaseId === id);
    if (home === undefined) continue;
    await unlessRefused(town, { on: today, leaseId: id, wanted: 'keeps_deposit' }, () => keepWhatIsOwed(town, home));
    await unlessRefused(town, { on: today, leaseId: id, wanted: 'returns_deposit' }, () => giveRestBack(town, home));
  }
}

/** What is owed is kept first, charge by charge. */
async function keepWhatIsOwed({ within, world }: Town, { lease }: Home): Promise<void> {
  const { organizationId, leaseId } = lease;
  const step = { organizationId, leaseId, actor: ACTOR, now: world.now() };
  await within(async (tx) => {
    for (const { chargeId, openCents } of await openCharges(overPrisma(tx), organizationId, leaseId)) {
      const { freeCents } = await lockDeposit(tx, step);
      const amountCents = minCents(openCents, freeCents);
      if (amountCents <= cents(0)) continue;
      await deduct(tx, { ...step, amountCents, reason: 'Still owed at the end', chargeId, proofs: [] });
    }
  });
}

async function giveRestBack({ within, world, dice }: Town, { lease, household }: Home): Promise<void> {
  const { organizationId, leaseId } = lease;
  const step = { organizationId, leaseId, actor: ACTOR, now: world.now() };
  // To the card that it came by, where it did.
  const isByCard = household.habit === 'card_page';
  const method: ReturnMethod = isByCard ? 'original' : dice.pick(['check', 'ach'], household.index, 'deposit-back');
  await within(async (tx) => {
    const { status, freeCents } = await lockDeposit(tx, step);
    if (status === 'due' && freeCents > 0) await returnDeposit(tx, { ...step, method, to: { kind: 'shares' } });
  });
}
