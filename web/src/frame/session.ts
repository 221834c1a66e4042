import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries';
import type { Role, Session } from '../api/types';

/** Who may do what, as far as the app offers it; the API decides. */
const MAY = {
  'properties.write': ['owner', 'manager', 'agent'],
  'applications.write': ['owner', 'manager', 'agent'],
  'applications.decide': ['owner', 'manager'],
  'applications.read': ['owner', 'manager', 'agent', 'read_only'],
  'screenings.read': ['owner', 'manager', 'agent'],
  'leases.write': ['owner', 'manager', 'agent'],
  'leases.sign': ['owner', 'manager'],
  'fee_policies.write': ['owner', 'manager'],
  'card_fees.write': ['owner', 'manager'],
  'ledger.read': ['owner', 'manager', 'accountant', 'read_only'],
  'documents.read': ['owner', 'manager', 'agent', 'accountant', 'read_only'],
  'payments.read': ['owner', 'manager', 'accountant', 'read_only'],
  'payments.write': ['owner', 'manager', 'accountant'],
  'charges.write': ['owner', 'manager', 'accountant'],
  'payment_plans.read': ['owner', 'manager', 'accountant', 'read_only'],
  'payment_plans.write': ['owner', 'manager', 'accountant'],
  'refunds.read': ['owner', 'manager', 'accountant', 'read_only'],
  'refunds.write': ['owner', 'manager'],
  'deposits.read': ['owner', 'manager', 'accountant', 'read_only'],
  'deposits.write': ['owner', 'manager'],
  'reports.read': ['owner', 'manager', 'accountant'],
  'rent_runs.read': ['owner', 'manager', 'accountant', 'read_only'],
  'rent_runs.write': ['owner', 'manager', 'accountant'],
  'owners.read': ['owner', 'manager', 'accountant', 'read_only'],
  'owners.write': ['owner', 'manager', 'accountant'],
  'bills.write': ['owner', 'manager', 'accountant'],
  'payouts.write': ['owner', 'accountant'],
  'connect.write': ['owner'],
  'reconciliations.write': ['owner', 'manager', 'accountant'],
  'photos.write': ['owner', 'manager', 'agent', 'maintenance'],
  'maintenance.write': ['owner', 'manager', 'agent', 'maintenance'],
  'vendors.write': ['owner', 'manager', 'maintenance'],
  'members.read': ['owner', 'manager'],
  'members.write': ['owner'],
  'api_keys.write': ['owner'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof MAY;

/** The signed-in person's session. Only for screens inside the app frame, where there is one. */
export function useSession(): Session | undefined {
  return useQuery(queries.session()).data;
}

/** What a colleague is called, or `you`; nothing for who is unknown or may not be asked about. */
export function useColleague(userId: string | undefined): string | undefined {
  const session = useSession();
  const others = useMay()('members.read') && userId !== undefined && userId !== session?.user?.id;
  const members = useQuery({ ...queries.members(), enabled: others }).data;
  if (userId !== undefined && userId === session?.user?.id) return 'you';
  return members?.find((member) => member.user_id === userId)?.name ?? undefined;
}

/** Whether this person is offered an action. */
export function useMay(): (right: Right) => boolean {
  const role = useSession()?.role;
  return (right) => role !== undefined && (MAY[right] as readonly Role[]).includes(role);
}
