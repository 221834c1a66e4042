import type { CollectionFacts } from '../../activities/payments/collection';
import { records } from '../shared/activities';
import type { Description } from '../shared/describe';
import type { DeadlinesMet, RentCollectionInput } from './messages';

/**
 * What happens by date while a month stays unpaid: the lease's late fee, at once or growing from day to day, then the
 * landlord's list.
 */
export class Deadlines {
  /** For histories from before the facts said what is owed: the fee was posted once. */
  private lateFeePosted: boolean;
  private lateFeeTold: boolean;
  private escalated: boolean;

  constructor(
    private readonly input: RentCollectionInput,
    private readonly about: Description,
    met: DeadlinesMet = { lateFeePosted: false, lateFeeTold: false, escalated: false },
  ) {
    this.lateFeePosted = met.lateFeePosted;
    this.lateFeeTold = met.lateFeeTold;
    this.escalated = met.escalated;
  }

  /** What to carry over to the next run. */
  met(): DeadlinesMet {
    const { lateFeePosted, lateFeeTold, escalated } = this;
    return { lateFeePosted, lateFeeTold, escalated };
  }

  /** Whether something is due by now. */
  areDue(facts: CollectionFacts): boolean {
    const now = Date.now();
    return this.isLateFeeDue(facts, now) || (!this.escalated && now >= facts.escalateAtMs);
  }

  /** Does what is due by now. */
  async apply(facts: CollectionFacts): Promise<void> {
    const now = Date.now();
    if (this.isLateFeeDue(facts, now)) await this.postLateFee();
    if (!this.escalated && now >= facts.escalateAtMs) {
      this.escalated = true;
      await records.escalateCollection({ ...this.input, why: 'The rent is more than ten days late.' });
      this.about.add('You were told', 'More than ten days late', 'bad');
      this.about.set({ stage: 'escalated', needsAttention: true });
    }
  }

  /** The next of them, in epoch milliseconds; infinity where none is left. */
  nextAt(facts: CollectionFacts): number {
    return Math.min(this.nextLateFeeAt(facts) ?? Infinity, this.escalated ? Infinity : facts.escalateAtMs);
  }

  /** The next of them, in words. */
  next(facts: CollectionFacts): string {
    if (this.nextLateFeeAt(facts) !== null) return 'the lease’s late fee is added';
    return this.escalated ? 'you decide what to do' : 'it comes on your list';
  }

  private isLateFeeDue(facts: LateFeeFacts, now: number): boolean {
    if (facts.lateFeeOwedCents !== undefined) return facts.lateFeeOwedCents > 0;
    return !this.lateFeePosted && facts.lateFeeAtMs !== null && now >= facts.lateFeeAtMs;
  }

  private nextLateFeeAt(facts: LateFeeFacts): number | null {
    return facts.lateFeeOwedCents === undefined && this.lateFeePosted ? null : facts.lateFeeAtMs;
  }

  private async postLateFee(): Promise<void> {
    this.lateFeePosted = true;
    const { feeCents } = await records.postLateFee(this.input);
    if (feeCents <= 0 || this.lateFeeTold) return;
    this.lateFeeTold = true;
    await records.tellTenants({ ...this.input, about: { kind: 'late_fee_posted', feeCents } });
    this.about.add('Late fee posted by the lease and the state’s rule', '', 'bad');
  }
}

type LateFeeFacts = Pick<CollectionFacts, 'lateFeeAtMs'> & { lateFeeOwedCents?: number };
