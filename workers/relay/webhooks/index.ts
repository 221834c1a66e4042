import type { WebhookVendor } from '../../../store/webhooks/deliver-webhooks';
import { handleCheckr } from './checkr';
import { handleDocusign } from './docusign';
import type { WebhookHandler } from './handler';
import { handleSendgrid } from './sendgrid';
import { handleStripe } from './stripe';
import { handleTwilio } from './twilio';

/** Who takes which vendor's webhooks. */
export const WEBHOOK_HANDLERS: Readonly<Record<WebhookVendor, WebhookHandler>> = {
  stripe: handleStripe,
  docusign: handleDocusign,
  twilio: handleTwilio,
  sendgrid: handleSendgrid,
  checkr: handleCheckr,
};
