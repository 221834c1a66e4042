import type { RunningSandbox } from '../../../sandbox/start';

export type InboxMessage = {
  id: string;
  channel: 'sms' | 'email';
  to: string;
  subject?: string;
  text: string;
  links: string[];
};

/** What the sandbox's phone and mailbox hold for an address, oldest first. */
export async function readInbox({ url }: RunningSandbox, to?: string): Promise<InboxMessage[]> {
  const answer = await fetch(`${url}/inbox.json${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`);
  const { data }: { data: InboxMessage[] } = JSON.parse(await answer.text());
  return data;
}

/** A call of the sandbox's control API: posts the body, or reads without one. @throws Error where it refuses */
export async function control({ url }: RunningSandbox, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/control/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`control/${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
