/** The part of s3rver that is used here; it ships no types. */
declare module 's3rver' {
  import type { AddressInfo } from 'node:net';

  interface Options {
    address: string;
    port: number;
    silent: boolean;
    directory: string;
    vhostBuckets: boolean;
    configureBuckets: { name: string; configs: string[] }[];
  }

  interface Context {
    readonly req: import('node:http').IncomingMessage;
    readonly method: string;
    status: number;
    type: string;
    body: string;
  }

  export default class S3rver {
    readonly middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
    constructor(options: Options);
    readonly httpServer: import('node:http').Server;
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}

declare module 's3rver/lib/models/account' {
  const AWSAccount: {
    readonly registry: Map<string, { createKeyPair(accessKeyId: string, secretAccessKey: string): void }>;
  };
  export default AWSAccount;
}
