import { Client } from '@sendgrid/client';
import { MailService } from '@sendgrid/mail';
import { z } from 'zod';
import { answerOf } from '../axios-failure';
import type { SendgridConfig } from '../config';
import type { EmailInput, EmailSender } from '../email';
import { failureFromAnswer, failureFromSilence, resetAfterMs, retryAfterMs, type VendorFailure } from '../failure';
import { verifySendgridWebhook } from '../webhooks/sendgrid';
import { within } from '../within';

const TIMEOUT_MS = 15_000;

/** E-mail over SendGrid's SDK. @throws VendorFailure from every method that calls SendGrid */
export function createSendgridSender(config: SendgridConfig): EmailSender {
  const { apiKey, apiBase, timeoutMs = TIMEOUT_MS } = config;
  const client = new Client();
  client.setApiKey(apiKey);
  // After the key: setApiKey puts the base URL back to SendGrid's own.
  if (apiBase !== undefined) client.setDefaultRequest('baseUrl', apiBase);
  const mail = new MailService();
  mail.setClient(client);

  async function sendEmail(input: EmailInput): Promise<{ vendorMessageId: string }> {
    try {
      // The SDK has no timeout of its own.
      const [answer] = await within(timeoutMs, mail.send(message(config, input)));
      return { vendorMessageId: messageIdOf(answer.headers) };
    } catch (error) {
      throw sendgridFailure(error);
    }
  }

  return {
    sendEmail,
    verifyWebhook: (rawBody, headers) =>
      verifySendgridWebhook({ rawBody, headers, publicKey: config.webhookPublicKey }),
  };
}

function message({ from, fromName }: SendgridConfig, input: EmailInput) {
  const attachments = (input.attachments ?? []).map(({ filename, contentType, content }) => ({
    filename,
    type: contentType,
    content: content.toString('base64'),
    disposition: 'attachment',
  }));
  return {
    to: input.to,
    from: { email: from, name: fromName },
    subject: input.subject,
    text: input.text,
    html: input.html,
    customArgs: { message_id: input.messageId },
    ...(input.replyTo !== undefined && { replyTo: input.replyTo }),
    ...(attachments.length > 0 && { attachments }),
    // Our links carry secrets: the vendor must not rewrite them, nor learn when a letter is read.
    trackingSettings: { clickTracking: { enable: false, enableText: false }, openTracking: { enable: false } },
  };
}

function messageIdOf(headers: unknown): string {
  const id = z.looseObject({ 'x-message-id': z.string() }).safeParse(headers);
  return id.success ? id.data['x-message-id'] : '';
}

const problem = z.object({ errors: z.array(z.object({ field: z.string().nullish() })) });

/** The SDK's error holds status, body and headers in the same places as axios', but the status is called `code`. */
const sdkError = z.object({
  code: z.number(),
  response: z.object({ body: z.unknown(), headers: z.record(z.string(), z.unknown()).catch({}) }),
});

function sendgridFailure(error: unknown): VendorFailure {
  const parsed = sdkError.safeParse(error);
  const answer = answerOf(error);
  if (!parsed.success && answer === undefined) return failureFromSilence('sendgrid', 'once', error);
  const status = parsed.data?.code ?? answer?.status ?? 500;
  const headers = { ...parsed.data?.response.headers };
  const field = problem.safeParse(parsed.data?.response.body).data?.errors.find((one) => one.field)?.field;
  return failureFromAnswer({
    vendor: 'sendgrid',
    effect: 'once',
    status,
    code: field ?? undefined,
    retryAfterMs: retryAfterMs(headers['retry-after']) ?? resetAfterMs(headers['x-ratelimit-reset']),
    hint: field ? `field ${field}` : undefined,
  });
}
