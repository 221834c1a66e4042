import { addDays, type PlainDateString } from '../../domain/calendar';
import { depositInterest, type HeldSince, type InterestDue } from '../../domain/deposit-interest';
import { TenureError } from '../../domain/errors';
import { leaseTermsSchema } from '../../domain/lease-terms';
import { depositInterestCredited } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutLease } from '../leases/lock-lease';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { depositStanding } from './deposit-standing';
import { afterChange, type DepositStep, type LockedDeposit, lockDeposit } from './lock-deposit';

// Simple interest: what was credited before bears none.
const HISTORY = `
  select e.effective_on::text as on, (-sum(sum(p.amount_cents)) over (order by e.effective_on))::text as held
  from postings p join journal_entries e on e.id = p.entry_id
  where p.organization_id = $1 and p.lease_id = $2 and p.account = 'deposits_held' and e.kind <> 'deposit_interest'
  group by e.effective_on order by e.effective_on`;

export type InterestPreview = InterestDue & { from: PlainDateString; through: PlainDateString };

/**
 * The interest on a deposit from the day after it was last credited, or the first day held, through a day.
 * @returns null where nothing was held yet by then, or all of it is credited
 */
export async function interestOf(
  tx: Transaction,
  deposit: { id: string; organizationId: string; leaseId: string; lease: LockedDeposit['lease'] },
  through: PlainDateString,
): Promise<InterestPreview | null> {
  const rows = await overPrisma(tx)<{ on: PlainDateString; held: string }>(HISTORY, [
    deposit.organizationId,
    deposit.leaseId,
  ]);
  const history: HeldSince[] = rows.map(({ on, held }) => ({ on, heldCents: cents(Math.max(0, Number(held))) }));
  const last = await tx.depositMovement.findFirst({
    where: { depositId: deposit.id, kind: 'interest' },
    orderBy: { toOn: 'desc' },
    select: { toOn: true },
  });
  const from = last?.toOn == null ? history[0]?.on : addDays(fromSqlDate(last.toOn), 1);
  if (from === undefined || from > through) return null;
  const { deposit_interest_bps: agreedBasisPoints } = leaseTermsSchema.parse(deposit.lease.terms);
  const { state } = deposit.lease;
  const rentCents = fromSqlCents(deposit.lease.rentCents);
  return { ...depositInterest({ state, agreedBasisPoints, rentCents, history, from, through }), from, through };
}

/**
 * Adds the interest that is due through a day to the deposit: a day bears interest once. Where none is due, nothing
 * happens. @returns what was added
 * @throws TenureError not_found, not_possible without a deposit, invalid_request for a day to come
 */
export async function creditInterest(
  tx: Transaction,
  wanted: DepositStep & { through?: PlainDateString | undefined },
): Promise<InterestPreview | null> {
  const deposit = await lockDeposit(tx, wanted);
  const through = wanted.through ?? deposit.today;
  if (through > deposit.today) {
    throw new TenureError('invalid_request', 'Interest is added for days that are over.', {
      params: [{ name: 'through', reason: 'must not be after today' }],
    });
  }
  const due = await interestOf(tx, deposit, through);
  if (due === null || due.amountCents === 0) return null;
  await book(tx, deposit, due, wanted.actor);
  await afterChange(tx, deposit, wanted.actor, wanted.now);
  return due;
}

/**
 * The last of a deposit was kept, returned or moved: what it earned until then is added, and so is still to be returned
 * before the deposit is settled.
 */
export async function creditLastInterest(tx: Transaction, step: DepositStep): Promise<void> {
  if ((await depositStanding(tx, step)).heldCents !== 0) return;
  const { organizationId, leaseId, actor, now } = step;
  await creditInterest(tx, { organizationId, leaseId, actor, now });
}

async function book(tx: Transaction, deposit: LockedDeposit, due: InterestPreview, actor: string): Promise<void> {
  const { organizationId, leaseId } = deposit;
  const { amountCents, from, through, basisPoints, basis, rule, spans } = due;
  const id = newId('depositMovement');
  await tx.depositMovement.create({
    data: {
      id,
      organizationId,
      depositId: deposit.id,
      leaseId,
      kind: 'interest',
      amountCents: BigInt(amountCents),
      effectiveOn: toSqlDate(through),
      fromOn: toSqlDate(from),
      toOn: toSqlDate(through),
      rule: { basis, basis_points: basisPoints, spans, rule },
      createdBy: actor,
    },
    select: { id: true },
  });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `deposit/${id}/interest`,
      entry: depositInterestCredited(leaseId, amountCents),
      description: `Interest on the deposit, ${from} to ${through}`,
      effectiveOn: through,
      leaseId,
      subjectId: id,
    },
  ]);
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.interest_credited',
    subjectId: leaseId,
    alsoAbout: [deposit.id, ...aboutLease(deposit.lease)],
    payload: { amount_cents: amountCents, from, to: through, basis, basis_points: basisPoints },
    actor,
  });
}
