import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { createDataConverter } from '../../temporal/data-converter';
import { loadWorkflowBundle, type WorkflowBundle } from '../../workers/bundle';
import * as workflows from '../../workflows';
import { changesIn, HISTORIES_FOLDER, readHistory } from '../workflows/support/record-histories';
import { TEST_PAYLOAD_KEYS } from '../workflows/support/world';

const names = existsSync(HISTORIES_FOLDER)
  ? readdirSync(HISTORIES_FOLDER).filter((name) => name.endsWith('.json'))
  : [];

describe('workflows that ran on earlier code go on with today’s', () => {
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    bundle = await loadWorkflowBundle();
  });

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

  for (const name of names) {
    test(`${name} replays`, async () => {
      const history = readHistory(name);
      const dataConverter = createDataConverter(TEST_PAYLOAD_KEYS);
      await Worker.runReplayHistory({ workflowBundle: bundle, dataConverter }, history);
    });
  }

  test('a history that no longer fits is found out', async () => {
    const name = names[0];
    if (name === undefined) throw new Error('no history is recorded');
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
    const dataConverter = createDataConverter(TEST_PAYLOAD_KEYS);
    await expect(Worker.runReplayHistory({ workflowBundle: bundle, dataConverter }, history)).rejects.toThrow();
  });
});
