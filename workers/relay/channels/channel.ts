import type { RenderedMessage } from '../../../domain/messages';
import type { Channel, QueuedMessage } from '../../../store/relay/messages';

/** One way in which messages reach people. */
export type ChannelSender = {
  channel: Channel;
  /** Where it would go; null where the person can't be reached this way. */
  address(message: QueuedMessage): string | null;
  /** Sends it, once. @returns the vendor's reference. @throws VendorFailure */
  send(message: QueuedMessage, words: RenderedMessage): Promise<string>;
  /**
   * Asks the vendor whether it was sent since `since`, after an answer was lost or a sender died.
   * @returns the vendor's reference, null for "no", `cannot_say` where the vendor has no way to ask
   */
  find(message: QueuedMessage, words: RenderedMessage, since: Date): Promise<string | null | 'cannot_say'>;
  /** How long a report, or a request still under way, may yet turn up before it is sent again. */
  graceMs: number;
};
