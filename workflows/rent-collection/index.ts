import { continueAsNew } from '@temporalio/workflow';
import { isHistoryLong } from '../shared/history';
import { Collection } from './collection';
import type { RentCollectionInput, RentCollectionResult } from './messages';

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
    const isPaid = await collection.takeNextStep(facts);
    if (isPaid) return collection.end('paid');
    if (isHistoryLong()) return continueAsNew<typeof rentCollection>(collection.carriedOn());
    facts = await collection.look();
  }
  return collection.end(facts.openCents > 0 ? 'lease_closed' : 'paid');
}
