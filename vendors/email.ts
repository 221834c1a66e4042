import type { WebhookHeaders } from './webhooks/refusal';
import type { EmailEvent } from './webhooks/sendgrid';

export interface EmailAttachment {
  filename: string;
  contentType: string;
  content: Buffer;
}

export interface EmailInput {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Our id of the message; comes back with every event about it. */
  messageId: string;
  replyTo?: string | undefined;
  attachments?: readonly EmailAttachment[] | undefined;
}

/**
 * Sends e-mail. Every method throws VendorFailure. The vendor offers no idempotency and no look-up by our id: after
 * `unknown_outcome`, an event with our message id proves that it was sent; without one, sending again risks a second
 * copy, never a second effect.
 */
export interface EmailSender {
  sendEmail(input: EmailInput): Promise<{ vendorMessageId: string }>;
  /** @throws WebhookRefused */
  verifyWebhook(rawBody: Buffer, headers: WebhookHeaders): EmailEvent[];
}
