import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import type { PlannedCharge } from '../../api/types';
import { Card } from '../../ui/card';
import { type Column, DataTable } from '../../ui/data-table';
import { Loaded } from '../../ui/page';
import { DateText, Money } from '../../ui/values';

const columns: Column<PlannedCharge>[] = [
  { id: 'due', header: 'Due', cell: (charge) => <DateText at={charge.due_on} /> },
  {
    id: 'what',
    header: 'What',
    cell: (charge) => (
      <>
        {charge.label}
        <span className="block text-ink-2 text-xs">{charge.rule}</span>
      </>
    ),
  },
  { id: 'amount', header: 'Amount', end: true, cell: (charge) => <Money cents={charge.amount_cents} /> },
];

/** What a lease that is not signed yet would charge, to be looked over before it goes out. */
export function Schedule({ leaseId }: { leaseId: string }) {
  const asked = useQuery(queries.schedule(leaseId));
  return (
    <Card
      title="What it will charge"
      aside={
        asked.data ? (
          <>
            <Money cents={asked.data.total_cents} currency={asked.data.currency} /> in all
          </>
        ) : null
      }
    >
      <Loaded asked={asked}>
        {({ charges }) => (
          <DataTable
            label="What it will charge"
            rows={charges}
            columns={columns}
            rowId={(charge) => `${charge.kind} ${charge.period} ${charge.due_on}`}
          />
        )}
      </Loaded>
    </Card>
  );
}
