import { Router } from 'express';
import { asRecord } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import type { Vendor } from '../core/vendor';
import { parseFaultRule } from './parse-fault-rule';

/** The control API common to all vendors: faults, seed, reset, and what became of the webhooks. */
export function controlRouter(sandbox: Sandbox, vendors: readonly Vendor[]): Router {
  const router = Router();

  router.post('/control/faults', (request, response) => {
    const rule = parseFaultRule(
      request.body,
      vendors.map(({ name }) => name),
    );
    if (typeof rule === 'string') return void response.status(400).json({ error: rule });
    response.status(201).json(sandbox.faults.add(rule));
  });
  router.get('/control/faults', (_request, response) => void response.json({ data: sandbox.faults.list() }));
  router.delete('/control/faults', (_request, response) => {
    sandbox.faults.clear();
    response.status(204).end();
  });
  router.delete('/control/faults/:id', (request, response) => {
    response.status(sandbox.faults.remove(request.params.id) ? 204 : 404).end();
  });

  router.post('/control/seed', (request, response) => {
    const seed = Number(asRecord(request.body)?.seed);
    if (!Number.isSafeInteger(seed)) return void response.status(400).json({ error: 'seed must be a whole number.' });
    sandbox.seed(seed);
    response.status(204).end();
  });
  router.post('/control/reset', (_request, response) => {
    sandbox.webhooks.clear();
    sandbox.faults.clear();
    sandbox.store.clear();
    response.status(204).end();
  });
  router.get('/control/webhooks', (_request, response) => void response.json({ data: sandbox.webhooks.list() }));

  return router;
}
