import type { SandboxAccounts } from './config';

export interface ObjectStorageOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Objects are kept in its `s3` subfolder; without it in a temporary folder removed at close. */
  readonly dataDir: string | undefined;
  readonly accounts: SandboxAccounts['s3'];
}

export interface ObjectStorage {
  readonly url: string;
  close(): Promise<void>;
}
