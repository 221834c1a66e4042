import type { SandboxConfig } from './config';
import type { Faults } from './faults';
import type { Store } from './store';
import type { Webhooks } from './webhooks';

/** What every vendor stand-in is given: its settings, its memory, its way to send webhooks, its bad luck, its clock. */
export interface Sandbox {
  readonly config: SandboxConfig;
  readonly store: Store;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  /** Aborted when the sandbox closes: stop what runs by itself. */
  readonly closing: AbortSignal;
  /** The sandbox's clock. */
  now(): Date;
  /** Uniform in [0, 1); the same seed gives the same sequence. */
  random(): number;
  /** Starts the sequence of random() anew. */
  seed(value: number): void;
}
