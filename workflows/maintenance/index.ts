import { allHandlersFinished, condition, continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import type { RepairFacts } from '../../activities/maintenance';
import { dispatchPolicyOf } from '../../domain/triage';
import { records } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { failedAs } from '../shared/failures';
import { nextDeadline } from './deadlines';
import { answerUpdates } from './handlers';
import type { MaintenanceInput, MaintenanceResult } from './messages';

/**
 * Finds somebody for a repair and follows it to its end: vendors are asked in turn, several at once in an emergency;
 * whoever accepts says when they come, starts and finishes; the tenant confirms or says that it is not fixed. Nobody
 * left to ask: the area is widened once, then the landlord decides. The repair's legal clock is watched all along.
 */
export async function maintenance(input: MaintenanceInput): Promise<MaintenanceResult> {
  const repair = new Repair(input);
  for (;;) {
    const facts = await repair.look();
    if (facts.status === 'resolved' || facts.status === 'canceled') return repair.end(facts.status);
    await repair.takeNextStep(facts);
    if (workflowInfo().continueAsNewSuggested) await repair.carryOn();
  }
}

/** The state of a repair's process and its steps, in the order they are taken. */
class Repair {
  private readonly about: Description;
  private readonly ref: { organizationId: string; requestId: string };
  /** Counts what others changed; `seen` is how much of it the last look knew. */
  private news = 0;
  private seen = 0;
  private facts: RepairFacts | undefined;
  private round: number;
  private sinceRound: number;
  private askedAgainFor = '';
  private flaggedFor = '';

  constructor(private readonly input: MaintenanceInput) {
    const { organizationId, requestId, carried } = input;
    this.ref = { organizationId, requestId };
    this.about = describe(carried?.timeline ?? { stage: 'reported' });
    this.round = carried?.round ?? 1;
    this.sinceRound = carried?.sinceRound ?? 1;
    answerUpdates(this.ref, this.about, {
      facts: () => this.facts,
      changed: () => {
        this.news += 1;
      },
    });
  }

  async look(): Promise<RepairFacts> {
    this.seen = this.news;
    const facts = await records.repairFacts(this.ref);
    this.facts = facts;
    this.about.set({ stage: facts.status, needsAttention: facts.needsAttention });
    return facts;
  }

  /** One change of the world, or one wait. Somebody else may have changed it meanwhile: then it is looked at again. */
  async takeNextStep(facts: RepairFacts): Promise<void> {
    try {
      if (await this.watchClock(facts)) return;
      await this.stepFrom(facts);
    } catch (error) {
      if (!failedAs(error, 'illegal_transition')) throw error;
      await sleep('1 second', { summary: 'Somebody changed it meanwhile: look again' });
    }
  }

  async end(outcome: MaintenanceResult['outcome']): Promise<MaintenanceResult> {
    this.about.add(outcome === 'resolved' ? 'Closed' : 'Canceled', '', outcome === 'resolved' ? 'ok' : 'bad');
    this.about.set({ stage: outcome, waiting: null, needsAttention: false });
    await condition(allHandlersFinished);
    return { outcome };
  }

  async carryOn(): Promise<void> {
    await condition(allHandlersFinished);
    const { round, sinceRound } = this;
    await continueAsNew<typeof maintenance>({
      ...this.input,
      carried: { round, sinceRound, timeline: this.about.timeline() },
    });
  }

  private async stepFrom(facts: RepairFacts): Promise<void> {
    switch (facts.status) {
      case 'reported':
      case 'reopened':
        this.startSearch();
        return records.openWorkOrder(this.ref);
      case 'dispatching':
        return this.search(facts);
      case 'escalated':
        return this.waitForLandlord(facts);
      case 'accepted':
      case 'scheduled':
      case 'in_progress':
        return this.waitForWork(facts);
      case 'done':
        return this.waitForTenant(facts);
      case 'resolved':
      case 'canceled':
        return;
    }
  }

  private startSearch(): void {
    this.round = 1;
    this.sinceRound = 1;
  }

  /** Asks the next vendors, or waits for those who were asked; nobody left: wider, then the landlord. */
  private async search(facts: RepairFacts): Promise<void> {
    const { radiusFactors } = dispatchPolicyOf(facts.severity);
    await records.expireOffers({ ...this.ref, atMs: Date.now() });
    const { round, sinceRound } = this;
    const radiusFactor = radiusFactors[round - sinceRound] ?? 1;
    const sent = await records.sendOffers({ ...this.ref, round, sinceRound, radiusFactor, atMs: Date.now() });
    if (sent.kind === 'closed') return;
    if (sent.kind === 'sent') {
      this.about.add(sent.count === 1 ? 'A vendor was asked' : `${sent.count} vendors were asked at once`, '', 'now');
    }
    if (sent.kind === 'nobody' && round - sinceRound + 1 < radiusFactors.length) {
      this.round += 1;
      this.about.add('Nobody left nearby: the area is widened');
      return;
    }
    if (sent.kind === 'nobody' && sent.openOffers === 0) return this.escalate();
    const current = await this.look();
    if (current.status !== 'dispatching' || current.openOffers.length === 0) return;
    await this.waitFor(current, {
      waitsFor: current.openOffers.length > 1 ? 'the first of several vendors to accept' : 'a vendor to accept',
      untilMs: Math.min(...current.openOffers.map(({ expiresAtMs }) => expiresAtMs)),
      then: 'the next vendor is asked',
    });
  }

  private async escalate(): Promise<void> {
    const why = 'No vendor is left to ask: choose one, or search again.';
    await records.escalateRepair({ ...this.ref, why, sweep: this.sinceRound });
    this.about.add('You were asked to choose a vendor', '', 'bad');
    // Another search asks everybody anew.
    this.round += 1;
    this.sinceRound = this.round;
  }

  private async waitForLandlord(facts: RepairFacts): Promise<void> {
    await this.waitFor(facts, {
      waitsFor: 'you to choose a vendor, search again or close it',
      untilMs: null,
      then: 'the vendor gets the job at once',
    });
  }

  /** From the acceptance to "done"; a vendor who says nothing comes on the landlord's list. */
  private async waitForWork(facts: RepairFacts): Promise<void> {
    const silence = silenceOf(facts);
    if (silence !== null && Date.now() >= silence.atMs && this.flaggedFor !== silence.key) {
      this.flaggedFor = silence.key;
      await records.flagRepair({ ...this.ref, why: silence.why, key: silence.key });
      this.about.add('You were told', silence.why, 'bad');
      return;
    }
    const waitsFor = WORK_WORDS[facts.status === 'in_progress' ? 'in_progress' : 'ahead'];
    const untilMs = silence === null || this.flaggedFor === silence.key ? null : silence.atMs;
    await this.waitFor(facts, { ...waitsFor, untilMs });
  }

  /** The tenant is asked once more, then silence is taken as yes. */
  private async waitForTenant(facts: RepairFacts): Promise<void> {
    const { confirmWithinMs, autoResolveAfterMs } = dispatchPolicyOf(facts.severity);
    const doneAtMs = facts.doneAtMs ?? Date.now();
    const job = facts.workOrderId ?? '';
    if (Date.now() >= doneAtMs + autoResolveAfterMs) return records.resolveRepair({ ...this.ref, atMs: Date.now() });
    const isReminderDue = Date.now() >= doneAtMs + confirmWithinMs && this.askedAgainFor !== job;
    if (isReminderDue) {
      this.askedAgainFor = job;
      await records.askTenantAgain({ ...this.ref, atMs: Date.now() });
      this.about.add('The tenant was asked again whether it is fixed');
    }
    const wasAskedAgain = this.askedAgainFor === job;
    await this.waitFor(facts, {
      waitsFor: 'the tenant to say whether it is fixed',
      untilMs: doneAtMs + (wasAskedAgain ? autoResolveAfterMs : confirmWithinMs),
      then: wasAskedAgain ? 'it is closed' : 'the tenant is asked again',
    });
  }

  /** Warns before the clock runs out and tells the landlord when it has. @returns whether anything was done */
  private async watchClock({ clock }: RepairFacts): Promise<boolean> {
    if (clock === null || clock.isMet) return false;
    if (Date.now() >= clock.dueAtMs && !clock.breached) {
      await records.breachRepairClock({ ...this.ref, atMs: Date.now() });
      this.about.add('The time for this repair has passed', clock.rule, 'bad');
      return true;
    }
    if (Date.now() >= clock.warnAtMs && !clock.warned) {
      await records.warnOfRepairClock({ ...this.ref, atMs: Date.now() });
      this.about.add('Time is running out', clock.rule, 'bad');
      return true;
    }
    return false;
  }

  private async waitFor(facts: RepairFacts, wait: { waitsFor: string; untilMs: number | null; then: string }) {
    const { waitsFor, untilMs, then } = wait;
    this.about.setWaiting({ waitsFor, until: untilMs, then });
    const hasNews = () => this.news > this.seen;
    const until = nextDeadline(facts, untilMs);
    if (until === null) await condition(hasNews);
    else await condition(hasNews, Math.max(until - Date.now(), 1));
    this.about.setWaiting(null);
  }
}

const HOUR_MS = 3_600_000;

const WORK_WORDS = {
  in_progress: { waitsFor: 'the vendor to finish', then: 'the tenant is asked whether it is fixed' },
  ahead: { waitsFor: 'the vendor to start', then: 'you are told that they have not come' },
} as const;

/** When a vendor who accepted has been silent for too long, and about what. */
function silenceOf(facts: RepairFacts): { atMs: number; why: string; key: string } | null {
  const { status, severity, acceptedAtMs, scheduledEndMs, workOrderId } = facts;
  if (status === 'accepted' && acceptedAtMs !== null) {
    const atMs = acceptedAtMs + dispatchPolicyOf(severity).offerTimeoutMs;
    return { atMs, why: 'The vendor has not said when they come.', key: `no_time/${workOrderId}` };
  }
  if (status === 'scheduled' && scheduledEndMs !== null) {
    const key = `no_show/${workOrderId}/${scheduledEndMs}`;
    return { atMs: scheduledEndMs + HOUR_MS, why: 'The vendor has not said that they came.', key };
  }
  return null;
}
