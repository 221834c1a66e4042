import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type Express } from 'express';
import { buildOpenApiDocument } from './document';

/** The reference's own start: swagger-ui without inline script. */
const STARTER = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, docExpansion: 'none' });`;

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tenure API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="reference"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>`;

/** What swagger-ui needs: its own files, styles it sets itself, its icons. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** Serves /openapi.json and the browsable reference at /docs. */
export function serveReference(app: Express, apiUrl: string): void {
  let document: string | undefined;
  app.get(['/openapi.json', '/v1/openapi.json'], (_req, res) => {
    document ??= JSON.stringify(buildOpenApiDocument(apiUrl));
    res.type('application/json').set('Access-Control-Allow-Origin', '*').send(document);
  });
  app.get(['/docs', '/docs/errors'], (_req, res) => {
    res.set('Content-Security-Policy', POLICY).type('html').send(PAGE);
  });
  app.get('/docs/start.js', (_req, res) => {
    res.type('text/javascript').send(STARTER);
  });
  const assets = path.dirname(createRequire(__filename).resolve('swagger-ui-dist/package.json'));
  app.use('/docs/assets', express.static(assets, { index: false, maxAge: '1h' }));
}
