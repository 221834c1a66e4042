import { Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { type Carrier, newMessageSid } from './carrier';
import type { Message } from './message';
import { type OptOuts, optOutReplies } from './opt-out';

/** What the world does to a phone number: texts come in, handsets are out of reach. */
export function twilioControlRouter(sandbox: Sandbox, carrier: Carrier, optOuts: OptOuts): Router {
  const router = Router();
  router.post('/control/twilio/inbound', (request, response) => {
    const input = asRecord(request.body) ?? {};
    const from = asText(input.from);
    const to = asText(input.to) ?? sandbox.config.accounts.twilio.from;
    const body = asText(input.body) ?? '';
    const mediaUrls = Array.isArray(input.media) ? input.media.map(String) : [];
    if (from === undefined) return void response.status(400).json({ error: 'from must be a phone number.' });
    response.status(201).json(receive(sandbox, carrier, optOuts, { from, to, body, mediaUrls }));
  });
  router.post('/control/twilio/unreachable', (request, response) => {
    const { number, error_code } = asRecord(request.body) ?? {};
    const phone = asText(number);
    if (phone === undefined) return void response.status(400).json({ error: 'number must be a phone number.' });
    carrier.setUnreachable(phone, error_code === null ? undefined : Number(error_code ?? 30003));
    response.status(204).end();
  });
  return router;
}

interface Inbound {
  from: string;
  to: string;
  body: string;
  mediaUrls: string[];
}

/** Takes a text from outside: opt-out words first, then Twilio's own reply, then the webhook. */
function receive(sandbox: Sandbox, carrier: Carrier, optOuts: OptOuts, inbound: Inbound): Record<string, unknown> {
  const { accountSid } = sandbox.config.accounts.twilio;
  const at = sandbox.now().toISOString();
  const optOutType = optOuts.apply(inbound.to, inbound.from, inbound.body);
  const kept = { accountSid, createdAt: at, updatedAt: at };
  const message: Message = {
    ...kept,
    ...inbound,
    sid: newMessageSid(inbound.mediaUrls.length > 0),
    direction: 'inbound',
    status: 'received',
    sentAt: at,
  };
  sandbox.store.collection<Message>('twilio_messages').put(message.sid, message);
  if (optOutType !== undefined) {
    carrier.accept({
      ...kept,
      sid: newMessageSid(false),
      direction: 'outbound-reply',
      status: 'queued',
      from: inbound.to,
      to: inbound.from,
      body: optOutReplies[optOutType],
      mediaUrls: [],
    });
  }
  sandbox.webhooks.send({
    vendor: 'twilio',
    url: sandbox.webhooks.url('twilio/messages'),
    body: inboundParams(message, optOutType).toString(),
    contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
  });
  return { sid: message.sid, opt_out: optOutType ?? null };
}

function inboundParams(message: Message, optOutType: string | undefined): URLSearchParams {
  const params = new URLSearchParams({
    AccountSid: message.accountSid,
    ApiVersion: '2010-04-01',
    Body: message.body,
    From: message.from,
    FromCountry: 'US',
    MessageSid: message.sid,
    NumMedia: String(message.mediaUrls.length),
    NumSegments: '1',
    SmsMessageSid: message.sid,
    SmsSid: message.sid,
    SmsStatus: 'received',
    To: message.to,
    ToCountry: 'US',
    ...(optOutType === undefined ? {} : { OptOutType: optOutType }),
  });
  message.mediaUrls.forEach((url, index) => {
    params.set(`MediaUrl${index}`, url);
    params.set(`MediaContentType${index}`, 'image/jpeg');
  });
  return params;
}
