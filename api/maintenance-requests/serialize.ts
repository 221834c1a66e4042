import type { z } from 'zod';
import { homeAddress } from '../../store/leases/home-address';
import type { ShownRequest } from '../../store/maintenance/list-requests';
import type { KeptClock } from '../../store/maintenance/report-repair';
import { maintenanceWorkflowId } from '../../workflows/maintenance/ids';
import { serializeImage } from '../media/serialize';
import { instantOf, serializeWorkOrder } from '../work-orders/serialize';
import { requestAnswer } from './schemas';

/** A maintenance request with its jobs, offers and photos. */
export function serializeRequest(request: ShownRequest): z.output<typeof requestAnswer> {
  const { unit, tenant } = request;
  const clock = clockOf(request);
  const { status, severity, trade } = requestAnswer.shape;
  return {
    id: request.id,
    unit_id: request.unitId,
    unit_label: homeAddress(unit),
    property_id: unit.propertyId,
    property_name: unit.property.name,
    lease_id: request.leaseId,
    tenant_id: request.tenantId,
    tenant_name: tenant?.name ?? null,
    description: request.description,
    category: request.category,
    trade: trade.parse(request.trade),
    severity: severity.parse(request.severity),
    status: status.parse(request.status),
    source: request.source,
    entry_permission: request.entryPermission,
    access_notes: request.accessNotes,
    clock_due_at: clock?.due_at ?? null,
    clock_rule: clock?.rule ?? null,
    clock,
    needs_attention: request.needsAttention,
    attention_reason: request.attentionReason,
    rating: request.rating,
    images: request.media.map(serializeImage),
    work_orders: request.workOrders.map(serializeWorkOrder),
    workflow_id: maintenanceWorkflowId(request.id),
    version: request.version,
    created_at: request.createdAt.toISOString(),
    resolved_at: instantOf(request.resolvedAt),
  };
}

function clockOf({ clockDueAt, clockRule }: ShownRequest): z.output<typeof requestAnswer>['clock'] {
  if (clockDueAt === null || clockRule === null) return null;
  // Written by the store's own functions alone.
  const kept = clockRule as KeptClock;
  return {
    due_at: clockDueAt.toISOString(),
    warn_at: new Date(kept.warnAtMs).toISOString(),
    must_do: kept.mustDo,
    basis: kept.basis,
    rule: kept.rule.text,
    source: kept.rule.source,
    warnings: kept.warnings,
    warned_at: kept.warnedAt ?? null,
    breached_at: kept.breachedAt ?? null,
  };
}
