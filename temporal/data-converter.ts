import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec, type PayloadKey } from './payload-codec';

/** How values and failures become payloads: the same for every client, worker and replay. */
export function createDataConverter(keys: readonly PayloadKey[]): DataConverter {
  return {
    failureConverterPath: require.resolve('./failure-converter'),
    payloadCodecs: [createPayloadCodec(keys)],
  };
}
