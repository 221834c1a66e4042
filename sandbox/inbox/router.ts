import { type Request, Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { inboxChanges, keepReply, listInbox } from './inbox';
import { inboxPage, messagePage } from './page';

const heartbeatMs = 20_000;

/** The demo's phone and mailbox: JSON for tests, a live page for people. */
export function inboxRouter(sandbox: Sandbox): Router {
  const router = Router();
  router.get('/inbox.json', (request, response) => {
    response.json({ data: listInbox(sandbox, filterOf(request)) });
  });
  router.get(['/', '/inbox'], (request, response) => {
    const { to } = filterOf(request);
    response.send(inboxPage(listInbox(sandbox, {}), to));
  });
  router.get('/inbox/messages/:id', (request, response) => {
    const message = listInbox(sandbox, {}).find(({ id }) => id === request.params.id);
    if (message === undefined) return void response.status(404).send('There is no such message.');
    response.send(messagePage(message));
  });
  router.get('/inbox/stream', (request, response) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }).flushHeaders();
    const changes = inboxChanges(sandbox);
    const tell = (message: { id: string }) =>
      response.write(`id: ${message.id}\nevent: message\ndata: ${message.id}\n\n`);
    const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs);
    changes.on('message', tell);
    request.on('close', () => {
      clearInterval(heartbeat);
      changes.off('message', tell);
    });
  });
  router.post('/inbox/replies', async (request, response) => {
    await sendReply(sandbox, asRecord(request.body) ?? {});
    response.redirect(303, '/inbox');
  });
  return router;
}

/** A text typed into the demo's phone: it reaches the product as an inbound SMS. */
async function sendReply(sandbox: Sandbox, body: Record<string, unknown>): Promise<void> {
  const from = asText(body.from);
  const to = asText(body.to);
  const text = asText(body.body);
  if (from === undefined || to === undefined || text === undefined) return;
  keepReply(sandbox, { from, to, text });
  await fetch(`${sandbox.config.localUrl}/control/twilio/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from, to, body: text }),
  });
}

function filterOf(request: Request): { to?: string | undefined; after?: string | undefined } {
  return { to: asText(request.query.to), after: asText(request.query.after) };
}
