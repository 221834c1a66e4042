import { Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import type { Bounce } from './send-mail';

const base = '/sendgrid/v3/suppression/bounces';

/** The list of bounced addresses: read, look up, and forgive one, some or all. */
export function bouncesRouter(sandbox: Sandbox): Router {
  const bounces = sandbox.store.collection<Bounce>('sendgrid_bounces');
  const router = Router();
  router.get(base, (request, response) => {
    const { start_time, end_time, limit, offset, email } = request.query;
    const since = Number(start_time ?? 0);
    const until = Number(end_time ?? Number.MAX_SAFE_INTEGER);
    const start = Number(offset ?? 0);
    const found = bounces
      .list()
      .filter((bounce) => bounce.created >= since && bounce.created <= until)
      .filter((bounce) => bounce.email.startsWith(asText(email) ?? ''));
    response.json(found.slice(start, start + Number(limit ?? 500)));
  });
  router.get(`${base}/:email`, (request, response) => {
    const bounce = bounces.get(request.params.email.toLowerCase());
    response.json(bounce === undefined ? [] : [bounce]);
  });
  router.delete(`${base}/:email`, (request, response) => {
    const email = request.params.email.toLowerCase();
    const known = bounces.get(email) !== undefined;
    bounces.delete(email);
    if (known) response.status(204).end();
    else response.status(404).json({ errors: [{ field: null, message: 'not found' }] });
  });
  router.delete(base, (request, response) => {
    const body = asRecord(request.body) ?? {};
    const emails = Array.isArray(body.emails) ? body.emails.map(String) : [];
    const all = body.delete_all === true;
    if (all === emails.length > 0) {
      const message = 'You must set either delete_all or emails, and not both.';
      return void response.status(400).json({ errors: [{ field: null, message }] });
    }
    for (const email of all ? bounces.list().map((bounce) => bounce.email) : emails)
      bounces.delete(email.toLowerCase());
    response.status(204).end();
  });
  return router;
}
