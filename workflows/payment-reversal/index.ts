import { condition, patched, setHandler } from '@temporalio/workflow';
import { records, vendor } from '../shared/activities';
import { describe } from '../shared/describe';
import { disputeChanged, type PaymentReversalInput, type PaymentReversalResult } from './messages';

const DAY_MS = 86_400_000;

/**
 * Takes back a payment that the bank returned, the payer disputed or somebody refunded: the ledger owes again what it
 * had paid, a method that its bank refuses for good is blocked, the lease's fee is added, the tenants are told with
 * another way to pay, and the month's collection goes on. A card dispute is answered by a workflow of its own.
 */
export async function paymentReversal(input: PaymentReversalInput): Promise<PaymentReversalResult> {
  const about = describe({ stage: 'reversing' });
  let news = 0;
  setHandler(disputeChanged, () => {
    news += 1;
  });
  const { cause } = input;
  const taken = await vendor('payments', { summary: 'Ask why, then take it back' }).takeBackPayment(input);
  if (cause.kind === 'dispute' && patched('dispute-has-its-own-workflow')) {
    if (taken.isTaken === false) about.add('The bank asks: nothing was taken so far', taken.meaning, 'bad');
    else {
      about.add(taken.isPartial ? 'The disputed part was reversed' : 'Reversed in the ledger', taken.meaning, 'bad');
      await records.tellOfReversal(input);
    }
    about.set({ stage: taken.answerByMs === null ? 'reversed' : 'disputed', waiting: null });
    return { outcome: taken.isPartial ? 'partial' : 'reversed' };
  }
  about.add(taken.isPartial ? 'Only a part came back: see to it' : 'Reversed in the ledger', taken.meaning, 'bad');
  if (taken.isPartial) about.set({ stage: 'partial', needsAttention: true });
  else await records.tellOfReversal(input);
  if (cause.kind === 'refund' || taken.answerByMs === null) {
    about.set({ stage: taken.isPartial ? 'partial' : 'reversed', waiting: null });
    return { outcome: taken.isPartial ? 'partial' : 'reversed' };
  }
  about.set({ stage: 'disputed', needsAttention: true });
  for (;;) {
    about.setWaiting({
      waitsFor: 'the dispute to be decided; answer it with evidence in the payment service',
      until: taken.answerByMs,
      then: 'it is lost without an answer',
    });
    const seen = news;
    await condition(() => news > seen, 7 * DAY_MS);
    const { status } = await vendor('payments', { summary: 'Ask how the dispute stands' }).followDispute(input);
    if (status === 'open') continue;
    about.add(status === 'won' ? 'Won: the money is back' : 'Lost', '', status === 'won' ? 'ok' : 'bad');
    about.set({ stage: status, waiting: null, needsAttention: false });
    return { outcome: status === 'won' ? 'reinstated' : 'reversed' };
  }
}
