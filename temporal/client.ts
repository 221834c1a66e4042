import { Client, Connection } from '@temporalio/client';
import { createDataConverter } from './data-converter';
import type { PayloadKey } from './payload-codec';

/** Where Temporal is and how to speak with it; config's `environment.temporal` fits. */
export type TemporalConfig = {
  readonly address: string;
  readonly namespace: string;
  readonly payloadKeys: readonly PayloadKey[];
  /** With a key, as Temporal Cloud gives, the connection is encrypted too. */
  readonly apiKey?: string | undefined;
};

export type ConnectedClient = { readonly client: Client; close(): Promise<void> };

/** Options of every connection: address and, with an API key, TLS. Fits `NativeConnection.connect` as well. */
export function connectionOptions({ address, apiKey }: TemporalConfig): {
  address: string;
  tls?: true;
  apiKey?: string;
} {
  return apiKey === undefined ? { address } : { address, tls: true, apiKey };
}

/** A client that connects at its first call, so that a process starts while Temporal is away. */
export function openClient(config: TemporalConfig): ConnectedClient {
  const connection = Connection.lazy({
    ...connectionOptions(config),
    connectTimeout: '5s',
    // After an outage, gRPC on its own would wait up to two minutes before it looks again.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 3_000 },
  });
  const dataConverter = createDataConverter(config.payloadKeys);
  const client = new Client({ connection, namespace: config.namespace, dataConverter });
  return { client, close: () => connection.close() };
}
