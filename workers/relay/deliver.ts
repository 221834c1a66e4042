import { type MessageKind, messageClassOf, type RenderedMessage } from '../../domain/messages';
import type { Database } from '../../store/database';
import {
  beginDelivery,
  type Delivery,
  type DeliveryOutcome,
  hasOptedOut,
  settleDelivery,
} from '../../store/relay/deliveries';
import type { QueuedMessage } from '../../store/relay/messages';
import { isVendorFailure, type VendorFailure } from '../../vendors/failure';
import type { ChannelSender } from './channels/channel';
import { reasonOf } from './loop';
import type { VendorPause } from './vendor-pause';

export type ChannelContext = {
  database: Database;
  sender: ChannelSender;
  pause: VendorPause;
  count(outcome: string): void;
};

/** Where one channel's delivery stands after a try. */
export type ChannelResult = { isFinal: true; wentOut: boolean; status: string } | { isFinal: false; seconds: number };

/** A message nobody could deliver for this long is given up. */
const GIVE_UP_AFTER_MS = 48 * 3_600_000;
const ASK_AGAIN_SECONDS = 5;

/** Takes one channel's delivery as far as it goes now. Called again it never sends twice what may have been sent. */
export async function deliver(
  context: ChannelContext,
  message: QueuedMessage & { kind: MessageKind },
  words: RenderedMessage,
): Promise<ChannelResult> {
  const { database, sender, pause } = context;
  const { channel } = sender;
  const isTooOld = Date.now() - message.createdAt.getTime() > GIVE_UP_AFTER_MS;
  const wait = pause.secondsLeft(Date.now());
  if (wait > 0 && !isTooOld) return { isFinal: false, seconds: wait };

  const delivery = await beginDelivery(database, message, channel);
  if (delivery.status !== 'sending' && delivery.status !== 'unknown') return final(delivery.status);
  if (isTooOld) return settle(context, message, { status: 'failed', error: 'given up after two days' });
  const isReply = messageClassOf(message.kind, message.variables) === 'reply';
  if (channel === 'sms' && delivery.begun && !isReply && (await hasOptedOut(database, message))) {
    return settle(context, message, { status: 'opted_out', error: 'asked for no more texts' });
  }
  if (delivery.begun) return send(context, message, words);
  return findOut(context, message, words, delivery);
}

/** A delivery that somebody began and did not end: the vendor is asked before anything is sent again. */
async function findOut(
  context: ChannelContext,
  message: QueuedMessage,
  words: RenderedMessage,
  delivery: Delivery,
): Promise<ChannelResult> {
  const { sender, pause } = context;
  try {
    const found = await sender.find(message, words, delivery.at);
    if (found !== null && found !== 'cannot_say') return settle(context, message, { status: 'sent', vendorRef: found });
  } catch (error) {
    if (!isVendorFailure(error)) throw error;
    pause.failed(Date.now(), error.retryAfterMs);
    return { isFinal: false, seconds: Math.max(1, pause.secondsLeft(Date.now())) };
  }
  const graceLeft = (delivery.at.getTime() + sender.graceMs - Date.now()) / 1_000;
  if (graceLeft > 0) return { isFinal: false, seconds: Math.min(graceLeft, ASK_AGAIN_SECONDS) };
  return send(context, message, words);
}

async function send(context: ChannelContext, message: QueuedMessage, words: RenderedMessage): Promise<ChannelResult> {
  const { sender, pause } = context;
  try {
    const vendorRef = await sender.send(message, words);
    pause.succeeded();
    return await settle(context, message, { status: 'sent', vendorRef });
  } catch (error) {
    if (!isVendorFailure(error)) throw error;
    const outcome = outcomeOf(error);
    if (outcome.status === 'waiting') pause.failed(Date.now(), error.retryAfterMs);
    return settle(context, message, outcome);
  }
}

function outcomeOf(failure: VendorFailure): DeliveryOutcome {
  const error = failure.code ?? failure.kind;
  switch (failure.kind) {
    case 'rejected':
    case 'not_found':
      return { status: failure.code === 'opted_out' ? 'opted_out' : 'failed', error };
    case 'unknown_outcome':
      return { status: 'unknown', error };
    case 'rate_limited':
    case 'unavailable':
    case 'misconfigured':
      return { status: 'waiting', error: reasonOf(failure) };
  }
}

async function settle(
  { database, sender, pause, count }: ChannelContext,
  message: QueuedMessage,
  outcome: DeliveryOutcome,
): Promise<ChannelResult> {
  await settleDelivery(database, message, sender.channel, outcome);
  count(outcome.status);
  if (outcome.status === 'unknown') return { isFinal: false, seconds: 1 };
  if (outcome.status === 'waiting') return { isFinal: false, seconds: Math.max(0.5, pause.secondsLeft(Date.now())) };
  return final(outcome.status);
}

function final(status: Delivery['status']): ChannelResult {
  return { isFinal: true, wentOut: status === 'sent' || status === 'delivered', status };
}
