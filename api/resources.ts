import type { Route } from './http/route';
import { memberRoutes } from './members/routes';
import { sessionRoutes } from './sessions/routes';

/** Every address of the API; from here come the server, the OpenAPI document and the tests of permissions. */
export const resources: readonly Route[] = [sessionRoutes, memberRoutes].flat();
