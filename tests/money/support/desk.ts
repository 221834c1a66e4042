import type { ChargeKind } from '../../../domain/charge-kinds';
import { postCharges } from '../../../store/charges/post-charges';
import { inOrganization, type Transaction } from '../../../store/database';
import { readLedger } from '../../../store/ledger/read-ledger';
import { turnAutopayOn } from '../../../store/mandates/turn-autopay-on';
import { newId } from '../../../store/new-id';
import { savePaymentMethod } from '../../../store/payment-methods/save-payment-method';
import { createPayment, type WantedPayment } from '../../../store/payments/create-payment';
import { recordOfflinePayment } from '../../../store/payments/record-offline-payment';
import { type PaymentOutcome, recordOutcome } from '../../../store/payments/record-outcome';
import { startCollectionPayment } from '../../../store/payments/start-collection-payment';
import { createPresentment } from '../../../store/presentments/create-presentment';
import { overPrisma } from '../../../store/sql-runner';
import type { OwnDatabase } from '../../data/support/own-database';
import { owed } from './books';
import { cents, type GivenLease, givenLease, type LeaseWishes } from './given-lease';

export const LINK_KEY = Buffer.alloc(32, 9);

/** What `pay` and `collect` leave behind, in cents. */
export type PaymentRow = { id: string; amount: number; fee: number; status: string };

/** Where the tests of paying charge, pay, report what the vendor said and look into the books. No vendor, no workflow. */
export class Desk {
  /** Now, for all of a file. */
  readonly now = new Date();

  constructor(readonly own: OwnDatabase) {}

  lease(wishes: LeaseWishes = {}, nowMs = Date.now()): Promise<GivenLease> {
    return givenLease(this.own.database, wishes, nowMs);
  }

  within<T>({ organizationId }: GivenLease, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return inOrganization(this.own.database, organizationId, work);
  }

  /** @returns the charge's id */
  charge(
    lease: GivenLease,
    kind: ChargeKind,
    amountCents: number,
    dueOn: string = lease.today,
    rule: object = {},
  ): Promise<string> {
    return this.within(lease, async (tx) => {
      const [posted] = await postCharges(overPrisma(tx), lease.organizationId, [
        {
          leaseId: lease.leaseId,
          kind,
          item: kind === 'rent' ? dueOn : newId('charge'),
          label: kind,
          amountCents: cents(amountCents),
          period: dueOn.slice(0, 7) as never,
          dueOn: dueOn as never,
          coversFrom: null,
          coversTo: null,
          rule,
        },
      ]);
      return posted?.id ?? '';
    });
  }

  /** Money by check. @returns the payment's id */
  takeCheck(lease: GivenLease, amountCents: number, effectiveOn: string = lease.today): Promise<string> {
    const { organizationId, leaseId } = lease;
    const paid = { organizationId, leaseId, method: 'check', amountCents: cents(amountCents), effectiveOn } as const;
    return this.within(lease, (tx) => recordOfflinePayment(tx, { ...paid, recordedBy: 'usr_1', now: this.now }));
  }

  /** A way to pay on file. @returns its id */
  storedMethod(lease: GivenLease, kind: 'card' | 'us_bank_account'): Promise<string> {
    const { organizationId, tenantId } = lease;
    const vendorRef = `pm_${newId('paymentMethod')}`;
    const method = { organizationId, tenantId, kind, vendorRef, customerRef: 'cus_1', brand: null, last4: '4242' };
    return this.within(lease, (tx) => savePaymentMethod(tx, { ...method, expiresOn: null }));
  }

  /** @returns the id of the way to pay */
  async autopayOn(
    lease: GivenLease,
    kind: 'card' | 'us_bank_account',
    authorizedAt = this.now,
    authorization = 'I authorize it.',
  ): Promise<string> {
    const { organizationId, leaseId, tenantId } = lease;
    const paymentMethodId = await this.storedMethod(lease, kind);
    const given = { organizationId, leaseId, tenantId, paymentMethodId, authorization, authorizedAt };
    await this.within(lease, (tx) => turnAutopayOn(tx, { ...given, ip: null, userAgent: null }));
    return paymentMethodId;
  }

