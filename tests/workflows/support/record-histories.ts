import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../../../workflows/shared/search-attributes';

/** Where recorded histories live; each replays in every run of the tests. */
export const HISTORIES_FOLDER = path.join(__dirname, '../../replay/histories');

const { History } = temporal.api.history.v1;

/** A history longer than this tells nothing that a shorter one does not. */
const LONGEST_BYTES = 400_000;

/**
 * Saves the histories of these workflows, still encrypted under the tests' key, one per type, stage that it came to and
 * changes of the code that it met on its way: `rentCollection.paid.json`, `rentRun.done.debit-notices.json`. What
 * began anew has one for each of its runs. Histories of a server that keeps no SDK metadata are left out, since they would replay without the flags they ran with.
 * @returns the names of the files written
 */
export async function recordHistories(client: Client, workflowIds: Iterable<string>): Promise<string[]> {
  const written: string[] = [];
  mkdirSync(HISTORIES_FOLDER, { recursive: true });
  const runs: { workflowId: string; runId?: string }[] = [...new Set(workflowIds)].map((workflowId) => ({
    workflowId,
  }));
  for (let run = runs.shift(); run !== undefined; run = runs.shift()) {
    const { workflowId } = run;
    const handle = client.workflow.getHandle(workflowId, run.runId);
    const [description, history] = await Promise.all([handle.describe(), handle.fetchHistory()]);
    const before = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (before) runs.push({ workflowId, runId: before });
    const hasMetadata = history.events?.some((event) => event.workflowTaskCompletedEventAttributes?.sdkMetadata);
    const json = JSON.stringify(
      History.toObject(History.fromObject(history), { longs: String, enums: String, bytes: String }),
      null,
      1,
    );
    if (!hasMetadata || json.length > LONGEST_BYTES) continue;
    const stage =
      description.typedSearchAttributes.get(SEARCH_ATTRIBUTES.stage) ?? description.status.name.toLowerCase();
    const name = `${[description.type, stage, ...changesIn(history)].join('.')}.json`;
    writeFileSync(path.join(HISTORIES_FOLDER, name), json);
    written.push(name);
  }
  return written;
}

/** The changes (`patched`) that a workflow met, by their names. */
export function changesIn({ events }: temporal.api.history.v1.IHistory): string[] {
  const marks = (events ?? []).map(({ markerRecordedEventAttributes: marker }) => marker);
  const details = marks.flatMap((marker) =>
    marker?.markerName === 'core_patch'
      ? Object.values(marker.details ?? {}).flatMap(({ payloads }) => payloads ?? [])
      : [],
  );
  const names = details.map(({ data }): string => JSON.parse(Buffer.from(data ?? []).toString()).id);
  return [...new Set(names)].sort();
}

/** A recorded history as it was; bytes are base64, enums and 64-bit numbers text. */
export function readHistory(name: string): ReturnType<typeof History.fromObject> {
  return History.fromObject(JSON.parse(readFileSync(path.join(HISTORIES_FOLDER, name), 'utf8')));
}
