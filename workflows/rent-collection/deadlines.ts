import type { CollectionFacts } from '../../activities/payments/collection';
import { records } from '../shared/activities';
import type { Description } from '../shared/describe';
import type { RentCollectionInput } from './messages';

/** What happens by date while a month stays unpaid: the lease's late fee, then the landlord's list. Each once. */
export class Deadlines {
  private lateFeePosted = false;
  private escalated = false;

  constructor(
    private readonly input: RentCollectionInput,
    private readonly about: Description,
  ) {}

  /** Does what is due by now. */
  async apply(facts: CollectionFacts): Promise<void> {
    const now = Date.now();
    if (!this.lateFeePosted && facts.lateFeeAtMs !== null && now >= facts.lateFeeAtMs) {
      this.lateFeePosted = true;
      const { feeCents } = await records.postLateFee(this.input);
      if (feeCents > 0) {
        await records.tellTenants({ ...this.input, about: { kind: 'late_fee_posted', feeCents } });
        this.about.add('Late fee posted by the lease and the state’s rule', '', 'bad');
      }
    }
    if (!this.escalated && now >= facts.escalateAtMs) {
      this.escalated = true;
      await records.escalateCollection({ ...this.input, why: 'The rent is more than ten days late.' });
      this.about.add('You were told', 'More than ten days late', 'bad');
      this.about.set({ stage: 'escalated', needsAttention: true });
    }
  }

  /** The next of them, in epoch milliseconds; infinity where none is left. */
  nextAt(facts: CollectionFacts): number {
    return Math.min(
      this.lateFeePosted ? Infinity : (facts.lateFeeAtMs ?? Infinity),
      this.escalated ? Infinity : facts.escalateAtMs,
    );
  }

  /** The next of them, in words. */
  next(facts: CollectionFacts): string {
    if (!this.lateFeePosted && facts.lateFeeAtMs !== null) return 'the lease’s late fee is added';
    return this.escalated ? 'you decide what to do' : 'it comes on your list';
  }
}
