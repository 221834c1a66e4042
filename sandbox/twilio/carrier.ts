import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../core/sandbox';
import { deliverToInbox } from '../inbox/inbox';
import type { Message } from './message';

/** How long a message stays queued, and then sent, before the next status. */
const stepMs = 100;

/** The way of messages to the handset: queued, sent, delivered, each step told to the status callback. */
export interface Carrier {
  /** Keeps a new outbound message and starts its way. */
  accept(message: Message): void;
  /** From now on messages to this number end `undelivered` with the error code; undefined makes it reachable again. */
  setUnreachable(number: string, errorCode: number | undefined): void;
}

/** A fresh sid: `SM` for texts, `MM` for messages with media. */
export function newMessageSid(hasMedia: boolean): string {
  return `${hasMedia ? 'MM' : 'SM'}${randomBytes(16).toString('hex')}`;
}

/** Creates the carrier and takes up messages that a previous process left under way. */
export function createCarrier(sandbox: Sandbox): Carrier {
  const messages = sandbox.store.collection<Message>('twilio_messages');
  const unreachable = sandbox.store.collection<number>('twilio_unreachable');

  const advanceLater = (sid: string): void => {
    setTimeout(() => advance(sid), stepMs).unref();
  };

  const advance = (sid: string): void => {
    const message = messages.get(sid);
    if (message === undefined || (message.status !== 'queued' && message.status !== 'sent')) return;
    const now = sandbox.now().toISOString();
    const errorCode = unreachable.get(message.to);
    if (message.status === 'queued') {
      message.status = 'sent';
      message.sentAt = now;
    } else if (errorCode !== undefined) {
      message.status = 'undelivered';
      message.errorCode = errorCode;
    } else {
      message.status = 'delivered';
      deliverToInbox(sandbox, { channel: 'sms', to: message.to, from: message.from, text: textOf(message) });
    }
    message.updatedAt = now;
    messages.put(sid, message);
    reportStatus(sandbox, message);
    if (message.status === 'sent') advanceLater(sid);
  };

  for (const message of messages.list()) advanceLater(message.sid);

  return {
    accept(message) {
      messages.put(message.sid, message);
      advanceLater(message.sid);
    },
    setUnreachable(number, errorCode) {
      if (errorCode === undefined) unreachable.delete(number);
      else unreachable.put(number, errorCode);
    },
  };
}

/** A phone shows pictures; the inbox shows where they are. */
function textOf(message: Message): string {
  return [message.body, ...message.mediaUrls].filter((part) => part !== '').join('\n');
}

function reportStatus(sandbox: Sandbox, message: Message): void {
  const params = new URLSearchParams({
    AccountSid: message.accountSid,
    ApiVersion: '2010-04-01',
    From: message.from,
    MessageSid: message.sid,
    MessageStatus: message.status,
    SmsSid: message.sid,
    SmsStatus: message.status,
    To: message.to,
    ...(message.messagingServiceSid === undefined ? {} : { MessagingServiceSid: message.messagingServiceSid }),
    ...(message.errorCode === undefined ? {} : { ErrorCode: String(message.errorCode) }),
  });
  sandbox.webhooks.send({
    vendor: 'twilio',
    url: message.statusCallback,
    body: params.toString(),
    contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
  });
}
