import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import type { ApplicationFacts, EvaluationSummary } from '../../activities/applications';
import type { DecisionOutcome } from '../../domain/application-decision';
import { records } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { answerTo } from '../shared/failures';
import { DECIDED, declineForAnother, ENDINGS, refuseDecision, sendAdverseActions } from './decision';
import {
  type ApplicationInput,
  type ApplicationResult,
  applicantChanged,
  type Decide,
  decide,
  reportChanged,
  unitPromised,
  withdraw,
} from './messages';
import { screenHousehold } from './screen-household';

/**
 * Lets a home to somebody: waits until the household has told everything, has its adults screened, holds it against
 * the landlord's criteria and waits for the landlord's decision. What stands in the store decides what comes next, so
 * it may be started again at any point.
 */
export async function application(input: ApplicationInput): Promise<ApplicationResult> {
  const process = new Application(input);
  let facts = await process.look();
  while (!facts.isOver) {
    switch (facts.status) {
      case 'submitted':
      case 'screening':
        await process.screen();
        break;
      case 'decision_pending':
      case 'approved_with_conditions':
        await process.waitForDecision(facts);
        break;
      default:
        await process.gather(facts);
    }
    facts = await process.look();
  }
  return process.end(facts);
}

/** The application's state and its steps, in the order they are taken. */
class Application {
  private readonly about: Description = describe({ stage: 'invited' });
  private readonly beganAtMs = Date.now();
  /** How much news came, and how much of it the last look knew of: what arrives during a look is not missed. */
  private news = 0;
  private seen = 0;
  private reminders = 0;
  private promised: 'hold' | 'decline' | null = null;
  private reportsChanged = false;
  /** Set while the landlord is asked; the decision is refused at any other time. */
  private evaluation: EvaluationSummary | null = null;
  private noticeFor: DecisionOutcome | null = null;

  constructor(private readonly input: ApplicationInput) {
    setHandler(applicantChanged, () => this.tell());
    setHandler(reportChanged, () => {
      this.reportsChanged = true;
      this.tell();
    });
    setHandler(unitPromised, ({ what }) => {
      this.promised = what;
      this.tell();
    });
    setHandler(decide, (asked) => this.decide(asked), { validator: (asked) => refuseDecision(asked, this.evaluation) });
    setHandler(withdraw, (asked) => this.withdraw(asked));
  }

  look(): Promise<ApplicationFacts> {
    this.seen = this.news;
    return records.applicationFacts({ ...this.input, beganAtMs: this.beganAtMs });
  }

  /** One wait while the household fills in: news, a reminder, or the end of the invitation. */
  async gather(facts: ApplicationFacts): Promise<void> {
    if (this.promised === 'decline') {
      await records.expireInvitation({ ...this.input, seenExpiresAtMs: Number.MAX_SAFE_INTEGER });
      return;
    }
    if (Date.now() >= facts.expiresAtMs) {
      await records.expireInvitation({ ...this.input, seenExpiresAtMs: facts.expiresAtMs });
      return;
    }
    const reminderAtMs = facts.reminderAtMs[this.reminders];
    if (reminderAtMs !== undefined && Date.now() >= reminderAtMs) {
      this.reminders += 1;
      const { reminded } = await records.remindHousehold({ ...this.input, occasion: `reminder ${this.reminders}` });
      if (reminded > 0) this.about.add('Reminder sent', 'To whoever has not handed in yet');
      return;
    }
    this.about.set({
      stage: facts.status,
      waiting: {
        waitsFor: `${facts.missing} of ${facts.household} people to hand in their part`,
        until: facts.expiresAtMs,
        then: 'the invitation runs out; it can be renewed',
      },
    });
    await this.untilNewsOr(Math.min(facts.expiresAtMs, reminderAtMs ?? facts.expiresAtMs));
  }

