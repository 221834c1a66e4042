import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { rawBodyOf } from '../core/http';
import type { Sandbox } from '../core/sandbox';

interface Kept {
  at: number;
  bodyHash: string;
  status: number;
  body: unknown;
}

const keptForMs = 24 * 3_600_000;

/** A POST with an Idempotency-Key whose first answer was good is answered the same again, for 24 hours. */
export function replayIdempotent(sandbox: Sandbox): RequestHandler {
  const answers = sandbox.store.collection<Kept>('checkr_idempotency');
  return (request, response, next) => {
    const key = request.get('idempotency-key');
    if (request.method !== 'POST' || key === undefined) return next();
    const id = `${request.path} ${key}`;
    const bodyHash = createHash('sha256').update(rawBodyOf(request)).digest('hex');
    const kept = answers.get(id);
    if (kept !== undefined && sandbox.now().getTime() - kept.at < keptForMs) {
      if (kept.bodyHash === bodyHash) return void response.status(kept.status).json(kept.body);
      return void response.status(422).json({ error: 'The idempotency key was used with other parameters.' });
    }
    const answer = response.json.bind(response);
    response.json = (body: unknown) => {
      const { statusCode: status } = response;
      // Kept as text: the object goes on changing, the answer must not.
      const copy: unknown = JSON.parse(JSON.stringify(body));
      if (status < 300) answers.put(id, { at: sandbox.now().getTime(), bodyHash, status, body: copy });
      return answer(body);
    };
    next();
  };
}
