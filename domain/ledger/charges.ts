import { CHARGE_KINDS, type ChargeKind } from '../charge-kinds';
import { type Cents, negateCents } from '../money';
import { assertPositive, entry, type LedgerEntry, reversalOf } from './entry';

/** A charge as the ledger sees it. */
export type ChargeRef = { leaseId: string; chargeId: string; kind: ChargeKind; amountCents: Cents };

/** A charge is owed from now on. A deposit charge is billed, not earned. */
export function chargePosted(charge: ChargeRef): LedgerEntry {
  assertPositive(charge.amountCents);
  const { leaseId, chargeId, amountCents } = charge;
  return entry('charge_posted', [
    { account: 'receivable', amountCents, leaseId, chargeId },
    { account: CHARGE_KINDS[charge.kind].account, amountCents: negateCents(amountCents), leaseId, chargeId },
  ]);
}

/** The deposit is billed to the tenant. */
export function depositCharged(charge: Omit<ChargeRef, 'kind'>): LedgerEntry {
  return chargePosted({ ...charge, kind: 'deposit' });
}

/** The whole charge was posted by mistake: exactly the opposite of its posting. */
export function chargeVoided(charge: ChargeRef): LedgerEntry {
  return { ...reversalOf(chargePosted(charge)), kind: 'charge_voided' };
}

/** A fee, or what is left of it, is forgiven. */
export function feeWaived(charge: ChargeRef): LedgerEntry {
  return { ...reversalOf(chargePosted(charge)), kind: 'fee_waived' };
}

/** A part of a charge is not owed any more, whatever kind of charge it is. */
export function chargeReduced(charge: ChargeRef): LedgerEntry {
  return { ...reversalOf(chargePosted(charge)), kind: 'charge_reduced' };
}

/**
 * What is left of a charge is given up as lost: it was earned and stays income, the loss stands beside it. A deposit
 * was never earned: it is only not billed any more.
 */
export function debtWrittenOff(charge: ChargeRef): LedgerEntry {
  assertPositive(charge.amountCents);
  const { leaseId, chargeId, amountCents, kind } = charge;
  const account = kind === 'deposit' ? CHARGE_KINDS.deposit.account : 'bad_debt';
  return entry('debt_written_off', [
    { account, amountCents, leaseId, chargeId },
    { account: 'receivable', amountCents: negateCents(amountCents), leaseId, chargeId },
  ]);
}

/** What was given up as lost is paid after all: it is owed again, and the loss is none. */
export function debtRecovered(charge: ChargeRef): LedgerEntry {
  return { ...reversalOf(debtWrittenOff(charge)), kind: 'debt_recovered' };
}
