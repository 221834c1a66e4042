import { allHandlersFinished, condition, continueAsNew, patched, setHandler, workflowInfo } from '@temporalio/workflow';
import type { LeaseFacts } from '../../activities/leases';
import { records } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { answerTo, refusal } from '../shared/failures';
import { end, giveNotice, type LeaseInput, type LeaseResult, moneyChanged } from './messages';

/**
 * The life of one lease: waits for the move-in money and the first day, stands month after month, and ends on its last
 * day. It begins anew with each month, so that its history stays short however long somebody lives there.
 */
export async function lease(input: LeaseInput): Promise<LeaseResult> {
  const life = new LeaseLife(input);
  let facts = await life.look();
  for (;;) {
    switch (facts.status) {
      case 'signed':
        await life.waitForMoney(facts);
        break;
      case 'scheduled':
        await life.waitForFirstDay(facts);
        break;
      case 'active':
        await life.stand(facts);
        break;
      default:
        return life.end(facts);
    }
    facts = await life.look();
    if (life.isMonthOver(facts) || workflowInfo().continueAsNewSuggested) await life.beginAnew();
  }
}

/** The lease's state and its steps, in the order they are taken. */
class LeaseLife {
  private readonly about: Description;
  private readonly beganAtMs = Date.now();
  /** How much was heard, and how much of it the last look knew of. */
  private news = 0;
  private seen = 0;
  /** Whether the main line waits, so that a change may be carried out. */
  private isResting = false;
  /** Whether one is carried out: the main line waits for its end. */
  private isChanging = false;
  /** Runs that were changed before there were turns go on as they began. */
  private takesTurns = true;
  private monthEndsAtMs: number | null = null;
  private facts: LeaseFacts | null = null;

  constructor(private readonly input: LeaseInput) {
    this.about = describe(input.timeline ?? { stage: 'signed' });
    setHandler(moneyChanged, () => {
      this.news += 1;
    });
    setHandler(giveNotice, (asked) => this.giveNotice(asked), { validator: ({ on }) => this.refuseDate(on) });
    setHandler(end, (asked) => this.endOn(asked), { validator: ({ on }) => this.refuseDate(on) });
  }

  async look(): Promise<LeaseFacts> {
    this.seen = this.news;
    const { organizationId, leaseId } = this.input;
    const facts = await records.leaseFacts({ organizationId, leaseId, beganAtMs: this.beganAtMs });
    this.monthEndsAtMs ??= facts.monthEndsAtMs;
    this.facts = facts;
    if (!this.takesTurns) await condition(allHandlersFinished); // there the answer came first
    return facts;
  }

  /** Signed: nobody gets the keys before the deposit and the first month are paid. */
  async waitForMoney(facts: LeaseFacts): Promise<void> {
    if (facts.moveInOpenCents <= 0) {
      await records.scheduleLease(this.ref());
      this.about.add('Move-in money is paid');
      return;
    }
    if (Date.now() >= facts.cancelAtMs) {
      await records.cancelUnpaidLease(this.ref());
      this.about.add('Never paid: the lease was canceled', '', 'bad');
      return;
    }
    const isLate = Date.now() >= facts.startsAtMs;
    this.about.set({
      stage: 'signed',
      needsAttention: isLate,
      waiting: {
        waitsFor: 'the deposit and the first rent',
        until: isLate ? facts.cancelAtMs : facts.startsAtMs,
        then: isLate ? 'the lease is canceled' : 'it comes on your list',
      },
    });
    await this.untilNewsOr(isLate ? facts.cancelAtMs : facts.startsAtMs);
  }

  async waitForFirstDay(facts: LeaseFacts): Promise<void> {
    if (Date.now() >= facts.startsAtMs) {
      await records.activateLease(this.ref());
      this.about.add('The first day has come', 'Tenants were welcomed and shown autopay');
      return;
    }
    this.about.set({
      stage: 'scheduled',
      needsAttention: false,
      waiting: { waitsFor: 'the first day', until: facts.startsAtMs, then: 'the lease is active' },
    });
    await this.untilNewsOr(facts.startsAtMs);
  }

