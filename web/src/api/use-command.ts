import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Problem } from './problem';

export type Header = { 'Idempotency-Key': string };

/**
 * A command to the API. The idempotency key stays the same while nobody knows whether the last try with the same
 * content was carried out, so a second press after a lost answer can never pay, invite or charge twice.
 * @param touches names of what is known and becomes old when the command is done
 */
export function useCommand<I, O>(send: (input: I, header: Header) => Promise<O>, touches: readonly string[]) {
  const queryClient = useQueryClient();
  const pending = useRef<{ content: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: I) => {
      const content = JSON.stringify(input ?? null);
      if (pending.current?.content !== content) pending.current = { content, key: crypto.randomUUID() };
      return send(input, { 'Idempotency-Key': pending.current.key });
    },
    onSuccess: async () => {
      pending.current = null;
      await Promise.all(touches.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => {
      if (!(error instanceof Problem && error.outcomeUnknown)) pending.current = null;
    },
  });
}

/** Where a command goes: to one thing; to one thing as it was seen; to one thing, once. */
export const at = (id: string) => ({ path: { id } });
export const seen = (id: string, version: number) => ({ path: { id }, header: { 'If-Match': `"${version}"` } });
export const keyed = (id: string, header: Header) => ({ path: { id }, header });
