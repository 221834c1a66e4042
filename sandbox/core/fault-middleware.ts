import type { RequestHandler, Response } from 'express';
import { rawBodyOf } from './http';
import type { Sandbox } from './sandbox';
import type { Vendor } from './vendor';

const defaultLatencyMs = 1_000;

/**
 * Strikes requests to a vendor with the faults in force: latency first, then reset, 429 or 500 before anything
 * happened; answer_lost lets the handler run to its effect and destroys the socket instead of answering.
 */
export function injectFaults(sandbox: Sandbox, vendors: readonly Vendor[]): RequestHandler {
  return async (request, response, next) => {
    const vendor = vendors.find(({ prefixes }) => prefixes.some((prefix) => isUnder(request.path, prefix)));
    if (vendor === undefined) return next();
    const { method, path } = request;
    const body = rawBodyOf(request).toString();
    const faults = sandbox.faults.onRequest({ vendor: vendor.name, method, path, body });
    const latencyMs = faults
      .filter(({ kind }) => kind === 'latency')
      .reduce((sum, fault) => sum + (fault.latency_ms ?? defaultLatencyMs), 0);
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));

    if (faults.some(({ kind }) => kind === 'reset')) return void request.socket.destroy();
    if (faults.some(({ kind }) => kind === 'status_429')) return vendor.answerFault(response, 429);
    const failing = faults.find(({ kind }) => kind === 'status_500');
    if (failing && failing.after_effect !== true) return vendor.answerFault(response, 500);
    if (failing) response.locals.failAfterEffect = true;
    if (faults.some(({ kind }) => kind === 'answer_lost')) loseAnswer(response);
    return next();
  };
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** From here on, whatever the handler sends destroys the socket instead. */
function loseAnswer(response: Response): void {
  const lose = () => {
    response.socket?.destroy();
    return response;
  };
  response.writeHead = lose;
  response.write = () => {
    lose();
    return false;
  };
  response.end = lose;
}
