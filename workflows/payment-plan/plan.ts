import { condition, setHandler, workflowInfo } from '@temporalio/workflow';
import type { PlanFacts } from '../../activities/payments/plans';
import type { Presented } from '../../activities/payments/present';
import { moneyChanged, type PresentmentNews, presentmentResolved } from '../rent-collection/messages';
import { records } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { presentOnce } from '../shared/present';
import { waitForBank } from '../shared/wait-for-bank';
import { type PaymentPlanInput, type PaymentPlanResult, planChanged } from './messages';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Next = NonNullable<PlanFacts['next']>;

const ENDINGS: Readonly<Record<string, string>> = {
  completed: 'Paid in full',
  broken: 'An installment was missed: the plan has ended',
  canceled: 'The plan was canceled',
  withdrawn: 'The offer was withdrawn',
  declined: 'The tenant declined it',
  expired: 'Nobody accepted it in time',
};

/** One plan's state and its steps. */
export class Plan {
  private readonly about: Description;
  private readonly input: PaymentPlanInput;
  private news = 0;
  /** What was heard before the facts were read: anything later makes them old. */
  private known = 0;
  private readonly failed: string[];
  private resolved: PresentmentNews | undefined;
  private asked: string;

  constructor({ carried, ...input }: PaymentPlanInput) {
    this.input = input;
    this.about = describe(carried?.timeline ?? { stage: 'offered' });
    this.failed = [...(carried?.failed ?? [])];
    this.asked = carried?.asked ?? '';
    const look = () => {
      this.news += 1;
    };
    setHandler(planChanged, look);
    setHandler(moneyChanged, look);
    setHandler(presentmentResolved, (news) => {
      this.resolved = news;
      if (news.status === 'failed') this.failed.push(news.presentmentId);
      look();
    });
  }

  /** With what it goes on as a new run. */
  carriedOn(): PaymentPlanInput {
    const { failed, asked } = this;
    return { ...this.input, carried: { timeline: this.about.timeline(), failed, asked } };
  }

  look(): Promise<PlanFacts> {
    this.known = this.news;
    return records.planFacts(this.input);
  }

  async waitForAnswer(facts: PlanFacts): Promise<void> {
    this.about.setWaiting({
      waitsFor: 'a tenant to accept the plan (link sent)',
      until: facts.offerEndsMs,
      then: 'the offer ends; what is past due is collected as before',
    });
    const heard = await this.untilNewsOr(facts.offerEndsMs);
    if (!heard) await records.endPlan({ ...this.input, to: 'expired' });
  }

  /** All is paid: done once no bank can send it back any more. */
  async finish(facts: PlanFacts): Promise<void> {
    if (!facts.inTransit) {
      const { ended } = await records.endPlan({ ...this.input, to: 'completed' });
      if (ended) return;
    }
    this.about.setWaiting({
      waitsFor: 'the last payment to be safe: its bank may still send it back',
      until: null,
      then: 'the plan is paid in full',
    });
    await this.untilNewsOr(Date.now() + DAY_MS);
  }

  /** One reminder, presentment, wait, or the end. */
  async takeNextStep(facts: PlanFacts): Promise<void> {
    const { next } = facts;
    if (next === null) return;
    for (const presentmentId of this.failed.splice(0)) await this.tellOfFailure(next, presentmentId);
    const now = Date.now();
    if (now < next.remindMs) return this.waitFor('the next installment', next.remindMs, 'the tenants are reminded');
    if (now < next.dueMs) return this.remind(facts, next);
    if (now >= next.breakMs && (await this.breakUp())) return;
    return this.collect(next);
  }

  /** What is still open goes back to the ordinary collection, with the fees that the lease and the law allow. */
  async end(facts: PlanFacts): Promise<PaymentPlanResult> {
    const { status, periods } = facts;
    const isBad = status === 'broken' || status === 'declined' || status === 'expired';
    this.about.add(ENDINGS[status] ?? status, '', isBad ? 'bad' : 'ok');
    if (status === 'broken' || status === 'canceled') {
      for (const period of periods) await this.postLateFee(period);
    }
    this.about.set({ stage: status, waiting: null, needsAttention: status === 'broken' });
    return { outcome: status };
  }

  private async remind(facts: PlanFacts, next: Next): Promise<void> {
    await this.tellDue(next);
    const then = facts.hasMethod ? 'it is taken from the stored way to pay' : 'the tenants pay it by their link';
    return this.waitFor(`installment ${next.number}`, next.dueMs, then);
  }

