import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../api/queries';
import type { Finding, Lease, LeaseSchedule, PlannedCharge } from '../../api/types';
import { formatMonth, withDays } from '../../format/dates';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { type Column, DataTable } from '../../ui/data-table';
import { Loaded } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';
import { AmendLease } from './amend-lease';

const columns: Column<PlannedCharge>[] = [
  { id: 'due', header: 'Due', cell: (charge) => <DateText at={charge.due_on} /> },
  {
    id: 'what',
    header: 'What',
    cell: (charge) => (
      <>
        {charge.label}
        <span className="block text-ink-2 text-xs">{withDays(charge.rule)}</span>
      </>
    ),
  },
  { id: 'amount', header: 'Amount', end: true, cell: (charge) => <Money cents={charge.amount_cents} /> },
];

const SHOWN = 4;

/** What a lease charges: all of it while it is not signed, else what is still to come. */
export function Schedule({ lease, coming = false }: { lease: Lease; coming?: boolean }) {
  const asked = useQuery(queries.schedule(lease.id));
  const title = coming ? 'What comes' : 'What it will charge';
  return (
    <Card
      title={title}
      aside={
        asked.data && !coming ? (
          <>
            <Money cents={asked.data.total_cents} currency={asked.data.currency} /> in all
          </>
        ) : coming ? (
          <AmendLease lease={lease} />
        ) : null
      }
    >
      <Loaded asked={asked}>{(schedule) => <Shown schedule={schedule} title={title} coming={coming} />}</Loaded>
    </Card>
  );
}

function Shown({ schedule, title, coming }: { schedule: LeaseSchedule; title: string; coming: boolean }) {
  const [all, setAll] = useState(!coming);
  const charges = coming ? schedule.charges.filter((charge) => !charge.posted) : schedule.charges;
  const shown = all ? charges : charges.slice(0, SHOWN);
  return (
    <>
      <Findings findings={schedule.findings} />
      {charges.length === 0 ? (
        <p className="px-3.5 py-3 text-ink-2">Nothing more comes: everything this lease charges is posted.</p>
      ) : (
        <DataTable
          label={title}
          rows={shown}
          columns={columns}
          rowId={(charge) => `${charge.kind} ${charge.label} ${charge.period} ${charge.due_on}`}
        />
      )}
      {schedule.free_months.map((month) => (
        <p key={month.period} className="border-line border-t px-3.5 py-2 text-ink-2">
          No rent for {formatMonth(month.period)}: {withDays(month.text)}
        </p>
      ))}
      {all || charges.length <= SHOWN ? null : (
        <div className="border-line border-t p-2.5 text-center">
          <Button look="quiet" onClick={() => setAll(true)}>
            Show all {charges.length}
          </Button>
        </div>
      )}
    </>
  );
}

/** What rules on file have against it, each with its source and whether it is enforced. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul aria-label="What the rules say" className="border-line border-b">
      {findings.map((finding) => (
        <li key={finding.message} className="grid gap-1 px-3.5 py-2.5">
          <span>
            <Tag tone={finding.enforced ? 'bad' : 'wait'}>{finding.enforced ? 'Forbidden' : 'To be checked'}</Tag>
          </span>
          <span>{withDays(finding.message)}</span>
          <span className="text-ink-2 text-xs">
            {finding.rule.text} ({finding.rule.cite}, {finding.rule.confidence})
          </span>
        </li>
      ))}
    </ul>
  );
}
