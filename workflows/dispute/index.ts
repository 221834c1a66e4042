import { condition, setHandler, sleep } from '@temporalio/workflow';
import type { DisputeFacts } from '../../activities/payments/disputes';
import { submitAtMs } from '../../domain/disputes';
import { irreversible, records, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { failedAs, isOutcomeUnknown, mayTryAgain, pauseAfter } from '../shared/failures';
import { type DisputeInput, type DisputeResult, disputeNews } from './messages';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A lost webhook is made good by asking this often. */
const ASK_MS = 7 * DAY_MS;
/** A dispute that the bank decides takes 60 to 75 days; longer than this, a person looks. */
const LONGEST_LOOKS = 60;

/**
 * Answers a payer's dispute: puts the evidence together, hands it in two days before the bank's deadline or when the
 * landlord says so, and follows it until it is decided. The books follow the vendor at every look.
 */
export async function dispute(input: DisputeInput): Promise<DisputeResult> {
  return new Answer(input, describe({ stage: 'needs_response' })).run();
}

class Answer {
  private news = 0;
  private refused = false;

  constructor(
    private readonly input: DisputeInput,
    private readonly about: Description,
  ) {
    setHandler(disputeNews, () => {
      this.news += 1;
    });
  }

  async run(): Promise<DisputeResult> {
    for (let looks = 0; ; looks += 1) {
      const seen = this.news;
      const facts = await vendor('payments', { summary: 'Ask how the dispute stands' }).lookAtDispute(this.ref);
      if (facts.took) await this.tellTenants(facts);
      if (facts.isDecided) return this.end(facts.status);
      if (looks > LONGEST_LOOKS) this.about.set({ needsAttention: true });
      if (facts.openSubmission !== null) await this.finish(facts.openSubmission);
      else if (facts.needsResponse) await this.respond(facts, seen);
      else await this.waitForBank(facts.status, seen);
    }
  }

  private get ref() {
    const { organizationId, disputeId } = this.input;
    return { organizationId, disputeId };
  }

  private async tellTenants({ paymentId, vendorRef }: DisputeFacts): Promise<void> {
    const { organizationId } = this.input;
    this.about.add('The bank took the money', 'What it had paid is owed again', 'bad');
    await records.tellOfReversal({ organizationId, paymentId, cause: { kind: 'dispute', disputeId: vendorRef } });
  }

  private async respond(facts: DisputeFacts, seen: number): Promise<void> {
    if (facts.isAccepted) {
      await vendor('payments', { summary: 'Accept the dispute' }).concedeDispute(this.ref);
      this.about.add('Accepted: the payer keeps the money', '', 'bad');
      return;
    }
    const dueAtMs = facts.evidenceDueAtMs ?? Date.now() + ASK_MS;
    const atMs = facts.wantsSubmission ? Date.now() : submitAtMs(dueAtMs, Date.now());
    if (atMs <= Date.now() && !this.refused) return this.submit();
    this.about.set({
      stage: 'needs_response',
      needsAttention: true,
      waiting: {
        waitsFor: 'your words or files, or that you accept it',
        until: this.refused ? dueAtMs : atMs,
        then: this.refused ? 'the bank decides without evidence' : 'the evidence on file is handed in by itself',
      },
    });
    await condition(() => this.news > seen, Math.max(1, Math.min(this.refused ? ASK_MS : atMs - Date.now(), ASK_MS)));
    // What a person changed is worth another try.
    if (this.news > seen) this.refused = false;
  }

  private async submit(): Promise<void> {
    this.about.set({ stage: 'submitting', waiting: null });
    const assemble = vendor('payments', { summary: 'Put the evidence together', startToCloseTimeout: '3 minutes' });
    const { submissionId } = await assemble.assembleEvidence(this.ref);
    await this.finish({ submissionId, status: 'prepared' });
  }

  /** Hands a submission in, once: a lost answer is asked about before anything else. */
  private async finish({ submissionId, status }: { submissionId: string; status: string }): Promise<void> {
    const submission = { ...this.ref, submissionId };
    let isUnknown = status === 'unknown';
    for (;;) {
      if (isUnknown) {
        const ask = vendor('payments', { summary: 'Ask whether the evidence arrived' });
        const { arrived } = await ask.reconcileEvidence(submission);
        if (arrived) break;
        isUnknown = false;
      }
      try {
        const hand = irreversible('payments', { summary: 'Hand the evidence in', startToCloseTimeout: '3 minutes' });
        await hand.submitEvidence(submission);
        break;
      } catch (error) {
        if (failedAs(error, 'vendor_rejected', 'vendor_not_found')) return this.refuse(submission);
        if (isOutcomeUnknown(error)) {
          await records.markEvidenceUnknown(submission);
          isUnknown = true;
          await sleep(MINUTE_MS, { summary: 'Give a lost request time to arrive, then ask' });
        } else if (mayTryAgain(error)) {
          await sleep(pauseAfter(error, MINUTE_MS), { summary: 'The payment service is away: wait' });
        } else throw error;
      }
    }
    this.about.add('Evidence handed in', 'The card’s bank decides', 'now');
    this.about.set({ stage: 'under_review', needsAttention: false });
  }

  private async refuse(submission: { organizationId: string; disputeId: string; submissionId: string }): Promise<void> {
    this.refused = true;
    await records.refuseEvidence({ ...submission, why: 'The payment service did not take the evidence.' });
    this.about.add('The evidence was not taken', 'Look at it in the payment service', 'bad');
    this.about.set({ needsAttention: true });
  }

  private async waitForBank(status: string, seen: number): Promise<void> {
    this.about.set({
      stage: status,
      waiting: {
        waitsFor: 'the card’s bank to decide, up to 75 days',
        until: null,
        then: 'won money is back from its first day; what is lost stays owed',
      },
    });
    await condition(() => this.news > seen, ASK_MS);
  }

  private end(status: DisputeFacts['status']): DisputeResult {
    const outcome = status === 'won' || status === 'lost' ? status : 'closed';
    const words = { won: 'Won: the money is back', lost: 'Lost: it stays owed', closed: 'Closed: no money was taken' };
    this.about.add(words[outcome], '', outcome === 'lost' ? 'bad' : 'ok');
    this.about.set({ stage: outcome, waiting: null, needsAttention: false });
    return { outcome };
  }
}