  private async tellDue({ number }: Next): Promise<void> {
    await records.tellOfPlan({ ...this.input, notice: { kind: 'plan_installment_due', number } });
  }

  private async collect(next: Next): Promise<void> {
    const { workflowId } = workflowInfo();
    const step = await records.startInstallment({ ...this.input, workflowId });
    switch (step.kind) {
      case 'clear':
      case 'ended':
        return;
      case 'present':
        return this.present(next, step.presentmentId, step.isUnknown);
      case 'in_flight':
        // Another path's presentment of the same months: it is told elsewhere.
        return step.isOwn
          ? this.follow(next, step.presentmentId)
          : this.waitFor('another payment', Date.now() + HOUR_MS, 'it goes on');
      case 'wait':
        return this.waitFor('the next payday', Math.min(step.untilMs, this.breaksAt(next)), 'it is tried again');
      case 'needs_person':
        return this.askForAnotherWay(next, step.meaning);
      case 'no_method':
        await this.tellDue(next);
        return this.waitFor(`installment ${next.number}, by link`, this.breaksAt(next), 'the plan ends');
      case 'not_accepting':
        return this.waitFor('you to accept payments again', Date.now() + DAY_MS, 'it is collected');
    }
  }

  private async present(next: Next, presentmentId: string, isUnknown: boolean): Promise<void> {
    const { organizationId } = this.input;
    this.about.set({ stage: 'active' });
    const presented = await presentOnce({ organizationId, presentmentId }, isUnknown);
    return this.goOnFrom(next, presented);
  }

  private async follow(next: Next, presentmentId: string): Promise<void> {
    const ref = { organizationId: this.input.organizationId, presentmentId };
    const heard = () => (this.resolved?.presentmentId === presentmentId ? this.resolved : undefined);
    return this.goOnFrom(next, await waitForBank(this.about, ref, { heard }));
  }

  private async goOnFrom(next: Next, presented: Presented): Promise<void> {
    const { presentmentId, status } = presented;
    if (status === 'processing') {
      // Counted as paid while it is in transit; should it come back, that is news.
      this.about.add(`Installment ${next.number} is on its way`, '', 'now');
      return;
    }
    if (status === 'succeeded') {
      this.about.add(`Installment ${next.number} is paid`);
      return;
    }
    if (status === 'failed') await this.tellOfFailure(next, presentmentId);
  }

  private async tellOfFailure(next: Next, presentmentId: string): Promise<void> {
    const told = await records.tellOfFailedInstallment({ ...this.input, presentmentId, number: next.number });
    this.about.add(`Installment ${next.number} did not go through`, told.meaning, 'bad');
  }

  private async askForAnotherWay(next: Next, meaning: string): Promise<void> {
    const asked = `${next.number}/${meaning}`;
    if (this.asked !== asked) {
      this.asked = asked;
      const notice = { kind: 'plan_installment_failed', number: next.number, meaning, presentmentId: asked } as const;
      await records.tellOfPlan({ ...this.input, notice });
      this.about.add('Asked for another way to pay', meaning, 'bad');
    }
    return this.waitFor(`installment ${next.number}, another way (link sent)`, this.breaksAt(next), 'the plan ends');
  }

  /** @returns whether the plan has ended: the facts may say that it is paid after all */
  private async breakUp(): Promise<boolean> {
    const { ended } = await records.endPlan({ ...this.input, to: 'broken' });
    return ended;
  }

  private async postLateFee(period: string): Promise<void> {
    const { organizationId, leaseId } = this.input;
    if (leaseId === undefined) return;
    const month = { organizationId, leaseId, period };
    const { feeCents } = await records.postLateFee(month);
    if (feeCents > 0) await records.tellTenants({ ...month, about: { kind: 'late_fee_posted', feeCents } });
  }

  /** The end of its grace days; once that is past, an hour from now: something else holds the plan up. */
  private breaksAt({ breakMs }: Next): number {
    return breakMs > Date.now() ? breakMs : Date.now() + HOUR_MS;
  }

  private async waitFor(waitsFor: string, untilMs: number, then: string): Promise<void> {
    this.about.set({ stage: 'active' });
    this.about.setWaiting({ waitsFor, until: untilMs, then });
    await this.untilNewsOr(untilMs);
  }

  private async untilNewsOr(atMs: number): Promise<boolean> {
    return condition(() => this.news > this.known, Math.max(atMs - Date.now(), 1));
  }
}
