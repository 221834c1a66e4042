import type { z } from 'zod';
import { fromSqlCentsOrNull } from '../../store/cents';
import type { ShownWorkOrder } from '../../store/maintenance/list-requests';
import { serializeImage } from '../media/serialize';
import { offerAnswer, workOrderAnswer } from './schemas';

/** A work order with its offers and photos. */
export function serializeWorkOrder(workOrder: ShownWorkOrder): z.output<typeof workOrderAnswer> {
  return {
    id: workOrder.id,
    request_id: workOrder.requestId,
    sequence: workOrder.sequence,
    status: workOrderAnswer.shape.status.parse(workOrder.status),
    vendor_id: workOrder.vendorId,
    vendor_name: workOrder.vendor?.name ?? null,
    scheduled_start: instantOf(workOrder.scheduledStart),
    scheduled_end: instantOf(workOrder.scheduledEnd),
    started_at: instantOf(workOrder.startedAt),
    done_at: instantOf(workOrder.doneAt),
    notes: workOrder.notes,
    price_cents: fromSqlCentsOrNull(workOrder.priceCents),
    offers: workOrder.offers.map((offer) => ({
      id: offer.id,
      vendor_id: offer.vendorId,
      vendor_name: offer.vendor.name,
      status: offerAnswer.shape.status.parse(offer.status),
      round: offer.round,
      explanation: offerAnswer.shape.explanation.parse(offer.explanation),
      sent_at: offer.sentAt.toISOString(),
      expires_at: instantOf(offer.expiresAt),
      answered_at: instantOf(offer.answeredAt),
      reason: offer.declineReason,
    })),
    images: workOrder.media.map(serializeImage),
    created_at: workOrder.createdAt.toISOString(),
  };
}

/** An instant of an answer. */
export function instantOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
