import type { Logger } from 'pino';
import { z } from 'zod';
import { isMessageKind, type MessageKind, type RenderedMessage, renderStoredMessage } from '../../domain/messages';
import type { Database } from '../../store/database';
import { tokenOfLink } from '../../store/links/link-tokens';
import { linkOfPayment } from '../../store/relay/link-of-payment';
import {
  claimMessages,
  failMessage,
  finishMessage,
  postponeMessage,
  type QueuedMessage,
} from '../../store/relay/messages';
import type { ChannelSender } from './channels/channel';
import { type ChannelResult, deliver } from './deliver';
import { reasonOf } from './loop';
import type { VendorPause } from './vendor-pause';

export type MessageContext = {
  database: Database;
  /** Email and texts, each with the pause of its vendor. */
  channels: readonly { sender: ChannelSender; pause: VendorPause }[];
  linkKey: Buffer;
  apiUrl: string;
  log: Logger;
  count(channel: string, outcome: string): void;
};

const moreLinks = z.record(z.string(), z.string()).default({});

const PAGE = 20;
/** Longer than both vendors' timeouts together. */
const HIDE_SECONDS = 90;
const LONGEST_REST_SECONDS = 300;

/**
 * Delivers messages that are due, by email and by text, each once. A channel whose vendor is away rests, the other
 * goes on. @returns true where more may be waiting
 */
export async function relayMessages(context: MessageContext): Promise<boolean> {
  const messages = await claimMessages(context.database, { page: PAGE, hideSeconds: HIDE_SECONDS });
  await Promise.all(messages.map((message) => relayOne(context, message)));
  return messages.length === PAGE;
}

async function relayOne(context: MessageContext, message: QueuedMessage): Promise<void> {
  const { database, log } = context;
  const { kind } = message;
  if (!isMessageKind(kind)) return failMessage(database, message, `unknown kind ${kind}`);
  try {
    const words = wordsOf(context, { ...message, kind, linkId: await linkIdOf(context, { ...message, kind }) });
    const results = await Promise.all(
      context.channels
        .filter(({ sender }) => sender.address(message) !== null)
        .map(({ sender, pause }) => {
          const count = (outcome: string) => context.count(sender.channel, outcome);
          return deliver({ database, sender, pause, count }, { ...message, kind }, words);
        }),
    );
    await conclude(context, message, results);
  } catch (error) {
    log.warn({ message: message.id, kind, error: reasonOf(error) }, 'a message is tried again');
    await postponeMessage(database, message, Math.min(LONGEST_REST_SECONDS, 2 ** Math.min(message.tries, 8)));
  }
}

async function conclude(
  { database }: MessageContext,
  message: QueuedMessage,
  results: readonly ChannelResult[],
): Promise<void> {
  if (results.length === 0) return failMessage(database, message, 'neither an email address nor a phone number');
  const waits = results.flatMap((result) => (result.isFinal ? [] : [result.seconds]));
  if (waits.length > 0) return postponeMessage(database, message, Math.min(LONGEST_REST_SECONDS, Math.min(...waits)));
  const finals = results.flatMap((result) => (result.isFinal ? [result] : []));
  if (finals.some(({ wentOut }) => wentOut)) return finishMessage(database, message, 'sent');
  // A channel that failed has said so by itself; one that the person closed has not.
  if (finals.some(({ status }) => status === 'failed')) return finishMessage(database, message, 'failed');
  return failMessage(database, message, 'asked for no more texts');
}

/** Where the page of a payer opens that a message about a payment tells of; by the message's kind. */
const PAYMENT_PAGES: Partial<Record<MessageKind, (paymentId: string) => string>> = {
  receipt: (paymentId) => `/receipt?payment=${paymentId}`,
  payment_processing: (paymentId) => `/receipt?payment=${paymentId}`,
  payment_corrected: () => '/receipts',
  payment_bounced: () => '',
};

async function linkIdOf(
  { database, linkKey }: MessageContext,
  message: QueuedMessage & { kind: MessageKind },
): Promise<string | null> {
  if (message.linkId !== null || PAYMENT_PAGES[message.kind] === undefined) return message.linkId;
  return linkOfPayment(database, linkKey, message, new Date());
}

/** The links' tokens are made here, at the last moment: neither the queue nor the database ever holds them. */
function wordsOf(
  { linkKey, apiUrl }: MessageContext,
  { kind, locale, variables, linkId, subjectId }: QueuedMessage & { kind: MessageKind },
): RenderedMessage {
  const addressOf = (id: string) => `${apiUrl}/l/${tokenOfLink(linkKey, id)}`;
  const { moreLinkIds, ...stored } = variables;
  const more = Object.entries(moreLinks.parse(moreLinkIds)).map(([name, id]) => [name, addressOf(id)]);
  const page = PAYMENT_PAGES[kind]?.(subjectId ?? '') ?? '';
  const link = linkId === null ? null : `${addressOf(linkId)}${page}`;
  return renderStoredMessage(kind, locale, { ...stored, ...Object.fromEntries(more) }, link);
}
