import type { Database } from './database';

type Ask<Item, Answer> = (database: Database, organizationId: string, items: readonly Item[]) => Promise<Answer[]>;

/**
 * Gathers what is asked about one organization in the same moment, such as by the webhooks of one page, and asks once for
 * all of it. What fails together is asked again one by one, so that nothing suffers from its neighbor.
 * @param ask gives an answer for each item, in their order
 */
export function together<Item, Answer>(ask: Ask<Item, Answer>) {
  const gathering = new WeakMap<Database, Map<string, { items: Item[]; answers: Promise<Answer[]> }>>();
  const begin = (database: Database, organizationId: string, byOrganization: Map<string, unknown>) => {
    const items: Item[] = [];
    const answers = new Promise((resolve) => setImmediate(resolve)).then(() => {
      byOrganization.delete(organizationId);
      return ask(database, organizationId, items);
    });
    return { items, answers };
  };
  return async (database: Database, organizationId: string, item: Item): Promise<Answer> => {
    const byOrganization = gathering.get(database) ?? new Map();
    gathering.set(database, byOrganization);
    const batch = byOrganization.get(organizationId) ?? begin(database, organizationId, byOrganization);
    byOrganization.set(organizationId, batch);
    const at = batch.items.push(item) - 1;
    try {
      return answerAt(await batch.answers, at);
    } catch (error) {
      if (batch.items.length === 1) throw error;
      return answerAt(await ask(database, organizationId, [item]), 0);
    }
  };
}

function answerAt<Answer>(answers: readonly Answer[], at: number): Answer {
  if (at >= answers.length) throw new RangeError('What was asked together was answered in part.');
  return answers[at] as Answer; // there, and perhaps undefined itself
}