  /** Active: rent is collected elsewhere, month by month; here is watched for the last day. */
  async stand(facts: LeaseFacts): Promise<void> {
    if (facts.endsAtMs !== null && Date.now() >= facts.endsAtMs) {
      await records.endLease({ ...this.ref(), reason: 'Its last day is over', by: 'system' });
      return;
    }
    this.about.set({
      stage: 'active',
      needsAttention: false,
      waiting: {
        waitsFor: facts.endsAtMs === null ? 'notice from either side' : 'the last day',
        until: facts.endsAtMs,
        then: 'the home is vacant again',
      },
    });
    await this.untilNewsOr(
      Math.min(facts.endsAtMs ?? Number.MAX_SAFE_INTEGER, this.monthEndsAtMs ?? facts.monthEndsAtMs),
    );
  }

  isMonthOver(facts: LeaseFacts): boolean {
    return facts.status === 'active' && this.monthEndsAtMs !== null && Date.now() >= this.monthEndsAtMs;
  }

  async beginAnew(): Promise<void> {
    this.isResting = true;
    await condition(allHandlersFinished);
    await continueAsNew<typeof lease>({ ...this.input, timeline: this.about.timeline() });
  }

  async end(facts: LeaseFacts): Promise<LeaseResult> {
    this.isResting = true;
    await condition(allHandlersFinished);
    const outcome = facts.status === 'canceled' ? 'canceled' : 'ended';
    this.about.add(outcome === 'ended' ? 'The lease has ended' : 'The lease was canceled');
    this.about.set({ stage: outcome, waiting: null, needsAttention: false });
    return { outcome };
  }

  private refuseDate(on: string): void {
    if (!/^\d{4}-\d\d-\d\d$/.test(on)) throw refusal('invalid_request', 'Name the last day as YYYY-MM-DD.');
    if (this.facts === null) return; // asked in the moment it began: once it has looked, the store has the last word
    const { status } = this.facts;
    if (status !== 'signed' && status !== 'scheduled' && status !== 'active') {
      throw refusal('illegal_transition', 'This lease no longer stands.');
    }
  }

  private async giveNotice({ on, by }: { on: string; by: string }): Promise<{ status: string }> {
    return this.changed(async () => {
      await records.recordNotice({ ...this.ref(), on, by, atMs: Date.now() });
      this.about.add('Notice was given', `The last day is ${on}`);
    });
  }

  private async endOn({ on, reason, by }: { on: string; reason: string; by: string }): Promise<{ status: string }> {
    return this.changed(async () => {
      if (this.facts?.status !== 'active') {
        await records.callOffLease({ ...this.ref(), reason, by });
        return;
      }
      const { isOver } = await records.recordEnd({ ...this.ref(), on, by, atMs: Date.now() });
      if (isOver) await records.endLease({ ...this.ref(), reason, by });
      this.about.add('You ended the lease', reason);
    });
  }

  /**
   * Carries a change out, answers with where the lease then stands, and has the main line look at it. They take turns:
   * a history does not keep in which order two steps at a time were done, and could not be gone on from.
   */
  private async changed(change: () => Promise<void>): Promise<{ status: string }> {
    this.takesTurns = patched('changes-take-turns');
    if (this.takesTurns) await this.untilTurn();
    this.isChanging = true;
    try {
      await change();
      if (!this.takesTurns) this.news += 1;
      const { organizationId, leaseId } = this.input;
      const { status } = await records.leaseFacts({ organizationId, leaseId, beganAtMs: this.beganAtMs });
      if (this.takesTurns) this.news += 1;
      return { status };
    } catch (error) {
      throw answerTo(error);
    } finally {
      this.isChanging = false;
    }
  }

  /** Asked again after each wait: another may have been woken by the same. */
  private async untilTurn(): Promise<void> {
    while (!this.isResting || this.isChanging) await condition(() => this.isResting && !this.isChanging);
  }

  private async untilUnchanged(): Promise<void> {
    while (this.isChanging) await condition(() => !this.isChanging);
  }

  private ref() {
    const { organizationId, leaseId } = this.input;
    return { organizationId, leaseId };
  }

  private async untilNewsOr(atMs: number): Promise<void> {
    this.isResting = true;
    await condition(() => this.news > this.seen, Math.max(atMs - Date.now(), 1));
    if (this.takesTurns) await this.untilUnchanged();
    this.isResting = false;
  }
}
