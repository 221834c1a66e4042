// What stands beside the product's worker: one of the SDK's own, in a process of its own too, with the same codec and
// settings, and an activity that gives back what it was given.
import { NativeConnection, Worker } from '@temporalio/worker';
import { createDataConverter } from '../../temporal/data-converter';
import { QUEUE_LIMITS } from '../../workers/queues';
import type { BareInput } from './bare-workflows';

const { BENCH_TEMPORAL_ADDRESS = '', BENCH_NAMESPACE = '', BENCH_PAYLOAD_KEY = '' } = process.env;

async function serve(): Promise<void> {
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address: BENCH_TEMPORAL_ADDRESS }),
    namespace: BENCH_NAMESPACE,
    dataConverter: createDataConverter([{ id: 'bench', key: Buffer.from(BENCH_PAYLOAD_KEY, 'base64') }]),
    taskQueue: 'bare',
    workflowsPath: require.resolve('./bare-workflows'),
    activities: { answer: async (input: BareInput) => input },
    // As workers/create-workers.ts has them.
    maxConcurrentActivityTaskExecutions: QUEUE_LIMITS.leases.concurrency,
    maxConcurrentActivityTaskPolls: 5,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentWorkflowTaskPolls: 10,
    maxCachedWorkflows: 500,
    workflowThreadPoolSize: 1,
  });
  await worker.run();
}

void serve();
