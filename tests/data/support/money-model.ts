import type { PlainDateString } from '../../../domain/calendar';
import { CHARGE_KINDS, type ChargeKind } from '../../../domain/charge-kinds';
import { cents } from '../../../domain/money';
import { allocatePayment } from '../../../domain/payment-order';
import { NSF_FEE, TODAY } from './landlord';

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
    return bounced && said === 'failed' && payment.method === 'us_bank_account';
  }

  /** The money goes back. @returns whether it was there, and whether a fee is due for it */
  reverse(payment: Payment): { possible: boolean; fee: boolean } {
    if (payment.status === 'reversed') return { possible: true, fee: false };
    if (payment.status !== 'processing' && payment.status !== 'succeeded') return { possible: false, fee: false };
    payment.status = 'reversed';
    this.parts = this.parts.filter(({ paymentId }) => paymentId !== payment.id);
    return { possible: true, fee: payment.method === 'us_bank_account' };
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
    const byAge = [...this.payments].sort((a, b) => compare(a.effectiveOn, b.effectiveOn) || compare(a.id, b.id));
    for (const payment of byAge) if (this.counts(payment)) this.allocate(payment, this.creditOf(payment));
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
      if (charge.kind === 'deposit') add('deposits_held', -paid);
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

  private paidOf({ id }: Charge): number {
    return this.parts.filter(({ chargeId }) => chargeId === id).reduce((sum, { amount }) => sum + amount, 0);
  }

  private creditOf({ id, amount }: Payment): number {
    return this.parts.filter(({ paymentId }) => paymentId === id).reduce((left, part) => left - part.amount, amount);
  }

  private allocate(payment: Payment, amount: number): void {
    const open = this.charges
      .filter(({ gone }) => !gone)
      .map((charge) => ({
        chargeId: charge.id,
        kind: charge.kind,
        dueOn: charge.dueOn,
        openCents: cents(charge.amount - this.paidOf(charge)),
      }));
    const { allocations } = allocatePayment(cents(amount), open, 'IL', payment.effectiveOn);
    for (const part of allocations)
      this.parts.push({ paymentId: payment.id, chargeId: part.chargeId, amount: part.amountCents });
  }
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
