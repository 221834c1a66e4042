import { temporal } from '@temporalio/proto';
import express, { type Express, type RequestHandler } from 'express';
import { z } from 'zod';
import { createPayloadCodec, type PayloadKey } from '../../temporal/payload-codec';
import { authenticate } from '../http/authenticate';
import { parseInput } from '../http/parse';
import type { Services } from '../services';

/** Payloads as the Temporal UI sends them: protobuf JSON, bytes in base64. */
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const payloads = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).default({}), data: base64.default('') }).loose())
    .max(2_000),
});

/**
 * Decodes payloads for the Temporal UI, so that ops read clear text which the server never holds. While developing it
 * answers the UI alone by its origin; in production only somebody signed in who may see everything.
 */
export function serveCodec(app: Express, services: Services, keys: readonly PayloadKey[]): void {
  const codec = createPayloadCodec(keys);
  const json = express.json({ limit: '8mb' });
  const translate =
    (direction: 'encode' | 'decode'): RequestHandler =>
    async (req, res) => {
      if (services.mode === 'production') await authenticate(req, services, 'audit.read');
      const given = parseInput(payloads, req.body, 'body').payloads.map((payload) =>
        temporal.api.common.v1.Payload.fromObject(payload),
      );
      const done = await codec[direction](given);
      const answer = done.map((payload) => ({
        metadata: Object.fromEntries(
          Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
        ),
        data: Buffer.from(payload.data ?? []).toString('base64'),
      }));
      res.json({ payloads: answer });
    };
  app.use('/codec', allowOrigin(services.urls.temporalUi));
  app.post('/codec/encode', json, translate('encode'));
  app.post('/codec/decode', json, translate('decode'));
}

/** The browser lets only the Temporal UI's pages read the answers. */
function allowOrigin(uiUrl: string | undefined): RequestHandler {
  const allowed = uiUrl === undefined ? [] : origins(uiUrl);
  return (req, res, next) => {
    const origin = req.get('Origin');
    if (origin !== undefined && allowed.includes(origin)) {
      res.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Headers': 'content-type, x-namespace, authorization, x-csrf-token',
        'Access-Control-Allow-Methods': 'POST, OPTIONS',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        Vary: 'Origin',
      });
    } else if (origin !== undefined) {
      res.status(403).end();
      return;
    }
    if (req.method === 'OPTIONS') res.status(204).end();
    else next();
  };
}

/** The address as configured and, on this machine, under its other name. */
function origins(url: string): string[] {
  const { origin } = new URL(url);
  return [origin, origin.replace('//127.0.0.1', '//localhost')];
}
