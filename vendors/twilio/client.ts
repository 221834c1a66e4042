import twilio from 'twilio';
import type { TwilioConfig } from '../config';
import { type Effect, failureFromAnswer, failureFromSilence, isVendorFailure, type VendorFailure } from '../failure';
import type { SentText, TextInput, TextMessages } from '../text-messages';
import { verifyTwilioWebhook } from '../webhooks/twilio';
import { BoundedRequestClient } from './bounded-request-client';

const TIMEOUT_MS = 15_000;
const MAX_LISTED = 50;

/** Twilio's codes (its error dictionary) that mean something to the product. */
const OWN_CODES: Readonly<Record<number, string>> = {
  21610: 'opted_out',
  21211: 'invalid_number',
  21214: 'invalid_number',
  21217: 'invalid_number',
  21614: 'invalid_number',
  21408: 'country_not_allowed',
  21612: 'unreachable_number',
};

/** Text messages over Twilio's SDK. @throws VendorFailure from every method that calls Twilio */
export function createTwilioMessages(config: TwilioConfig): TextMessages {
  const { accountSid, authToken, from, apiBase, timeoutMs = TIMEOUT_MS } = config;
  const sdk = twilio(accountSid, authToken, { httpClient: new BoundedRequestClient({ apiBase, timeoutMs }) });

  async function sendText({ to, body, statusCallback }: TextInput): Promise<{ sid: string }> {
    const { sid } = await callTwilio('once', () =>
      sdk.messages.create({ to, from, body, ...(statusCallback !== undefined && { statusCallback }) }),
    );
    return { sid };
  }

  async function findRecent(search: { to: string; body: string; since: Date }): Promise<SentText | null> {
    const listed = await callTwilio('none', () => sdk.messages.list({ to: search.to, from, limit: MAX_LISTED }));
    // Twilio keeps whole seconds.
    const since = Math.floor(search.since.getTime() / 1000) * 1000;
    const found = listed.find((text) => text.body === search.body && text.dateCreated.getTime() >= since);
    return found ? { sid: found.sid, status: found.status, sentAt: found.dateCreated } : null;
  }

  return {
    sendText,
    findRecent,
    verifyWebhook: (url, params, headers) => verifyTwilioWebhook({ url, params, headers, authToken }),
  };
}

async function callTwilio<T>(effect: Effect, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw twilioFailure(effect, error);
  }
}

/** Twilio's sentences quote phone numbers, so only its codes are kept. */
function twilioFailure(effect: Effect, error: unknown): VendorFailure {
  if (isVendorFailure(error)) return error;
  if (!(error instanceof twilio.RestException)) return failureFromSilence('twilio', effect, error);
  const code = error.code === undefined ? undefined : (OWN_CODES[error.code] ?? String(error.code));
  return failureFromAnswer({ vendor: 'twilio', effect, status: error.status, code });
}
