import { ownApi } from '../testing/own-api';

const api = ownApi();

test('the document names every address once, with its answers', async () => {
  const { body } = await api.ask('GET', '/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/v1/properties', '/v1/users/{id}/profile', '/v1/tenants/{id}/leases']),
  );
  expect(body.components.schemas).toHaveProperty('Property');
  const parameters = body.paths['/v1/properties'].get.parameters;
  expect(parameters.map((parameter: { name: string }) => parameter.name)).toEqual(
    expect.arrayContaining(['radius_m', 'bbox', 'expand[]', 'cursor']),
  );
  const ids = Object.values(body.paths).flatMap((path) =>
    Object.values(path as object).map((operation) => operation.operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('the reference has no inline script', async () => {
  const { text, headers } = await api.ask('GET', '/docs');
  expect(text).not.toMatch(/<script(?![^>]*src=)/);
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  for (const asset of text.matchAll(/(?:src|href)="(\/docs[^"]+)"/g)) {
    expect((await api.ask('GET', String(asset[1]))).status).toBe(200);
  }
});
