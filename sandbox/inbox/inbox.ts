import { EventEmitter } from 'node:events';
import { newId } from '../core/new-id';
import type { Sandbox } from '../core/sandbox';

/** A text message or email as it reached the demo's phone or mailbox. */
export interface InboxMessage {
  readonly id: string;
  readonly channel: 'sms' | 'email';
  readonly to: string;
  readonly from: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** Every distinct http(s) link of the text and the HTML, in order of appearance. */
  readonly links: readonly string[];
  /** RFC 3339. */
  readonly created_at: string;
  /** Typed into the demo's phone, on its way to the product. */
  readonly reply?: true;
}

/** What a vendor stand-in hands over for delivery; `undefined` means absent. */
export interface InboxDelivery {
  readonly channel: 'sms' | 'email';
  readonly to: string;
  readonly from: string;
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

const listeners = new WeakMap<Sandbox, EventEmitter>();

/** Puts a message into the inbox; pages and streams that are open show it at once. */
export function deliverToInbox(sandbox: Sandbox, delivery: InboxDelivery): InboxMessage {
  const { channel, to, from, subject, html } = delivery;
  const text = delivery.text ?? textOf(html ?? '');
  const message: InboxMessage = {
    id: newId('msg_', 20),
    channel,
    to,
    from,
    ...(subject === undefined ? {} : { subject }),
    text,
    ...(html === undefined ? {} : { html }),
    links: extractLinks(text, html),
    created_at: sandbox.now().toISOString(),
  };
  messagesOf(sandbox).put(message.id, message);
  inboxChanges(sandbox).emit('message', message);
  return message;
}

/** Keeps what a person answered by text, so that the thread shows it. */
export function keepReply(sandbox: Sandbox, reply: { from: string; to: string; text: string }): void {
  const created_at = sandbox.now().toISOString();
  const message: InboxMessage = { id: newId('msg_', 20), channel: 'sms', ...reply, links: [], created_at, reply: true };
  messagesOf(sandbox).put(message.id, message);
}

/** Messages oldest first, of one recipient when `to` is given, and only those after the message `after`. */
export function listInbox(
  sandbox: Sandbox,
  filter: { to?: string | undefined; after?: string | undefined },
): InboxMessage[] {
  const all = messagesOf(sandbox).list();
  const start = filter.after === undefined ? 0 : all.findIndex(({ id }) => id === filter.after) + 1;
  return all.slice(start).filter(({ to }) => filter.to === undefined || sameRecipient(to, filter.to));
}

/** Emits `message` for each message delivered to this sandbox. */
export function inboxChanges(sandbox: Sandbox): EventEmitter {
  const found = listeners.get(sandbox) ?? new EventEmitter().setMaxListeners(0);
  listeners.set(sandbox, found);
  return found;
}

/** Every distinct http(s) link of a plain text and of an HTML's href attributes. */
export function extractLinks(text: string, html?: string): string[] {
  const hrefs = [...(html ?? '').matchAll(/href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, double, single]) =>
    unescapeHtml(double ?? single ?? ''),
  );
  const inText = [...text.matchAll(/https?:\/\/[^\s<>"']+/g)].map(([url]) => url.replace(/[.,;:!?)\]]+$/, ''));
  return [...new Set([...inText, ...hrefs.filter((href) => /^https?:\/\//.test(href))])];
}

function messagesOf(sandbox: Sandbox) {
  return sandbox.store.collection<InboxMessage>('inbox');
}

/** Whether two spellings of a phone number or address mean the same. */
export function sameRecipient(a: string, b: string): boolean {
  // A plus sign in a query string arrives as a space unless it was escaped.
  return a.trim().toLowerCase() === b.trim().toLowerCase() || a === `+${b.trim()}`;
}

function textOf(html: string): string {
  const noStyle = html.replace(/<(style|script|title)[\s\S]*?<\/\1>/gi, '');
  return unescapeHtml(noStyle.replace(/<(br|\/p|\/div|\/h\d|\/tr|\/li)[^>]*>/gi, '\n').replace(/<[^>]+>/g, ''))
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return named[String(name).toLowerCase()] ?? whole;
  });
}
