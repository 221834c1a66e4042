import { Link } from '@tanstack/react-router';
import type { Lease } from '../../api/types';
import { humanize } from '../../format/words';
import { useMay } from '../../frame/session';
import { Card } from '../../ui/card';

/** Who rents, and how to reach them. */
export function PeopleTab({ lease }: { lease: Lease }) {
  const may = useMay();
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
            </p>
            <p className="text-ink-2">
              <a className="link" href={`mailto:${tenant.email}`}>
                {tenant.email}
              </a>
              {tenant.phone ? (
                <>
                  {' · '}
                  <a className="link" href={`tel:${tenant.phone}`}>
                    {tenant.phone}
                  </a>
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
