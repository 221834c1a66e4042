import { patched, setHandler, workflowInfo } from '@temporalio/workflow';
import type { CollectionFacts } from '../../activities/payments/collection';
import type { Presented } from '../../activities/payments/present';
import { records } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { News } from '../shared/news';
import { presentOnce } from '../shared/present';
import { waitForBank } from '../shared/wait-for-bank';
import { Deadlines } from './deadlines';
import {
  moneyChanged,
  type PresentmentNews,
  presentmentResolved,
  type RentCollectionInput,
  type RentCollectionResult,
} from './messages';

const DAY_MS = 86_400_000;

/**
 * One collection's state and its steps. Search attributes are changed only where somebody should find it: each
 * change is paid for.
 */
export class Collection {
  private readonly about: Description;
  private readonly input: RentCollectionInput;
  private readonly deadlines: Deadlines;
  private readonly news = new News();
  private resolved: PresentmentNews | undefined;
  private askedForAnotherWay: string;
  private halted: boolean;
  /** Whether it was news that ended the last wait. */
  private wasTold = false;

  constructor({ carried, ...input }: RentCollectionInput) {
    this.input = input;
    this.about = describe(carried?.timeline ?? { stage: 'upcoming' });
    this.deadlines = new Deadlines(input, this.about, carried?.deadlines);
    this.askedForAnotherWay = carried?.askedForAnotherWay ?? '';
    this.halted = carried?.halted ?? false;
    setHandler(moneyChanged, () => this.news.tell());
    setHandler(presentmentResolved, (news) => {
      this.news.tell();
      this.resolved = news;
    });
  }

  look(): Promise<CollectionFacts> {
    this.news.look();
    return records.collectionFacts(this.input);
  }

  async remind(facts: CollectionFacts): Promise<void> {
    await records.tellTenants({ ...this.input, about: { kind: 'rent_reminder' } });
    this.about.add('Reminder sent', facts.autopay ? 'Autopay will pay on the due date' : 'With a link to pay');
  }

  async waitForDueDate(facts: CollectionFacts): Promise<void> {
    this.about.setWaiting({
      waitsFor: 'the due date',
      until: facts.presentAtMs,
      then: facts.autopay ? 'autopay presents the rent' : 'the tenants are asked to pay',
    });
    while (Date.now() < facts.presentAtMs) {
      const heard = await this.untilNewsOr(facts.presentAtMs);
      if (heard && (await this.look()).openCents <= 0) return;
    }
    this.about.setWaiting(null);
  }

  /** One presentment, one message or one wait. @returns whether it is known that nothing is open any more */
  async takeNextStep(facts: CollectionFacts): Promise<boolean> {
    // News may be of a way to pay that was not there before: it is tried before a fee of the same moment is added.
    const triesFirst = this.wasTold && this.deadlines.areDue(facts) && patched('try-before-fees');
    if (!triesFirst) await this.deadlines.apply(facts);
    const { workflowId } = workflowInfo();
    const step = await records.startCollectionPresentment({ ...this.input, workflowId });
    if (triesFirst && step.kind !== 'present' && step.kind !== 'clear') await this.deadlines.apply(facts);
    switch (step.kind) {
      case 'clear':
        return true;
      case 'present':
        return this.present(step.presentmentId, false);
      case 'reconcile':
        return this.present(step.presentmentId, true);
      case 'wait':
        return this.waitFor(facts, step.why, step.untilMs, 'autopay tries to collect it');
      case 'in_flight':
        return step.presentmentId === null ? false : this.followBank(step.presentmentId);
      case 'needs_person':
        return this.askForAnotherWay(facts, step.meaning);
      case 'capped':
        return this.askForAnotherWay(facts, step.rule);
      case 'no_autopay':
        await records.tellTenants({ ...this.input, about: { kind: 'rent_due' } });
        return this.waitFor(facts, 'the tenants to pay (link sent)', null, this.deadlines.next(facts));
      case 'not_accepting':
        this.sayHalted();
        return this.waitFor(facts, 'you to accept payments again', null, 'the tenants are asked to pay');
    }
  }

  /** With what it goes on as a new run, so that its history stays short however long a debt is open. */
  carriedOn(): RentCollectionInput {
    const { askedForAnotherWay, halted } = this;
    const carried = { timeline: this.about.timeline(), deadlines: this.deadlines.met(), askedForAnotherWay, halted };
    return { ...this.input, carried };
  }

  end(outcome: RentCollectionResult['outcome']): RentCollectionResult {
    this.about.add(outcome === 'paid' ? 'Paid in full' : 'The lease was closed');
    this.about.set({ stage: outcome, waiting: null, needsAttention: false });
    return { outcome };
  }

  private async present(presentmentId: string, isUnknown: boolean): Promise<boolean> {
    this.about.setWaiting({ waitsFor: 'the bank’s answer', until: null, then: 'it is paid, or you read here why not' });
    const { organizationId } = this.input;
    return this.goOnFrom(await presentOnce({ organizationId, presentmentId }, isUnknown));
  }

  private async goOnFrom(presented: Presented): Promise<boolean> {
    if (presented.status === 'processing') return this.followBank(presented.presentmentId);
    if (presented.status === 'failed') {
      const { presentmentId } = presented;
      const told = await records.tellOfFailure({ ...this.input, presentmentId });
      this.about.add('The payment did not go through', told.meaning, 'bad');
      this.askedForAnotherWay = told.meaning;
      this.about.set({ stage: 'collecting', waiting: null });
      return false;
    }
    if (presented.status === 'succeeded') this.about.add('Paid by autopay');
    return presented.openCents === 0;
  }

  private async followBank(presentmentId: string): Promise<boolean> {
    this.about.add('The bank is working on it', '', 'now');
    const known = await waitForBank(
      this.about,
      { organizationId: this.input.organizationId, presentmentId },
      { heard: () => (this.resolved?.presentmentId === presentmentId ? this.resolved : undefined) },
    );
    return this.goOnFrom(known);
  }

  /** Said once: why autopay did not ask. */
  private sayHalted(): void {
    if (this.halted) return;
    this.halted = true;
    this.about.add('Nothing was asked for', 'You stopped accepting payments on this lease', 'bad');
  }

  private async askForAnotherWay(facts: CollectionFacts, meaning: string): Promise<boolean> {
    if (this.askedForAnotherWay !== meaning) {
      this.askedForAnotherWay = meaning;
      await records.tellTenants({ ...this.input, about: { kind: 'new_method_needed', meaning } });
      this.about.add('Asked for another way to pay', meaning, 'bad');
    }
    return this.waitFor(facts, 'the tenants to pay another way (link sent)', null, this.deadlines.next(facts));
  }

  /** Waits for news, a given instant, or the next deadline, whichever comes first. */
  private async waitFor(
    facts: CollectionFacts,
    waitsFor: string,
    untilMs: number | null,
    then: string,
  ): Promise<boolean> {
    const deadline = Math.min(untilMs ?? Infinity, this.deadlines.nextAt(facts), Date.now() + 30 * DAY_MS);
    this.about.setWaiting({ waitsFor, until: untilMs ?? deadline, then });
    this.wasTold = await this.untilNewsOr(deadline);
    return false;
  }

  private async untilNewsOr(atMs: number): Promise<boolean> {
    return this.news.within(atMs - Date.now());
  }
}
