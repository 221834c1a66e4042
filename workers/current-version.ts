import type { Client } from '@temporalio/client';
import { DEPLOYMENT_NAME } from './create-workers';

/** Temporal learns of a version when its first worker asks for work: until then it is not found. */
const NOT_FOUND = 5;

export type CurrentVersionOptions = {
  buildId: string;
  /**
   * `always`: this build becomes the current one (development); `if_none`: only where no build is, so that the first
   * deployment runs; afterwards versions are moved on by whoever deploys, with `temporal worker deployment`.
   */
  when: 'always' | 'if_none';
};

/**
 * Makes this build the one that new workflows start on.
 * @returns false where Temporal does not know the build yet: ask again in a moment
 */
export async function makeCurrent(client: Client, { buildId, when }: CurrentVersionOptions): Promise<boolean> {
  const { namespace } = client.options;
  const deploymentName = DEPLOYMENT_NAME;
  try {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
      namespace,
      deploymentName,
    });
    const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId;
    if (current === buildId || (current && when === 'if_none')) return true;
    await client.workflowService.setWorkerDeploymentCurrentVersion({
      namespace,
      deploymentName,
      buildId,
      ignoreMissingTaskQueues: true,
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NOT_FOUND) return false;
    throw error;
  }
}
