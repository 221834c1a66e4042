import type { Vendor } from './core/vendor';
import { docusign } from './docusign';
import { twilio } from './twilio';

/**
 * Every vendor the sandbox stands in for: one line each. A vendor's `index.ts` exports `xxxVendor(sandbox)`, its
 * router with full paths; `answerFault` speaks the vendor's error shape.
 */
export const vendors: readonly Vendor[] = [docusign, twilio];
