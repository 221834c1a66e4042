import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { waitUntil } from '../../scripts/servers/wait';

const inbox = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      channel: z.enum(['sms', 'email']),
      to: z.string(),
      subject: z.string().optional(),
      text: z.string(),
      links: z.array(z.string()),
    }),
  ),
});

/** One email or text that the sandbox caught. */
type CaughtMessage = z.infer<typeof inbox>['data'][number];

/** Everything that was sent to an address or number, oldest first. */
async function readInbox(sandboxUrl: string, to: string): Promise<CaughtMessage[]> {
  const response = await fetch(`${sandboxUrl}/inbox.json?to=${encodeURIComponent(to)}`);
  return inbox.parse(await response.json()).data;
}

/** Waits until `nth` texts or emails to somebody fit, and answers the newest of them. */
export async function waitForMessage(
  sandboxUrl: string,
  to: string,
  fits: RegExp,
  { limitMs = 30_000, nth = 1 }: { limitMs?: number; nth?: number } = {},
): Promise<CaughtMessage> {
  let found: CaughtMessage | undefined;
  await waitUntil(
    `a message to ${to} that says ${fits}`,
    async () => {
      const messages = await readInbox(sandboxUrl, to);
      const fitting = messages.filter(({ text, subject }) => fits.test(text) || fits.test(subject ?? ''));
      found = fitting.at(-1);
      return fitting.length >= nth;
    },
    { limitMs, everyMs: 100 },
  );
  if (found === undefined) throw new Error('waitUntil returned without a message');
  return found;
}

/**
 * Taps the link of a message on the demo's phone, as its owner would, and answers the page that opens. `nth` waits for
 * that many such messages, `link` says which of the message's links it is.
 */
export async function tapLink(
  phone: BrowserContext,
  sandboxUrl: string,
  to: string,
  fits: RegExp,
  { nth = 1, link = 0 }: { nth?: number; link?: number } = {},
): Promise<Page> {
  const { links } = await waitForMessage(sandboxUrl, to, fits, { nth });
  const address = links[link];
  if (address === undefined) throw new Error(`The message to ${to} that says ${fits} has no link.`);
  const inbox = await phone.newPage();
  await inbox.goto(`${sandboxUrl}/inbox?to=${encodeURIComponent(to)}`);
  const [opened] = await Promise.all([
    phone.waitForEvent('page'),
    inbox.locator(`a[href="${address}"]`).last().click(),
  ]);
  await opened.waitForLoadState();
  await inbox.close();
  return opened;
}
