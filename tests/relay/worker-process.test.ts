import { openClient } from '../../temporal/client';
import { startTestSystem, type TestSystem } from '../support/system';
import { temporalAddress } from '../support/temporal';
import { eventually } from '../workflows/support/eventually';

describe('the worker as a process', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
  }, 60_000);
  afterAll(() => system.stop());

  test('is ready, has made its build the current one and shows its metrics', async () => {
    const { client, close } = openClient({
      address: temporalAddress(),
      namespace: system.namespace,
      payloadKeys: [{ id: 'k', key: Buffer.alloc(32) }],
    });
    const { namespace } = system;
    const info = await eventually(async () => {
      const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
        namespace,
        deploymentName: 'tenure',
      });
      return workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId;
    });
    expect(info).toBe('development');
    await close();
  });
});
