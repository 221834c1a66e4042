import fc from 'fast-check';
import { CHARGE_KINDS, type ChargeKind } from '../charge-kinds';
import { type Cents, cents } from '../money';
import {
  type AccountCode,
  type Allocated,
  assertBalanced,
  balanceOf,
  cardPaymentReceived,
  chargePosted,
  chargeVoided,
  creditApplied,
  depositApplied,
  depositCharged,
  depositReturned,
  feeWaived,
  type LedgerEntry,
  offlinePaymentReceived,
  type PaymentRef,
  paymentReversed,
  paymentSettled,
  paymentSubmitted,
  payoutArrived,
  refundFailed,
  refundIssued,
  refundRequested,
  reversalOf,
} from '.';

const leaseId = 'lease_1';
const c = cents;
const balances = (entries: readonly LedgerEntry[]) => {
  const postings = entries.flatMap((entry) => entry.postings);
  const accounts = [...new Set(postings.map((posting) => posting.account))];
  const pairs = accounts.map((account): [AccountCode, Cents] => [account, balanceOf(account, postings)]);
  return Object.fromEntries(pairs.filter(([, balance]) => balance !== 0));
};
const rent = { leaseId, chargeId: 'chg_rent', kind: 'rent' as const, amountCents: c(185_000) };
const deposit = { leaseId, chargeId: 'chg_dep', amountCents: c(185_000) };
const payment = (amount: number, allocations: Allocated[]): PaymentRef => ({
  leaseId,
  paymentId: 'pay_1',
  amountCents: c(amount),
  allocations,
});
const paysRent: Allocated[] = [{ chargeId: 'chg_rent', kind: 'rent', amountCents: c(185_000) }];

describe('a month of rent', () => {
  it('is owed when posted and earned', () => {
    expect(balances([chargePosted(rent)])).toEqual({ receivable: 185_000, rent_income: -185_000 });
  });

  it('paid by bank debit is in transit until it settles', () => {
    const entries = [chargePosted(rent), paymentSubmitted(payment(185_000, paysRent))];
    expect(balances(entries)).toEqual({ in_transit: 185_000, rent_income: -185_000 });
    const settled = [...entries, paymentSettled(payment(185_000, []), c(500)), payoutArrived(c(184_500))];
    expect(balances(settled)).toEqual({ bank: 184_500, processing_fees: 500, rent_income: -185_000 });
  });

  it('returned by the bank is owed again, before and after it settled', () => {
    const submitted = [chargePosted(rent), paymentSubmitted(payment(185_000, paysRent))];
    const owed = { receivable: 185_000, rent_income: -185_000 };
    expect(balances([...submitted, paymentReversed(payment(185_000, paysRent), 'in_transit')])).toEqual(owed);
    const settled = [...submitted, paymentSettled(payment(185_000, []))];
    expect(balances([...settled, paymentReversed(payment(185_000, paysRent), 'undeposited_funds')])).toEqual(owed);
  });

  it('paid by card is received at once, less the fee', () => {
    const entries = [chargePosted(rent), cardPaymentReceived(payment(185_000, paysRent), c(5395))];
    expect(balances(entries)).toEqual({ undeposited_funds: 179_605, processing_fees: 5395, rent_income: -185_000 });
  });

  it('paid by cash lies in the drawer, by transfer in the bank', () => {
    expect(offlinePaymentReceived(payment(185_000, paysRent), 'cash').postings[0]?.account).toBe('undeposited_funds');
    expect(offlinePaymentReceived(payment(185_000, paysRent), 'transfer').postings[0]?.account).toBe('bank');
  });

  it('overpaid leaves a credit, which pays the next charge or goes back', () => {
    const entries = [chargePosted(rent), cardPaymentReceived(payment(200_000, paysRent))];
    expect(balances(entries)).toMatchObject({ tenant_credit: -15_000 });
    const next = chargePosted({ ...rent, chargeId: 'chg_2' });
    const applied = creditApplied(leaseId, 'pay_1', [{ chargeId: 'chg_2', kind: 'rent', amountCents: c(15_000) }]);
    expect(balances([...entries, next, applied])).toMatchObject({ receivable: 170_000 });
    const refund = { leaseId, paymentId: 'pay_1', amountCents: c(15_000) };
    const asked = refundRequested({ leaseId, paymentId: 'pay_1', creditCents: c(15_000), released: [] });
    expect(balances([...entries, asked])).toMatchObject({ refunds_payable: -15_000 });
    expect(balances([...entries, asked, refundFailed(refund, 'refunds_payable')])).toEqual(balances(entries));
    expect(balances([...entries, asked, refundIssued(refund)])).toEqual({
      undeposited_funds: 185_000,
      rent_income: -185_000,
    });
  });
});

