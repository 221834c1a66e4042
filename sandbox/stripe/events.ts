import { z } from 'zod';
import { listPage } from './list-page';
import { idOf, operation } from './operation';
import { ignored, listing, parameters, text } from './parameters';

export const eventOperations = [
  operation('GET', '/v1/events/:id', parameters({}), (scope, _given, ids) => scope.events.get(idOf(ids))),
  operation(
    'GET',
    '/v1/events',
    parameters({
      ...listing,
      type: text.optional(),
      types: z.array(z.string()).optional(),
      ...ignored('delivery_success'),
    }),
    (scope, given) => {
      const found = scope.events
        .list()
        .filter((one) => given.type === undefined || matches(one.type, given.type))
        .filter((one) => given.types === undefined || given.types.includes(one.type));
      return listPage(found, given, '/v1/events');
    },
  ),
];

/** `charge.*` names all events of charges. */
function matches(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
