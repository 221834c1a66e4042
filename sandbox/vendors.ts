import { checkr } from './checkr';
import type { Vendor } from './core/vendor';
import { docusign } from './docusign';
import { googlemaps } from './googlemaps';
import { sendgrid } from './sendgrid';
import { stripe } from './stripe';
import { twilio } from './twilio';

/**
 * Every vendor the sandbox stands in for: one line each. A vendor's `index.ts` exports `xxxVendor(sandbox)`, its
 * router with full paths; `answerFault` speaks the vendor's error shape.
 */
export const vendors: readonly Vendor[] = [stripe, docusign, twilio, sendgrid, googlemaps, checkr];
