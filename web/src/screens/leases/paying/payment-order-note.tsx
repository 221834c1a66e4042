import type { Payment } from '../../../api/paying';

const CONFIDENCE: Readonly<Record<string, string>> = {
  'text read': 'read in the law',
  quoted: 'quoted from the law',
  secondary: 'from a secondary source, not checked against the law',
  unchecked: 'not checked against the law',
};

/** By which rule payments go to charges, how far that was checked, and what to be careful of. */
export function PaymentOrderNote({ payments }: { payments: readonly Payment[] }) {
  const order = payments.find(({ payment_order }) => payment_order !== null)?.payment_order;
  if (!order) return null;
  const source = order.warning === null && !order.enforced ? '' : ` (${order.cite}; ${CONFIDENCE[order.confidence]})`;
  return (
    <p className="border-line border-t px-3.5 py-2 text-ink-3 text-xs">
      Money goes to charges in this order: {order.text}
      {source}.
    </p>
  );
}
