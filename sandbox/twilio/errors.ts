import type { Response } from 'express';

/** Twilio's error codes as answered here: HTTP status and message, `$` standing for the offending value. */
const table = {
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource $ was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'An internal server error has occurred'],
  21211: [400, "Invalid 'To' Phone Number: $"],
  21212: [400, "Invalid 'From' Number (caller ID): $"],
  21408: [400, 'Permission to send an SMS has not been enabled for the region indicated by the "To" number: $'],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [400, "'From' $ is not a Twilio phone number or Short Code country mismatch"],
  21609: [400, "The 'StatusCallback' URL $ is not a valid URL."],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [400, "This 'From' number has exceeded the maximum number of queued messages"],
  21612: [400, "Message cannot be sent with the current combination of 'To' ($) and/or 'From' parameters"],
  21614: [400, "'To' number is not a valid mobile number: $"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit.'],
  21620: [400, 'Invalid media URL(s): $'],
} as const satisfies Record<number, readonly [number, string]>;

export type TwilioErrorCode = keyof typeof table;

/** A refusal, and the value it is about. */
export interface TwilioRefusal {
  readonly code: TwilioErrorCode;
  readonly value?: string;
}

/** Answers `{code, message, more_info, status}` with the code's HTTP status. */
export function answerRefusal(response: Response, { code, value = '' }: TwilioRefusal): void {
  const [status, message] = table[code];
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  response.status(status).json({ code, message: message.replace('$', value), more_info, status });
}
