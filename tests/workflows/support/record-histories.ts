import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { SEARCH_ATTRIBUTES } from '../../../workflows/shared/search-attributes';

/** Where recorded histories live; each replays in every run of the tests. */
export const HISTORIES_FOLDER = path.join(__dirname, '../../replay/histories');

/** A history longer than this tells nothing that a shorter one does not. */
const LONGEST_BYTES = 400_000;

/**
 * Saves the histories of these workflows, still encrypted under the tests' key, one per type and stage that it came to:
 * `rentCollection.paid.json`. Histories of a server that keeps no SDK metadata are left out, since they would replay
 * without the flags they ran with.
 * @returns the names of the files written
 */
export async function recordHistories(client: Client, workflowIds: Iterable<string>): Promise<string[]> {
  const written: string[] = [];
  mkdirSync(HISTORIES_FOLDER, { recursive: true });
  for (const workflowId of new Set(workflowIds)) {
    const handle = client.workflow.getHandle(workflowId);
    const [description, history] = await Promise.all([handle.describe(), handle.fetchHistory()]);
    const hasMetadata = history.events?.some((event) => event.workflowTaskCompletedEventAttributes?.sdkMetadata);
    const json = historyToJSON(history);
    if (!hasMetadata || json.length > LONGEST_BYTES) continue;
    const stage =
      description.typedSearchAttributes.get(SEARCH_ATTRIBUTES.stage) ?? description.status.name.toLowerCase();
    const name = `${description.type}.${stage}.json`;
    writeFileSync(path.join(HISTORIES_FOLDER, name), json);
    written.push(name);
  }
  return written;
}
