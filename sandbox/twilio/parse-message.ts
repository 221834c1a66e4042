import { asText } from '../core/http';
import type { TwilioErrorCode, TwilioRefusal } from './errors';

/** What a request to send a message asks for. */
export interface MessageRequest {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly mediaUrls: string[];
  readonly statusCallback?: string;
  readonly messagingServiceSid?: string;
}

/** Twilio's magic numbers: what sending to them, or from them, always leads to. */
const magicTo: Record<string, TwilioErrorCode> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
};
const magicFrom: Record<string, TwilioErrorCode> = {
  '+15005550001': 21212,
  '+15005550007': 21606,
  '+15005550008': 21611,
};

const longestBody = 1600;

/** Reads the form of `POST Messages.json`; `ours` is the account's own number. */
export function parseMessage(form: Record<string, unknown>, ours: string): MessageRequest | TwilioRefusal {
  const to = asText(form.To);
  const messagingServiceSid = asText(form.MessagingServiceSid);
  const from = asText(form.From) ?? (messagingServiceSid === undefined ? undefined : ours);
  const body = asText(form.Body) ?? '';
  const mediaUrls = [form.MediaUrl ?? []].flat().map(String);
  const statusCallback = asText(form.StatusCallback);

  if (to === undefined) return { code: 21604 };
  if (from === undefined) return { code: 21603 };
  if (body === '' && mediaUrls.length === 0) return { code: 21602 };
  if ([...body].length > longestBody) return { code: 21617 };
  const refused = refuseNumbers(to, from, ours);
  if (refused !== undefined) return refused;
  if (statusCallback !== undefined && !isHttpUrl(statusCallback)) return { code: 21609, value: statusCallback };
  const badMedia = mediaUrls.find((url) => !isHttpUrl(url));
  if (badMedia !== undefined || mediaUrls.length > 10) return { code: 21620, value: badMedia ?? mediaUrls.join(',') };
  return {
    to,
    from,
    body,
    mediaUrls,
    ...(statusCallback === undefined ? {} : { statusCallback }),
    ...(messagingServiceSid === undefined ? {} : { messagingServiceSid }),
  };
}

function refuseNumbers(to: string, from: string, ours: string): TwilioRefusal | undefined {
  const fromCode = magicFrom[from] ?? (isPhoneNumber(from) ? undefined : 21212);
  if (fromCode !== undefined) return { code: fromCode, value: from };
  if (from !== ours) return { code: 21606, value: from };
  const toCode = magicTo[to] ?? (isPhoneNumber(to) && to !== from ? undefined : 21211);
  return toCode === undefined ? undefined : { code: toCode, value: to };
}

/** E.164; a +1 number must have the shape of the North American plan. */
function isPhoneNumber(text: string): boolean {
  return text.startsWith('+1') ? /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(text) : /^\+[2-9]\d{7,14}$/.test(text);
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
