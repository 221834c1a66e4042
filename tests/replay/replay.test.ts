import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { createDataConverter } from '../../temporal/data-converter';
import { loadWorkflowBundle } from '../../workers/bundle';
import * as workflows from '../../workflows';
import { changesIn, HISTORIES_FOLDER, readHistory } from '../workflows/support/record-histories';
import { TEST_PAYLOAD_KEYS } from '../workflows/support/world';

type History = ReturnType<typeof readHistory>;
const SPOILED = 'no longer fits';

const names = existsSync(HISTORIES_FOLDER)
  ? readdirSync(HISTORIES_FOLDER).filter((name) => name.endsWith('.json'))
  : [];

describe('workflows that ran on earlier code go on with today’s', () => {
  /** How each history came out, all replayed by one worker. */
  const replayed = new Map<string, { error: Error | undefined }>();
  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const worker = {
      workflowBundle: await loadWorkflowBundle(),
      dataConverter: createDataConverter(TEST_PAYLOAD_KEYS),
    };
    const histories = names.map((name) => ({ workflowId: name, history: readHistory(name) }));
    histories.unshift({ workflowId: SPOILED, history: spoiled(names[0] ?? '') });
    for await (const { workflowId, error } of Worker.runReplayHistories(worker, histories)) {
      replayed.set(workflowId, { error });
    }
  }, 120_000);

  test('there is a recorded history of every type of workflow', () => {
    const recorded = new Set(names.map((name) => name.split('.')[0]));
    expect(names.length).toBeGreaterThan(0);
    expect(Object.keys(workflows).filter((type) => !recorded.has(type))).toEqual([]);
  });

  test('there is a recorded history beyond every change of the code', () => {
    const folder = path.join(__dirname, '../../workflows');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const code = sources.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
    const changes = [...code.matchAll(/\bpatched\('([\w-]+)'\)/g)].map(([, change = '']) => change);
    expect(changes.length).toBeGreaterThan(0);
    const met = new Set(names.flatMap((name) => changesIn(readHistory(name))));
    expect(changes.filter((change) => !met.has(change))).toEqual([]);
    const anew = [...code.matchAll(/isHistoryLong\(\)\) return continueAsNew<typeof (\w+)>/g)].map(([, type]) => type);
    const isRecorded = (type = '') => names.some((name) => name.startsWith(`${type}.`) && name.includes('.begin-anew'));
    expect(anew.length).toBeGreaterThan(2);
    expect(anew.filter((type) => !isRecorded(type))).toEqual([]);
  });

  test.each(names)('%s replays', (name) => {
    expect(replayed.get(name)).toEqual({ error: undefined });
  });

  test('a history that no longer fits is found out', () => {
    expect(replayed.get(SPOILED)?.error).toBeInstanceOf(DeterminismViolationError);
  });
});

/** A history of code that did the same steps under other names. */
function spoiled(name: string): History {
  const history = readHistory(name);
  for (const {
    activityTaskScheduledEventAttributes,
    markerRecordedEventAttributes,
    timerStartedEventAttributes,
  } of history.events ?? []) {
    if (activityTaskScheduledEventAttributes?.activityType)
      activityTaskScheduledEventAttributes.activityType.name = 'another';
    if (timerStartedEventAttributes) timerStartedEventAttributes.timerId = '999';
    if (markerRecordedEventAttributes) markerRecordedEventAttributes.markerName = 'another';
  }
  return history;
}
