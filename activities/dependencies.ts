import type { PlatformFee } from '../domain/owners/platform-fee';
import type { Database } from '../store/database';
import type { Vendors } from '../vendors';

/** Everything activities work with; made once, in workers/. */
export type ActivityDependencies = {
  readonly database: Database;
  readonly vendors: Vendors;
  /** Derives the tokens of links. */
  readonly linkKey: Buffer;
  /** Seals columns. */
  readonly fieldKey: Buffer;
  readonly urls: { readonly api: string; readonly web: string; readonly temporalUi?: string | undefined };
  /** What the platform keeps of payments to an organization's own account; nothing where absent. */
  readonly platformFee?: PlatformFee | undefined;
  now(): Date;
};
