import type { EventType } from './events';
import { may, type Permission, ROLES, type Role } from './permissions';

/**
 * Which happenings are told to whom: everybody whose role may do something about them. What goes well every month is
 * not told; it stands in the timelines.
 */
export const NOTIFIED: Readonly<Partial<Record<EventType, Permission>>> = {
  'member.joined': 'members.read',
  'application.submitted': 'applications.decide',
  'application.withdrawn': 'applications.write',
  'application.expired': 'applications.write',
  'screening.completed': 'applications.decide',
  'screening.disputed': 'applications.decide',
  'screening.expired': 'applications.decide',
  'lease.signed': 'leases.write',
  'lease.declined': 'leases.write',
  'lease.expired': 'leases.write',
  'lease.activated': 'leases.write',
  'lease.ended': 'leases.write',
  'payment.failed': 'payments.write',
  'payment.reversed': 'payments.write',
  'dispute.opened': 'payments.write',
  'dispute.won': 'payments.write',
  'dispute.lost': 'payments.write',
  'dispute.deadline_missed': 'payments.write',
  'return_rate.neared': 'payments.write',
  'return_rate.exceeded': 'payments.write',
  'payment_method.blocked': 'payments.write',
  'collection.escalated': 'payments.write',
  'payment_plan.accepted': 'payment_plans.write',
  'payment_plan.declined': 'payment_plans.write',
  'payment_plan.expired': 'payment_plans.write',
  'payment_plan.broken': 'payment_plans.write',
  'payment_plan.completed': 'payment_plans.write',
  'refund.needs_action': 'refunds.write',
  'refund.failed': 'refunds.write',
  'deposit.due': 'deposits.write',
  'deposit.deadline_near': 'deposits.write',
  'deposit.deadline_passed': 'deposits.write',
  'owner_statements.completed': 'owner_statements.write',
  'owner_payout.failed': 'payouts.write',
  'owner_payout.returned': 'payouts.write',
  'connect_account.payouts_paused': 'payouts.write',
  'connect_account.payouts_resumed': 'payouts.write',
  'difference.opened': 'reconciliations.write',
  'rent_run.completed': 'rent_runs.write',
  'rent_run.failed': 'rent_runs.write',
  'maintenance.reported': 'maintenance.write',
  'maintenance.accepted': 'maintenance.write',
  'maintenance.done': 'maintenance.write',
  'maintenance.reopened': 'maintenance.write',
  'maintenance.escalated': 'maintenance.write',
  'maintenance.clock_warning': 'maintenance.write',
  'message.failed': 'tenants.write',
  'command.failed': 'members.read',
};

/** The roles whose holders are told of a type of event; none for what is not told. */
export function rolesToNotify(type: EventType): readonly Role[] {
  const permission = NOTIFIED[type];
  return permission === undefined ? [] : ROLES.filter((role) => may(role, permission));
}