  /** What the collection of a month does at a moment. */
  collect(lease: GivenLease, at = this.now, period = lease.period) {
    const { organizationId, leaseId } = lease;
    const step = { organizationId, leaseId, period, workflowId: `rent-collection/${leaseId}/${period}` };
    return this.within(lease, (tx) => startCollectionPayment(tx, { ...step, linkKey: LINK_KEY, now: at }));
  }

  /** The payment that the collection of a month presents now. */
  async presented(lease: GivenLease, at = this.now, period = lease.period): Promise<PaymentRow> {
    const verdict = await this.collect(lease, at, period);
    if (verdict.kind !== 'present') throw new Error(`The collection presents nothing: ${verdict.kind}`);
    return this.payment(verdict.paymentId);
  }

  /** Pays by hosted bank debit all that is owed, unless wished otherwise. */
  async pay(lease: GivenLease, wish: Partial<WantedPayment> = {}): Promise<PaymentRow> {
    const { organizationId, leaseId, tenantId } = lease;
    const by = { kind: 'hosted', method: 'us_bank_account' } as const;
    const wanted = {
      organizationId,
      leaseId,
      tenantId,
      amountCents: 'all',
      by,
      actor: tenantId,
      now: this.now,
    } as const;
    const { paymentId } = await this.within(lease, (tx) => createPayment(tx, { ...wanted, ...wish }));
    return this.payment(paymentId);
  }

  /** Begins a payment with a way to pay on file. @returns its id */
  async payWith(lease: GivenLease, paymentMethodId: string, amountCents: number): Promise<string> {
    const by = { kind: 'stored', paymentMethodId } as const;
    return (await this.pay(lease, { by, amountCents: cents(amountCents), actor: 'usr_1' })).id;
  }

  present(lease: GivenLease, paymentId: string, paymentMethodId: string) {
    const { organizationId } = lease;
    return this.within(lease, (tx) =>
      createPresentment(tx, { organizationId, paymentId, paymentMethodId, now: this.now }),
    );
  }

  report(lease: GivenLease, paymentId: string, outcome: PaymentOutcome) {
    const { organizationId } = lease;
    return this.within(lease, (tx) => recordOutcome(tx, { organizationId, paymentId, outcome, now: this.now }));
  }

  /** What is open, in cents. */
  owed(lease: GivenLease): Promise<number> {
    return owed(this.own.database, lease);
  }

  /** What the ledger says a tenant owes, in cents; below zero what was paid ahead. */
  async balance(lease: GivenLease): Promise<number> {
    const { organizationId, leaseId } = lease;
    return (await this.within(lease, (tx) => readLedger(tx, { organizationId, leaseId, limit: 50 }))).balanceCents;
  }

  /** What lies in one of a lease's accounts, debits positive. */
  async account({ leaseId }: GivenLease, name: string): Promise<number> {
    const [row] = await this.own.rows<{ sum: number }>(
      'select coalesce(sum(amount_cents), 0)::int as sum from postings where lease_id = $1 and account = $2',
      [leaseId, name],
    );
    return row?.sum ?? 0;
  }

  async events({ leaseId }: GivenLease): Promise<string[]> {
    const rows = await this.own.rows<{ type: string }>(
      'select type from events where $1 = any(subjects) order by position',
      [leaseId],
    );
    return rows.map(({ type }) => type);
  }

  /** What the messages of a kind say, oldest first. */
  async messages({ organizationId }: GivenLease, kind: string): Promise<Record<string, unknown>[]> {
    const rows = await this.own.rows<{ variables: Record<string, unknown> }>(
      'select variables from messages where organization_id = $1 and kind = $2 order by id',
      [organizationId, kind],
    );
    return rows.map(({ variables }) => variables);
  }

  private async payment(id: string): Promise<PaymentRow> {
    const [row] = await this.own.rows<PaymentRow>(
      'select id, amount_cents::int as amount, fee_cents::int as fee, status from payments where id = $1',
      [id],
    );
    if (row === undefined) throw new Error('There is no such payment.');
    return row;
  }
}
