import { invalidRequest } from './errors';

export interface ListQuery {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?:
    | number
    | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined }
    | undefined;
}

export interface ListPage<T> {
  readonly object: 'list';
  readonly data: T[];
  readonly has_more: boolean;
  readonly url: string;
}

/** One page of `items` (newest first), as Stripe pages: cursors are ids, 10 unless `limit` says otherwise. */
export function listPage<T extends { id: string; created?: number }>(
  items: readonly T[],
  query: ListQuery,
  url: string,
): ListPage<T> {
  if (query.starting_after !== undefined && query.ending_before !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: starting_after, ending_before.');
  }
  const matching = items.filter((item) => isCreatedWithin(item.created, query.created));
  const limit = query.limit ?? 10;
  if (query.ending_before !== undefined) {
    const before = matching.slice(0, positionOf(matching, query.ending_before, 'ending_before'));
    return { object: 'list', data: before.slice(-limit), has_more: before.length > limit, url };
  }
  const start =
    query.starting_after === undefined ? 0 : positionOf(matching, query.starting_after, 'starting_after') + 1;
  const data = matching.slice(start, start + limit);
  return { object: 'list', data, has_more: start + limit < matching.length, url };
}

function positionOf(items: readonly { id: string }[], id: string, param: string): number {
  const position = items.findIndex((item) => item.id === id);
  if (position < 0) throw invalidRequest(`No such object: '${id}'`, { code: 'resource_missing', param });
  return position;
}

function isCreatedWithin(created = 0, filter: ListQuery['created']): boolean {
  if (filter === undefined) return true;
  if (typeof filter === 'number') return created === filter;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = filter;
  return created > gt && created >= gte && created < lt && created <= lte;
}
