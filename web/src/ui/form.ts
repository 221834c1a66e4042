import { useState } from 'react';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { Problem } from '../api/problem';
import { formatMoney, parseMoney } from '../format/money';
import { humanize, sentence } from '../format/words';

/** `units[0].rent_cents` and `/units/0/rent_cents` → `units.0.rent_cents`: the form's names are the API's. */
export function fieldPath(name: string): string {
  return name
    .replace(/^\//, '')
    .replaceAll('/', '.')
    .replaceAll(/\[(\w+)\]/g, '.$1')
    .replace(/^body\./, '');
}

function hasField(values: unknown, path: string): boolean {
  let at: unknown = values;
  for (const part of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(part in at)) return false;
    at = (at as Record<string, unknown>)[part];
  }
  return true;
}

/** `terms.0.rent_cents` → `Rent`: a field that stands nowhere on the form, as one says it. */
function spoken(path: string): string {
  const last = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  return humanize(last.replace(/_(cents|id|bps)$/, ''));
}

/** `at most 30000` → `at most $300.00`: the API counts money in cents. */
function inMoney(reason: string): string {
  return reason.replaceAll(
    /\b(at most|at least|more than|less than) (\d+)\b(?![.,]\d)/g,
    (_, bound: string, sum: string) => `${bound} ${formatMoney(Number(sum))}`,
  );
}

/** From the API's name of a field to the form's, where a form calls its fields otherwise. */
export type FieldOf = (path: string) => string;

/**
 * Sends a form and puts what the API refuses at the field it names. `problem` holds what no field could take,
 * to be shown above the buttons.
 */
export function useSubmit<V extends FieldValues>(
  form: UseFormReturn<V>,
  send: (values: V) => Promise<void>,
  fieldOf: FieldOf = (path) => path,
) {
  const [problem, setProblem] = useState<Error | null>(null);
  const submit = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      await send(values);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const params = (error instanceof Problem ? error.params : []).map(({ name, reason }) => ({
        path: fieldOf(fieldPath(name)),
        reason: sentence(/_cents$/.test(name) ? inMoney(reason) : reason),
      }));
      const [placed, unplaced] = [true, false].map((on) =>
        params.filter(({ path }) => hasField(form.getValues(), path) === on),
      );
      for (const [at, { path, reason }] of (placed ?? []).entries()) {
        form.setError(path as FieldPath<V>, { type: 'server', message: reason }, { shouldFocus: at === 0 });
      }
      if (unplaced?.length || params.length === 0) {
        const more = unplaced?.map(({ path, reason }) => `${spoken(path)}: ${reason}`).join(' ');
        if (error instanceof Problem && more) setProblem(new Error(`${error.message} ${more}`));
        else setProblem(error);
      }
    }
  });
  return { submit, problem, clear: () => setProblem(null) };
}

/** Rules shared by the forms; each answers what is wrong in words, or true. */
export const rules = {
  required: (what: string) => ({ required: what }),
  money: (what: string, { zero = true } = {}) => ({
    required: what,
    validate: (text: string) => {
      const cents = parseMoney(text);
      if (cents === null) return 'An amount such as 1,850.00';
      return zero || cents > 0 || 'More than zero';
    },
  }),
  email: {
    required: 'An email address',
    pattern: { value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: 'An address such as ada@example.com' },
  },
};

/** The cents of a field that `rules.money` has let through. */
export function cents(text: string): number {
  return parseMoney(text) ?? 0;
}

/** The text of an optional field, to be spread into a body only where something was typed. */
export function given<K extends string>(key: K, text: string): Partial<Record<K, string>> {
  const trimmed = text.trim();
  return trimmed === '' ? {} : ({ [key]: trimmed } as Record<K, string>);
}
