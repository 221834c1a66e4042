import { addDays, type PlainDateString } from '../../../domain/calendar';
import { CHARGE_KINDS, type ChargeKind } from '../../../domain/charge-kinds';
import { cents } from '../../../domain/money';
import { allocatePayment } from '../../../domain/payment-order';
import { NSF_FEE, TODAY } from './landlord';

const FEES: ReadonlySet<ChargeKind> = new Set(['late_fee', 'nsf_fee']);
/** Before anything that these tests charge may be paid. */
const FIRST_DAY = addDays(TODAY, -30);

type Charge = { id: string; kind: ChargeKind; dueOn: PlainDateString; amount: number; gone: boolean };
type Status = 'created' | 'processing' | 'succeeded' | 'failed' | 'canceled' | 'reversed';
type Payment = { id: string; amount: number; status: Status; method: string; effectiveOn: PlainDateString };
type Part = { paymentId: string; chargeId: string; amount: number };

/**
 * A lease's money as one would keep it on a sheet of paper: what is charged, what is paid, which payment pays which
 * charge. Accounts are no bookkeeping here but sums over what stands.
 */
export class MoneyModel {
  readonly charges: Charge[] = [];
  readonly payments: Payment[] = [];
  private parts: Part[] = [];

  post(charge: Omit<Charge, 'gone'>): void {
    this.charges.push({ ...charge, gone: false });
  }

  begin(payment: Omit<Payment, 'status'>): void {
    this.payments.push({ ...payment, status: 'created' });
  }

  /** What the vendor says of a payment; old news changes nothing. @returns whether a fee is due for it */
  hear(payment: Payment, said: 'processing' | 'succeeded' | 'failed' | 'canceled'): boolean {
    const { status } = payment;
    if (!['created', 'processing'].includes(status) || status === said) return false;
    payment.status = said;
    if (said === 'processing' || (said === 'succeeded' && status === 'created')) this.allocate(payment, payment.amount);
    const bounced = (said === 'failed' || said === 'canceled') && status === 'processing';
    if (bounced) this.parts = this.parts.filter(({ paymentId }) => paymentId !== payment.id);
    // A return is one whether or not it was heard before that the debit was on its way.
    return said === 'failed' && payment.method === 'us_bank_account';
  }

  /** The money goes back. @returns whether it was there, and whether a fee is due for it */
  reverse(payment: Payment): { possible: boolean; fee: boolean } {
    if (payment.status === 'reversed') return { possible: true, fee: false };
    if (payment.status !== 'processing' && payment.status !== 'succeeded') return { possible: false, fee: false };
    payment.status = 'reversed';
    this.parts = this.parts.filter(({ paymentId }) => paymentId !== payment.id);
    return { possible: true, fee: payment.method === 'us_bank_account' };
  }

  /** How many bank debits their banks sent back: the network allows three in all. */
  returnedDebits(): number {
    const isBack = ({ method, status }: Payment) =>
      method === 'us_bank_account' && (status === 'failed' || status === 'reversed');
    return this.payments.filter(isBack).length;
  }

  /** Which payment pays how much of which charge, as `payment charge` to cents. */
  parted(): Record<string, number> {
    const found: Record<string, number> = {};
    for (const { paymentId, chargeId, amount } of this.parts) {
      const key = `${paymentId} ${chargeId}`;
      found[key] = (found[key] ?? 0) + amount;
    }
    return found;
  }

  /** The sheet is written anew, as if every payment had been known on its own day: one day after the other. */
  countAnew(): void {
    this.parts = [];
    for (let day = FIRST_DAY; day <= TODAY; day = addDays(day, 1)) {
      const here = this.oldestFirst().filter(({ effectiveOn }) => effectiveOn <= day);
      for (const payment of here) this.pour(payment, this.creditOf(payment), this.payableOn(day), day);
    }
    for (const payment of this.oldestFirst()) this.pour(payment, this.creditOf(payment), this.charges, TODAY);
  }

  nsfFee(id: string): void {
    this.post({ id, kind: 'nsf_fee', dueOn: TODAY, amount: NSF_FEE });
  }

