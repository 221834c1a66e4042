import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inProject } from './servers/project';

/** Writes web/src/api/schema.d.ts, the admin app's types, from the API's own document. */
export async function generateWebTypes(): Promise<void> {
  // Loaded only here: it needs the generated database client, which exists only by now. Required, since an import
  // at run time would ask Node for JavaScript.
  const { buildOpenApiDocument }: typeof import('../api/openapi/document') =
    createRequire(__filename)('../api/openapi/document');
  const { astToString, default: openapiTypescript } = await import('openapi-typescript');
  // Through JSON, as a client reads it: the generator's own types differ from this library's.
  const types = await openapiTypescript(JSON.stringify(buildOpenApiDocument()));
  writeFileSync(inProject('web', 'src', 'api', 'schema.d.ts'), astToString(types));
}
