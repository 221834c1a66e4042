import { condition, setHandler, workflowInfo } from '@temporalio/workflow';
import type { CollectionFacts } from '../../activities/payments/collection';
import { records, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { presentOnce } from '../shared/present';
import { moneyChanged, presentmentResolved, type RentCollectionInput, type RentCollectionResult } from './messages';

/** A bank debit's webhook may be lost: ask the vendor this often. */
const POLL_MS = 12 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Collects one month of one lease: reminds, presents by autopay on the due date, tries again only as the networks
 * allow, asks for another way where that is the cure, adds the lease's late fee when it may, and tells the landlord.
 * Any payment that clears the month, from anywhere, ends it at once.
 */
export async function rentCollection(input: RentCollectionInput): Promise<RentCollectionResult> {
  const collection = new Collection(input);
  let facts = await collection.look();
  if (facts.openCents > 0 && Date.now() < facts.presentAtMs) {
    await collection.remind(facts);
    await collection.waitForDueDate(facts);
    facts = await collection.look();
  }
  while (facts.openCents > 0 && !facts.isLeaseOver) {
    await collection.takeNextStep(facts);
    facts = await collection.look();
  }
  return collection.end(facts);
}

/** The collection's state and its steps, in the order they are taken. */
class Collection {
  private readonly about: Description = describe({ stage: 'reminding' });
  private news = 0;
  private escalated = false;
  private lateFeePosted = false;
  private askedForAnotherWay = '';

  constructor(private readonly input: RentCollectionInput) {
    setHandler(moneyChanged, () => {
      this.news += 1;
    });
    setHandler(presentmentResolved, () => {
      this.news += 1;
    });
  }

  look(): Promise<CollectionFacts> {
    return records.collectionFacts(this.input);
  }

  async remind(facts: CollectionFacts): Promise<void> {
    await records.tellTenants({ ...this.input, about: { kind: 'rent_reminder' } });
    this.about.add('Reminder sent', facts.autopay ? 'Autopay will pay on the due date' : 'With a link to pay');
  }

  async waitForDueDate(facts: CollectionFacts): Promise<void> {
    this.about.set({
      waiting: {
        waitsFor: 'the due date',
        until: facts.presentAtMs,
        then: facts.autopay ? 'autopay presents the rent' : 'the tenants are asked to pay',
      },
    });
    await this.untilNewsOr(facts.presentAtMs);
  }

  /** One presentment, one message or one wait. */
  async takeNextStep(facts: CollectionFacts): Promise<void> {
    this.about.set({ stage: 'collecting', waiting: null });
    await this.applyDeadlines(facts);
    const step = await records.startCollectionPresentment({ ...this.input, workflowId: workflowInfo().workflowId });
    switch (step.kind) {
      case 'clear':
        return;
      case 'present':
        await this.present(step.presentmentId);
        return;
      case 'wait':
        await this.waitFor(
          facts,
          'the next payday, when the money is more likely there',
          step.untilMs,
          'it is tried again',
        );
        return;
      case 'in_flight':
        await this.waitForBank(step.presentmentId);
        return;
      case 'needs_person':
        await this.askForAnotherWay(facts, step.meaning);
        return;
      case 'capped':
        await this.askForAnotherWay(facts, step.rule);
        return;
      case 'no_autopay':
        await this.askToPay(facts);
        return;
      case 'not_accepting':
        await this.waitFor(facts, 'the landlord to accept payments again', null, 'the tenants are asked to pay');
        return;
    }
  }

  async end(facts: CollectionFacts): Promise<RentCollectionResult> {
    const paid = facts.openCents <= 0;
    this.about.add(paid ? 'Paid in full' : 'The lease was closed');
    this.about.set({ stage: paid ? 'paid' : 'lease_closed', waiting: null, needsAttention: false });
    return { outcome: paid ? 'paid' : 'lease_closed' };
  }

  private async present(presentmentId: string): Promise<void> {
    const ref = { organizationId: this.input.organizationId, presentmentId };
    const presented = await presentOnce(ref);
    if (presented.status === 'processing') {
      this.about.add('The bank is working on it');
      await this.waitForBank(presentmentId);
    } else if (presented.status === 'failed') {
      await this.tellOfFailure(presentmentId);
    } else if (presented.status === 'succeeded') {
      this.about.add('Paid by autopay');
    }
  }

  private async tellOfFailure(presentmentId: string): Promise<void> {
    const told = await records.tellOfFailure({ ...this.input, presentmentId });
    this.about.add('The payment did not go through', told.meaning, 'bad');
  }

  private async waitForBank(presentmentId: string | null): Promise<void> {
    this.about.setWaiting({
      waitsFor: 'the bank to finish the debit, up to 4 business days',
      until: null,
      then: 'it is paid, or tried again as the bank rules allow',
    });
    const heard = await this.untilNewsOr(Date.now() + POLL_MS);
    if (presentmentId === null) return;
    const ref = { organizationId: this.input.organizationId, presentmentId };
    const known = heard
      ? await records.presentmentStatus(ref)
      : await vendor('payments', { summary: 'No word from the bank: ask' }).pollPresentment(ref);
    if (known.status === 'failed') await this.tellOfFailure(presentmentId);
  }

  private async askForAnotherWay(facts: CollectionFacts, meaning: string): Promise<void> {
    if (this.askedForAnotherWay !== meaning) {
      this.askedForAnotherWay = meaning;
      await records.tellTenants({ ...this.input, about: { kind: 'new_method_needed', meaning } });
      this.about.add('Asked for another way to pay', meaning, 'bad');
    }
    await this.waitFor(facts, 'the tenants to pay another way (link sent)', null, 'the lease comes on your list');
  }

  private async askToPay(facts: CollectionFacts): Promise<void> {
    await records.tellTenants({ ...this.input, about: { kind: 'rent_due' } });
    await this.waitFor(facts, 'the tenants to pay (link sent)', null, 'the late fee of the lease, then your list');
  }

  /** Waits for news, a given instant, or the next deadline of fee and escalation, whichever comes first. */
  private async waitFor(facts: CollectionFacts, waitsFor: string, untilMs: number | null, then: string): Promise<void> {
    const deadlines = [
      untilMs,
      this.lateFeePosted ? null : facts.lateFeeAtMs,
      this.escalated ? null : facts.escalateAtMs,
      Date.now() + 30 * DAY_MS,
    ].filter((at): at is number => at !== null && at > Date.now());
    const until = Math.min(...deadlines);
    this.about.setWaiting({ waitsFor, until: untilMs ?? until, then });
    await this.untilNewsOr(until);
  }

  private async applyDeadlines(facts: CollectionFacts): Promise<void> {
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
      this.about.set({ needsAttention: true });
    }
  }

  private async untilNewsOr(atMs: number): Promise<boolean> {
    const seen = this.news;
    return condition(() => this.news > seen, Math.max(atMs - Date.now(), 1));
  }
}