  /** What was paid for it is free again. */
  void(charge: Charge): void {
    charge.gone = true;
    this.parts = this.parts.filter(({ chargeId }) => chargeId !== charge.id);
  }

  /** Only what was paid of it was ever owed. @returns whether anything was left to forgive */
  waive(charge: Charge): boolean {
    const paid = this.paidOf(charge);
    if (charge.gone) return true;
    if (paid === charge.amount) return false;
    if (paid === 0) charge.gone = true;
    charge.amount = paid;
    return true;
  }

  spendCredit(): void {
    for (const payment of this.oldestFirst()) this.allocate(payment, this.creditOf(payment), TODAY);
  }

  /** Every account that is not at zero, debits positive. */
  balances(): Record<string, number> {
    const found: Record<string, number> = {};
    const add = (account: string, amount: number) => {
      found[account] = (found[account] ?? 0) + amount;
    };
    for (const charge of this.charges.filter(({ gone }) => !gone)) {
      const paid = this.paidOf(charge);
      add('receivable', charge.amount - paid);
      add(CHARGE_KINDS[charge.kind].account, charge.kind === 'deposit' ? paid - charge.amount : -charge.amount);
      if (charge.kind !== 'deposit') continue;
      add('deposits_held', -paid);
      // What of it no bank can take back any more lies in an account of its own.
      const safe = this.paidOf(charge, 'succeeded');
      add('deposit_bank', safe);
      add('bank', -safe);
    }
    for (const payment of this.payments.filter((each) => this.counts(each))) {
      const settled = payment.method === 'transfer' ? 'bank' : 'undeposited_funds';
      add(payment.status === 'processing' ? 'in_transit' : settled, payment.amount);
      add('tenant_credit', -this.creditOf(payment));
    }
    return Object.fromEntries(Object.entries(found).filter(([, amount]) => amount !== 0));
  }

  private counts({ status }: Payment): boolean {
    return status === 'processing' || status === 'succeeded';
  }

  private paidOf({ id }: Charge, by?: Status): number {
    const isBy = (paymentId: string) =>
      by === undefined || this.payments.find((payment) => payment.id === paymentId)?.status === by;
    const parts = this.parts.filter(({ chargeId, paymentId }) => chargeId === id && isBy(paymentId));
    return parts.reduce((sum, { amount }) => sum + amount, 0);
  }

  private creditOf({ id, amount }: Payment): number {
    return this.parts.filter(({ paymentId }) => paymentId === id).reduce((left, part) => left - part.amount, amount);
  }

  private oldestFirst(): Payment[] {
    const standing = this.payments.filter((each) => this.counts(each));
    return standing.sort((a, b) => compare(a.effectiveOn, b.effectiveOn) || compare(a.id, b.id));
  }

  /** Rent and the like may be paid five days ahead; a fee on its day. */
  private payableOn(day: PlainDateString): Charge[] {
    return this.charges.filter(({ kind, dueOn }) => (FEES.has(kind) ? dueOn <= day : addDays(dueOn, -5) <= day));
  }

  /** First what may be paid by the day, then what is on the sheet already though it is due later. */
  private allocate(payment: Payment, amount: number, day = payment.effectiveOn): void {
    const left = this.pour(payment, amount, this.payableOn(day), day);
    this.pour(payment, left, this.charges, day);
  }

  /** @returns what these charges did not take */
  private pour(payment: Payment, amount: number, charges: readonly Charge[], day: PlainDateString): number {
    const open = charges
      .filter(({ gone }) => !gone)
      .map((charge) => ({
        chargeId: charge.id,
        kind: charge.kind,
        dueOn: charge.dueOn,
        openCents: cents(charge.amount - this.paidOf(charge)),
      }));
    const { allocations, creditCents } = allocatePayment(cents(amount), open, 'IL', day);
    for (const part of allocations)
      this.parts.push({ paymentId: payment.id, chargeId: part.chargeId, amount: part.amountCents });
    return creditCents;
  }
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
