import type Stripe from 'stripe';
import { addBankDays } from '../../domain/bank-days';
import { addDays, type PlainDateString } from '../../domain/calendar';
import { createScope } from '../../sandbox/stripe/scope';
import type { Habit, Household } from './households';
import type { Town } from './town';

/** What only banks and card networks do, on its day. */
type Errand =
  | { kind: 'settle'; intent: string; method: string; outcome: string | null }
  | { kind: 'return'; intent: string; reason: string }
  | { kind: 'dispute'; intent: string; reason: string }
  | { kind: 'decide'; dispute: string; status: 'won' | 'lost' };

/** The banks of a town: they remember what they have to do on which day. */
export type Bank = {
  errands: Map<PlainDateString, Errand[]>;
  /** Payments and disputes that were looked at. */
  seen: Set<string>;
};

export function openBank(): Bank {
  return { errands: new Map(), seen: new Set() };
}

/** Does what is due at the banks today, one after the other has arrived. @returns how much that was */
export async function runErrands({ world }: Town, bank: Bank, today: PlainDateString): Promise<number> {
  const due = bank.errands.get(today) ?? [];
  bank.errands.delete(today);
  for (const [before, errand] of due.entries()) {
    if (before > 0) await world.settled();
    switch (errand.kind) {
      case 'settle':
        if (errand.outcome !== null) {
          await world.control('stripe/outcome', { payment_method: errand.method, outcomes: [errand.outcome] });
        }
        await world.control('stripe/settle', { payment_intent: errand.intent });
        break;
      case 'return':
        await tolerant(world.control('stripe/ach-return', { payment_intent: errand.intent, reason: errand.reason }));
        break;
      case 'dispute':
        await tolerant(world.control('stripe/dispute', { payment_intent: errand.intent, reason: errand.reason }));
        break;
      case 'decide':
        await tolerant(world.control('stripe/dispute-close', { dispute: errand.dispute, status: errand.status }));
        break;
    }
  }
  return due.length;
}

/** What was refunded or decided meanwhile can't be returned or decided again: the sandbox says so, and that is right. */
async function tolerant(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof Error && / 4\d\d /.test(error.message))) throw error;
  }
}

/** Looks at new payments and disputes, and decides by the dice what the banks will do with them and when. */
export function planErrands(town: Town, bank: Bank, today: PlainDateString): void {
  const scope = createScope(town.world.sandbox.sandbox, '');
  const homes = new Map(town.homes.map((home) => [home.lease.leaseId, home.household]));
  const counts = new Map<number, number>();
  const looked = new Map<string, Looked>();
  for (const intent of scope.paymentIntents.list().reverse()) {
    const household = homes.get(intent.metadata.lease_id ?? '');
    if (household === undefined) continue;
    const nth = (counts.get(household.index) ?? 0) + 1;
    counts.set(household.index, nth);
    const method = scope.paymentMethods.find(String(intent.payment_method));
    const about: Looked = { household, intent, nth, today, isDebit: method?.type === 'us_bank_account' };
    looked.set(intent.id, about);
    if (isNew(bank, `${intent.id} ${intent.status}`)) planPayment(town, bank, about);
  }
  for (const dispute of scope.disputes.list()) {
    const about = looked.get(String(dispute.payment_intent));
    const isOpen = dispute.status === 'needs_response' || dispute.status === 'under_review';
    if (about === undefined || !isOpen || !isNew(bank, dispute.id)) continue;
    const { index } = about.household;
    const on = addDays(today, town.dice.between(12, 30, index, about.nth, 'decided'));
    const isWon = about.nth <= 2 ? about.nth === 2 : town.dice.happens(0.5, index, about.nth, 'won');
    const status = isWon ? 'won' : 'lost';
    remember(bank, on, { kind: 'decide', dispute: dispute.id, status });
  }
}

function isNew({ seen }: Bank, what: string): boolean {
  if (seen.has(what)) return false;
  seen.add(what);
  return true;
}

/** A payment, the how manieth of its household it is, and whether a bank account pays it. */
type Looked = {
  household: Household;
  intent: Stripe.PaymentIntent;
  nth: number;
  today: PlainDateString;
  isDebit: boolean;
};

const RETURN_REASONS = ['insufficient_funds', 'account_closed', 'debit_not_authorized'] as const;
const DISPUTE_REASONS = ['fraudulent', 'product_not_received', 'duplicate'] as const;

function planPayment({ dice }: Town, bank: Bank, { household, intent, nth, today, isDebit }: Looked): void {
  const { index, habit } = household;
  const about = [index, 'payment', nth] as const;
  if (intent.status === 'processing') {
    const fails = habit === 'bank_page' && dice.happens(0.2, ...about, 'fails');
    const method = String(intent.payment_method);
    const outcome = fails ? 'insufficient_funds' : null;
    const on = addBankDays(today, dice.between(3, 4, ...about, 'settles'));
    remember(bank, on, { kind: 'settle', intent: intent.id, method, outcome });
  }
  if (intent.status !== 'succeeded') return;
  const way = isDebit ? 'return' : 'dispute';
  const { likely, least, most } = takenBack(habit, way, nth);
  if (!dice.happens(likely, ...about, way)) return;
  const reason = dice.pick(isDebit ? RETURN_REASONS : DISPUTE_REASONS, ...about, 'why');
  const on = addDays(today, dice.between(least, most, ...about, 'after'));
  remember(bank, on, { kind: way, intent: intent.id, reason });
}

/** How likely money that had come is taken back, and after how many days; the first of some households always is. */
function takenBack(habit: Habit, way: 'return' | 'dispute', nth: number) {
  if (way === 'return') {
    if (habit === 'late_returns')
      return nth === 1 ? { likely: 1, least: 45, most: 60 } : { likely: 0.5, least: 2, most: 60 };
    return { likely: habit === 'bank_page' ? 0.15 : 0, least: 2, most: 60 };
  }
  if (habit === 'disputes') return { likely: nth <= 2 ? 1 : 0.3, least: 3, most: 20 };
  return { likely: habit === 'card_page' ? 0.1 : 0, least: 3, most: 45 };
}

function remember(bank: Bank, on: PlainDateString, errand: Errand): void {
  bank.errands.set(on, [...(bank.errands.get(on) ?? []), errand]);
}