  /** Has everyone screened, unless the household withdraws first, and puts the result before the landlord. */
  async screen(): Promise<void> {
    this.about.add('Everyone has handed in');
    this.about.set({
      stage: 'screening',
      waiting: { waitsFor: 'the background checks', until: null, then: 'the landlord is asked to decide' },
    });
    if (await this.screenOrLeave(false)) await this.evaluate();
  }

  /** Waits until the landlord decides; sends the notices that a decision calls for; looks again at disputed reports. */
  async waitForDecision(facts: ApplicationFacts): Promise<void> {
    if (this.promised === 'decline') return this.declineForAnother();
    if (this.reportsChanged) return this.screenAgain();
    if (facts.isDisputed) {
      this.reportsChanged = true;
      return;
    }
    this.evaluation = facts.evaluation;
    this.about.set({
      stage: facts.status,
      needsAttention: true,
      waiting: {
        waitsFor: facts.status === 'decision_pending' ? 'your decision' : 'you to confirm that the conditions are met',
        until: null,
        then: 'the household is told, and on approval a lease is drawn up',
      },
    });
    await this.untilNewsOr(null);
    this.evaluation = null;
    await this.sendNotices();
  }

  async end(facts: ApplicationFacts): Promise<ApplicationResult> {
    await condition(allHandlersFinished);
    await this.sendNotices();
    const outcome = facts.status as ApplicationResult['outcome'];
    this.about.add(ENDINGS[outcome], '', outcome === 'approved' ? 'ok' : 'bad');
    this.about.set({ stage: outcome, waiting: null, needsAttention: false });
    return { outcome, leaseId: facts.leaseId };
  }

  private async decide(asked: Decide): Promise<{ leaseId: string | null }> {
    try {
      const { role: _role, ...decision } = asked;
      const decided = await records.decideHousehold({ ...this.input, ...decision });
      this.about.add(DECIDED[asked.outcome], asked.conditions.join(', '), asked.outcome === 'declined' ? 'bad' : 'ok');
      if (asked.outcome !== 'approved') this.noticeFor = asked.outcome;
      this.tell();
      return decided;
    } catch (error) {
      throw answerTo(error);
    }
  }

  private async withdraw(asked: { by: string; reason?: string | undefined }): Promise<void> {
    try {
      await records.withdrawHousehold({ ...this.input, ...asked });
      this.tell();
    } catch (error) {
      throw answerTo(error);
    }
  }

  private async evaluate(): Promise<void> {
    const evaluation = await records.evaluateHousehold(this.input);
    if (evaluation !== null)
      this.about.add('Held against your criteria', `They recommend: ${evaluation.recommendation}`);
  }

  private async screenAgain(): Promise<void> {
    this.reportsChanged = false;
    this.about.add('A report is looked at again', 'No decision until that is settled', 'now');
    this.about.set({
      needsAttention: false,
      waiting: { waitsFor: 'the agency to settle a report', until: null, then: 'you are asked to decide' },
    });
    if (await this.screenOrLeave(true)) await this.evaluate();
  }

  private screenOrLeave(recheck: boolean): Promise<boolean> {
    return screenHousehold({
      input: this.input,
      recheck,
      hasNews: () => this.news > this.seen,
      look: () => this.look(),
    });
  }

  private async declineForAnother(): Promise<void> {
    await declineForAnother(this.input);
    this.noticeFor = 'declined';
    await this.sendNotices();
  }

  /** The notices that the last decision calls for, once. */
  private async sendNotices(): Promise<void> {
    const outcome = this.noticeFor;
    if (outcome === null) return;
    this.noticeFor = null;
    const told = await sendAdverseActions(this.input);
    if (told > 0) this.about.add('Adverse-action notice sent', 'A copy is on file as proof');
  }

  private tell(): void {
    this.news += 1;
  }

  private async untilNewsOr(atMs: number | null): Promise<void> {
    const isNews = () => this.news > this.seen;
    if (atMs === null) await condition(isNews);
    else await condition(isNews, Math.max(atMs - Date.now(), 1));
  }
}
