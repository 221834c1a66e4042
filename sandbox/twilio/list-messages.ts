import { asText } from '../core/http';
import { type Message, serializeMessage } from './message';

const pageSizeByDefault = 50;
const pageSizeAtMost = 1000;

/**
 * One page of messages, newest first, filtered by To, From and DateSent (`DateSent`, `DateSent<`, `DateSent>`).
 * The page token names the last message of the page before, so pages stay put while new messages come in.
 */
export function listMessages(
  messages: readonly Message[],
  query: Record<string, unknown>,
  path: string,
): Record<string, unknown> {
  const pageSize = Math.min(Math.max(1, Number(query.PageSize) || pageSizeByDefault), pageSizeAtMost);
  const page = Math.max(0, Number(query.Page) || 0);
  const found = messages.filter((message) => isWanted(message, query)).reverse();
  const after = asText(query.PageToken)?.slice(2);
  const start = after === undefined ? 0 : found.findIndex(({ sid }) => sid === after) + 1;
  const shown = found.slice(start, start + pageSize);
  const last = shown.at(-1);
  const hasMore = start + pageSize < found.length && last !== undefined;
  const uriOf = (number: number, token?: string) => `${path}?${pageQuery(query, pageSize, number, token)}`;
  return {
    messages: shown.map(serializeMessage),
    page,
    page_size: pageSize,
    start: page * pageSize,
    end: page * pageSize + Math.max(0, shown.length - 1),
    uri: uriOf(page, asText(query.PageToken)),
    first_page_uri: uriOf(0),
    next_page_uri: hasMore ? uriOf(page + 1, `PA${last.sid}`) : null,
    previous_page_uri: null,
  };
}

function isWanted(message: Message, query: Record<string, unknown>): boolean {
  const to = asText(query.To);
  const from = asText(query.From);
  if (to !== undefined && message.to !== to) return false;
  if (from !== undefined && message.from !== from) return false;
  const day = (message.sentAt ?? message.createdAt).slice(0, 10);
  const on = asText(query.DateSent)?.slice(0, 10);
  const before = asText(query['DateSent<'])?.slice(0, 10);
  const since = asText(query['DateSent>'])?.slice(0, 10);
  return (
    (on === undefined || day === on) && (before === undefined || day <= before) && (since === undefined || day >= since)
  );
}

function pageQuery(query: Record<string, unknown>, pageSize: number, page: number, token?: string): string {
  const params = new URLSearchParams();
  for (const name of ['To', 'From', 'DateSent', 'DateSent<', 'DateSent>']) {
    const value = asText(query[name]);
    if (value !== undefined) params.set(name, value);
  }
  params.set('PageSize', String(pageSize));
  params.set('Page', String(page));
  if (token !== undefined) params.set('PageToken', token);
  return params.toString();
}
