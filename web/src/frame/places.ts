import type { LinkProps } from '@tanstack/react-router';
import type { Today } from '../api/types';
import type { Right } from './session';

export type Place = {
  to: NonNullable<LinkProps['to']>;
  label: string;
  /** The figure beside the name: how many things there wait for somebody. */
  count?: (today: Today) => number;
  needs?: Right;
};

/** What a group of places is called above it, by its first place. */
export const GROUP_TITLES: Record<string, string> = { 'Rent runs': 'Money' };

/** The places of the app, in groups, as they stand in the navigation and in the command menu. */
export const PLACES: Place[][] = [
  [
    { to: '/', label: 'Today', count: (t) => t.counts.needs_you },
    { to: '/properties', label: 'Portfolio' },
    { to: '/applications', label: 'Applications', count: (t) => t.counts.applications, needs: 'applications.read' },
    { to: '/leases', label: 'Leases' },
  ],
  [
    { to: '/rent-runs', label: 'Rent runs', needs: 'rent_runs.read' },
    { to: '/delinquencies', label: 'Late', needs: 'ledger.read' },
    { to: '/disputes', label: 'Disputes', needs: 'payments.read' },
    { to: '/deposits', label: 'Deposits', needs: 'deposits.read' },
    { to: '/owners', label: 'Owners', needs: 'owners.read' },
    { to: '/payouts', label: 'Payouts', needs: 'owners.read' },
    { to: '/bills', label: 'Bills', needs: 'owners.read' },
    { to: '/getting-paid', label: 'Getting paid', needs: 'owners.read' },
    { to: '/reconciliation', label: 'Reconciliation', needs: 'ledger.read' },
    { to: '/reports', label: 'Reports', needs: 'reports.read' },
  ],
  [
    { to: '/maintenance', label: 'Maintenance', count: (t) => t.counts.maintenance },
    { to: '/vendors', label: 'Vendors' },
  ],
  [
    { to: '/fees', label: 'Fees' },
    { to: '/team', label: 'Team', needs: 'members.read' },
  ],
];
