import type { RequestHandler, Response, Router } from 'express';
import type { Sandbox } from './sandbox';

/** One vendor's stand-in, as the app mounts it. The router declares full paths and is mounted at the root. */
export interface Vendor {
  /** As named in faults and webhooks: stripe, docusign, twilio, sendgrid, googlemaps, checkr. */
  readonly name: string;
  /** Paths whose requests the faults of this vendor strike. */
  readonly prefixes: readonly string[];
  /** Runs before faults strike, so also while a request is held up by latency. */
  early?(sandbox: Sandbox): RequestHandler;
  router(sandbox: Sandbox): Router;
  /** Answers a fault in the vendor's own error shape and headers. */
  answerFault(response: Response, status: 429 | 500): void;
}
