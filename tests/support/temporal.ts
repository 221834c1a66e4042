import { randomBytes } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributes } from '../../scripts/servers/temporal';
import { waitUntil } from '../../scripts/servers/wait';
import { given } from './given';

/** Address of the run's Temporal development server, shared by all files. */
export function temporalAddress(): string {
  return given('TEST_TEMPORAL_ADDRESS');
}

/** Registers a namespace of a file's own, with our search attributes, on the shared server; ready when it returns. */
export async function createTestNamespace(): Promise<string> {
  const connection = await Connection.connect({ address: temporalAddress() });
  try {
    const namespace = `test-${randomBytes(6).toString('hex')}`;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    await waitUntil(`namespace ${namespace}`, () => addSearchAttributes(connection, namespace));
    return namespace;
  } finally {
    await connection.close();
  }
}

/**
 * A server of a file's own whose clock jumps over timers while nothing else happens. It knows no schedules, lists or
 * resets; its time is one for all its workflows, so run them one after the other. Tear it down in `afterAll`.
 */
export async function createTimeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: given('TEST_TIME_SKIPPING_SERVER') } },
  });
  await addSearchAttributes(environment.connection, environment.namespace ?? 'default');
  return environment;
}

const valueTypes = temporal.api.enums.v1.IndexedValueType;
const typeOf = {
  Keyword: valueTypes.INDEXED_VALUE_TYPE_KEYWORD,
  Bool: valueTypes.INDEXED_VALUE_TYPE_BOOL,
};

/** False while the server does not know the new namespace everywhere. */
async function addSearchAttributes(
  connection: Pick<Connection, 'operatorService'>,
  namespace: string,
): Promise<boolean> {
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(
        Object.entries(searchAttributes).map(([name, type]) => [name, typeOf[type]]),
      ),
    });
    return true;
  } catch {
    return false;
  }
}
