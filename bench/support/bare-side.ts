import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createThrowaway } from '../../scripts/servers/throwaway';
import { openClient } from '../../temporal/client';
import type { BareInput } from './bare-workflows';

/** The bare workflows that stand beside the product's. */
export type BareSide = {
  /** How long as many of them take, all started at once. */
  seconds(inputs: readonly BareInput[]): Promise<number>;
  close(): Promise<void>;
};

/** Starts their worker, in a process of its own as the product's has one. */
export function startBareSide({ address, namespace }: { address: string; namespace: string }): BareSide {
  const throwaway = createThrowaway();
  const key = randomBytes(32);
  throwaway.children.start({
    name: 'bare worker',
    command: process.execPath,
    args: ['--import', 'tsx', path.join(__dirname, 'serve-bare-workflows.ts')],
    logFile: path.join(throwaway.folder, 'bare.log'),
    env: {
      ...process.env,
      BENCH_TEMPORAL_ADDRESS: address,
      BENCH_NAMESPACE: namespace,
      BENCH_PAYLOAD_KEY: key.toString('base64'),
    },
  });
  const { client, close } = openClient({ address, namespace, payloadKeys: [{ id: 'bench', key }] });
  return {
    async seconds(inputs) {
      const begun = performance.now();
      const one = (input: BareInput) =>
        client.workflow.execute('bareWorkflow', {
          taskQueue: 'bare',
          workflowId: `bare/${begun}/${input.leaseId}`,
          args: [input],
        });
      await Promise.all(inputs.map(one));
      return (performance.now() - begun) / 1_000;
    },
    async close() {
      await close();
      await throwaway.end(() => throwaway.children.stopAll());
    },
  };
}
