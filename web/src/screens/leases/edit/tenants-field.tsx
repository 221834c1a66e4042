import { useQuery } from '@tanstack/react-query';
import { useController } from 'react-hook-form';
import { queries } from '../../../api/queries';
import type { Lease } from '../../../api/types';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import type { Part } from './draft';

/** Who rents: the first is written to first. People who are known already can be added; one of them must stay. */
export function TenantsField({ control, known }: Part & { known: Lease['tenants'] }) {
  const all = useQuery(queries.tenants());
  const { field, fieldState } = useController({ control, name: 'tenant_ids' });
  const people = [...known, ...(all.data ?? [])];
  const others = (all.data ?? []).filter(({ id }) => !field.value.includes(id));
  const remove = (id: string) => field.onChange(field.value.filter((one) => one !== id));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">Tenants</legend>
      <ul className="grid gap-1.5">
        {field.value.map((id) => {
          const person = people.find((one) => one.id === id);
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-3 rounded-md border border-line px-3 py-1.5">
              <span className="min-w-0 grow">
                {person?.name ?? 'A tenant'} <span className="wrap-anywhere text-ink-3">{person?.email}</span>
              </span>
              {field.value.length > 1 ? (
                <Button small look="quiet" onClick={() => remove(id)}>
                  Remove<span className="sr-only"> {person?.name}</span>
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      <Field label="Add somebody you know" optional error={fieldState.error?.message}>
        {(props) => (
          <select
            {...props}
            value=""
            ref={field.ref}
            onBlur={field.onBlur}
            onChange={(event) => field.onChange([...field.value, event.target.value])}
          >
            <option value="">{others.length > 0 ? 'Choose' : 'Nobody else yet'}</option>
            {others.map((tenant) => (
              <option key={tenant.id} value={tenant.id}>
                {tenant.name}, {tenant.email}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  );
}