describe('a deposit', () => {
  const paysDeposit: Allocated[] = [{ chargeId: 'chg_dep', kind: 'deposit', amountCents: c(185_000) }];

  it('is a liability only once money for it has come', () => {
    expect(balances([depositCharged(deposit)])).toEqual({ receivable: 185_000, deposits_billed: -185_000 });
    const paid = [depositCharged(deposit), cardPaymentReceived(payment(185_000, paysDeposit))];
    expect(balances(paid)).toEqual({ undeposited_funds: 185_000, deposits_held: -185_000 });
  });

  it('that comes back from the bank is no longer held', () => {
    const entries = [
      depositCharged(deposit),
      paymentSubmitted(payment(185_000, paysDeposit)),
      paymentReversed(payment(185_000, paysDeposit), 'in_transit'),
    ];
    expect(balances(entries)).toEqual({ receivable: 185_000, deposits_billed: -185_000 });
  });

  it('pays what is left open and the rest goes back', () => {
    const damage = chargePosted({ leaseId, chargeId: 'chg_dmg', kind: 'other', amountCents: c(20_000) });
    const entries = [
      depositCharged(deposit),
      offlinePaymentReceived(payment(185_000, paysDeposit), 'transfer'),
      damage,
      depositApplied(leaseId, 'chg_dmg', c(20_000)),
      depositReturned(leaseId, c(165_000)),
    ];
    expect(balances(entries)).toEqual({ bank: 20_000, other_income: -20_000 });
  });
});

describe('taking back', () => {
  it('a charge or a fee leaves nothing', () => {
    expect(balances([chargePosted(rent), chargeVoided(rent)])).toEqual({});
    const fee = { leaseId, chargeId: 'chg_fee', kind: 'late_fee' as const, amountCents: c(9250) };
    expect(balances([chargePosted(fee), feeWaived(fee)])).toEqual({});
  });
});

describe('every entry', () => {
  const kinds = fc.constantFrom(...(Object.keys(CHARGE_KINDS) as ChargeKind[]));
  const anyPayment = fc
    .array(fc.record({ kind: kinds, amountCents: fc.integer({ min: 1, max: 500_000 }).map(c) }), { maxLength: 5 })
    .chain((parts) => fc.tuple(fc.constant(parts), fc.integer({ min: parts.length === 0 ? 1 : 0, max: 100_000 })))
    .map(([parts, extra]) =>
      payment(
        parts.reduce((sum, part) => sum + part.amountCents, extra),
        parts.map((part, index) => ({ ...part, chargeId: `chg_${index}` })),
      ),
    );

  it('balances, and its reversal undoes it to the cent', () => {
    fc.assert(
      fc.property(anyPayment, (paid) => {
        const entries = [
          paymentSubmitted(paid),
          cardPaymentReceived(paid, c(30)),
          offlinePaymentReceived(paid, 'check'),
          paymentReversed(paid, 'bank'),
        ];
        for (const entry of entries) {
          expect(() => assertBalanced(entry.postings)).not.toThrow();
          expect(balances([entry, reversalOf(entry)])).toEqual({});
        }
      }),
    );
  });

  it('submitted, settled and reversed in any state leaves what was before', () => {
    fc.assert(
      fc.property(anyPayment, fc.boolean(), (paid, settles) => {
        const entries = [
          paymentSubmitted(paid),
          ...(settles ? [paymentSettled(paid)] : []),
          paymentReversed(paid, settles ? 'undeposited_funds' : 'in_transit'),
        ];
        expect(balances(entries)).toEqual({});
      }),
    );
  });

  it('refuses to be off by a cent, to move nothing, or to pay more than was paid', () => {
    const line = (amount: number) => ({ account: 'bank' as const, amountCents: c(amount) });
    expect(() => assertBalanced([line(100), line(-99)])).toThrow('off by 1');
    expect(() => assertBalanced([])).toThrow(RangeError);
    expect(() => chargePosted({ ...rent, amountCents: c(0) })).toThrow(RangeError);
    expect(() => paymentSubmitted(payment(100, paysRent))).toThrow('More is allocated');
  });
});
