import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type UseFormReturn, useForm } from 'react-hook-form';
import { useRentRun } from '../../api/commands';
import type { RentRun, RentRunChange } from '../../api/types';
import { formatDate, today } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { count } from '../../format/words';
import { useSession } from '../../frame/session';
import { Button } from '../../ui/button';
import { type Column, DataTable } from '../../ui/data-table';
import { Dialog } from '../../ui/dialog';
import { useSubmit } from '../../ui/form';
import { DateField, SelectField } from '../../ui/inputs';
import { ProblemNote } from '../../ui/page';
import { toast } from '../../ui/toast';
import { Money } from '../../ui/values';
import { US_ZONES, zonesIn } from '../sign-in/us-zones';

const columns: Column<RentRunChange>[] = [
  {
    id: 'lease',
    header: 'Lease',
    cell: (line) => (
      <Link
        to="/leases/$leaseId"
        params={{ leaseId: line.lease_id }}
        search={{}}
        className="link font-medium"
        data-row-link=""
      >
        {line.home}
      </Link>
    ),
  },
  { id: 'what', header: 'What', cell: (line) => `${line.label}, ${line.detail}` },
  { id: 'amount', header: 'Amount', end: true, cell: (line) => <Money cents={line.amount_cents} /> },
];

type Day = { run_on: string; time_zone: string };

/** Shows what a day's run would post; only then can it be started. */
export default function DryRun({ onClose }: { onClose: () => void }) {
  const zone = useSession()?.organization.time_zone ?? 'America/Los_Angeles';
  const run = useRentRun();
  const [plan, setPlan] = useState<{ day: Day; run: RentRun } | null>(null);
  const form = useForm<Day>({ defaultValues: { run_on: today(zone), time_zone: zone } });
  const look = useSubmit(form, async (day) => {
    setPlan(null);
    setPlan({ day, run: await run.mutateAsync({ ...day, dry_run: true }) });
  });
  const start = useSubmit(form, async () => {
    if (!plan) return;
    await run.mutateAsync({ ...plan.day, dry_run: false });
    toast('The run has started', { detail: 'Its charges appear as they are posted.' });
    onClose();
  });
  const under = 'What would be posted, and to whom. Nothing is posted by looking.';
  return (
    <Dialog open onClose={onClose} title="Dry run" under={under} wide>
      <DayForm form={form} busy={run.isPending && plan === null} zone={zone} onLook={() => void look.submit()} />
      {look.problem ? (
        <div className="px-5 pb-4">
          <ProblemNote error={look.problem} />
        </div>
      ) : null}
      {plan ? (
        <div className="border-line border-t" aria-live="polite">
          <Planned run={plan.run} day={plan.day.run_on} />
          <footer className="grid gap-3 border-line border-t px-5 py-3.5">
            {start.problem ? <ProblemNote error={start.problem} /> : null}
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={onClose}>Close</Button>
              {plan.run.charges > 0 ? (
                <Button look="primary" busy={run.isPending} onClick={() => void start.submit()}>
                  Post {count(plan.run.charges, 'charge')} now
                </Button>
              ) : null}
            </div>
          </footer>
        </div>
      ) : null}
    </Dialog>
  );
}

function DayForm({
  form: { control },
  busy,
  zone,
  onLook,
}: {
  form: UseFormReturn<Day>;
  busy: boolean;
  zone: string;
  onLook: () => void;
}) {
  return (
    <form
      noValidate
      className="grid items-start gap-3 px-5 py-4.5 sm:grid-cols-[1fr_1.4fr_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        onLook();
      }}
    >
      <DateField control={control} name="run_on" label="Day" required="Which day?" />
      <SelectField control={control} name="time_zone" label="Properties on" options={zonesIn([zone, ...US_ZONES])} />
      <Button type="submit" className="sm:mt-[25px]" busy={busy}>
        Show what would happen
      </Button>
    </form>
  );
}

function Planned({ run, day }: { run: RentRun; day: string }) {
  if (run.charges === 0) {
    return <p className="px-5 py-3 font-medium">Nothing to post on this day; what was due is posted already.</p>;
  }
  return (
    <>
      <p className="px-5 py-3">
        <b className="font-medium">
          {count(run.charges, 'charge')}, {formatMoney(run.amount_cents)}
        </b>{' '}
        to {count(run.leases, 'lease')} on {formatDate(day, { weekday: true })}.
      </p>
      {run.lines.length > 0 ? (
        <div className="max-h-72 overflow-y-auto border-line border-t">
          <DataTable
            label="What would be posted"
            rows={run.lines}
            columns={columns}
            rowId={(line) => `${line.lease_id} ${line.label} ${line.detail}`}
          />
        </div>
      ) : null}
    </>
  );
}
