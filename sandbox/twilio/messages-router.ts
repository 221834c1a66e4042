import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { asRecord } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { type Carrier, newMessageSid } from './carrier';
import { answerRefusal } from './errors';
import { listMessages } from './list-messages';
import { type Message, serializeMessage, toRfc2822 } from './message';
import type { OptOuts } from './opt-out';
import { type MessageRequest, parseMessage } from './parse-message';

const base = '/twilio/api.twilio.com/2010-04-01/Accounts/:accountSid';

/** The Messages resource: create, get, list, redact, delete, and the media of a message. */
export function messagesRouter(sandbox: Sandbox, carrier: Carrier, optOuts: OptOuts): Router {
  const router = Router();
  const messages = sandbox.store.collection<Message>('twilio_messages');
  const { accountSid, from } = sandbox.config.accounts.twilio;

  const find = (request: Request, response: Response): Message | undefined => {
    const message = messages.get(String(request.params.sid));
    if (message === undefined) answerRefusal(response, { code: 20404, value: apiPath(request) });
    return message;
  };

  router.post(`${base}/Messages.json`, (request, response) => {
    const asked = parseMessage(asRecord(request.body) ?? {}, from);
    if ('code' in asked) return answerRefusal(response, asked);
    if (optOuts.has(asked.from, asked.to)) return answerRefusal(response, { code: 21610 });
    const message = newMessage(asked, accountSid, sandbox.now());
    carrier.accept(message);
    response.status(201).json(serializeMessage(message));
  });
  router.get(`${base}/Messages.json`, (request, response) => {
    response.json(listMessages(messages.list(), request.query, apiPath(request)));
  });
  router.get(`${base}/Messages/:sid.json`, (request, response) => {
    const message = find(request, response);
    if (message) response.json(serializeMessage(message));
  });
  router.post(`${base}/Messages/:sid.json`, (request, response) => {
    const message = find(request, response);
    if (!message) return;
    // The one update of a sent message that exists: taking its text out.
    if (asRecord(request.body)?.Body === '') message.body = '';
    message.updatedAt = sandbox.now().toISOString();
    messages.put(message.sid, message);
    response.json(serializeMessage(message));
  });
  router.delete(`${base}/Messages/:sid.json`, (request, response) => {
    const message = find(request, response);
    if (!message) return;
    messages.delete(message.sid);
    response.status(204).end();
  });
  router.get(`${base}/Messages/:sid/Media.json`, (request, response) => {
    const message = find(request, response);
    if (message) response.json(listMedia(message, apiPath(request)));
  });
  return router;
}

function newMessage(asked: MessageRequest, accountSid: string, now: Date): Message {
  const at = now.toISOString();
  return {
    ...asked,
    sid: newMessageSid(asked.mediaUrls.length > 0),
    accountSid,
    direction: 'outbound-api',
    status: 'queued',
    createdAt: at,
    updatedAt: at,
  };
}

function listMedia(message: Message, path: string): Record<string, unknown> {
  const media_list = message.mediaUrls.map((url) => {
    const sid = `ME${createHash('md5').update(`${message.sid} ${url}`).digest('hex')}`;
    return {
      sid,
      account_sid: message.accountSid,
      parent_sid: message.sid,
      content_type: 'image/jpeg',
      date_created: toRfc2822(message.createdAt),
      date_updated: toRfc2822(message.updatedAt),
      uri: `${path.replace(/\.json$/, '')}/${sid}.json`,
    };
  });
  const uri = `${path}?PageSize=50&Page=0`;
  const end = Math.max(0, media_list.length - 1);
  return {
    media_list,
    page: 0,
    page_size: 50,
    start: 0,
    end,
    uri,
    first_page_uri: uri,
    next_page_uri: null,
    previous_page_uri: null,
  };
}

/** The path as Twilio's own host has it. */
function apiPath(request: Request): string {
  return request.path.replace('/twilio/api.twilio.com', '');
}
