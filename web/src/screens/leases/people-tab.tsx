import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Lease } from '../../api/types';
import { formatPhone, humanize } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Money } from '../../ui/values';
import { SplitRent } from './split-rent';

const OVER = new Set(['ended', 'closed', 'canceled']);

/** Who rents, which part each pays where the rent is split, and how to reach them. */
export function PeopleTab({ lease }: { lease: Lease }) {
  const may = useMay();
  const [splitting, setSplitting] = useState(false);
  return (
    <Card
      title="People"
      aside={
        lease.application_id && may('applications.read') ? (
          <Link
            className="link text-xs"
            to="/applications/$applicationId"
            params={{ applicationId: lease.application_id }}
          >
            their application
          </Link>
        ) : null
      }
    >
      <ul>
        {lease.tenants.map((tenant) => (
          <li key={tenant.id} className="border-line border-b px-3.5 py-2.5 last:border-0">
            <p>
              <span className="font-medium">{tenant.name}</span>{' '}
              <span className="text-ink-3">{humanize(tenant.role)}</span>
              {tenant.share_of_rent_cents === null ? null : (
                <span className="text-ink-2">
                  {' · '}
                  <Money cents={tenant.share_of_rent_cents} currency={lease.currency} /> of the rent
                </span>
              )}
            </p>
            <p className="text-ink-2">
              <a className="link" href={`mailto:${tenant.email}`}>
                {tenant.email}
              </a>
              {tenant.phone ? (
                <>
                  {' · '}
                  <a className="link" href={`tel:${tenant.phone}`}>
                    {formatPhone(tenant.phone)}
                  </a>
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      {lease.tenants.length > 1 && may('leases.write') && !OVER.has(lease.status) ? (
        <div className="border-line border-t p-2.5">
          <Button look="quiet" onClick={() => setSplitting(true)}>
            {lease.tenants.some((tenant) => tenant.share_of_rent_cents !== null)
              ? 'Change the parts'
              : 'Split the rent'}
          </Button>
        </div>
      ) : null}
      {splitting ? <SplitRent lease={lease} onClose={() => setSplitting(false)} /> : null}
    </Card>
  );
}
