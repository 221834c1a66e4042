import { queryOptions, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toProblem, unreachable } from '../../api/problem';
import { buttonClass } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { Loaded, PageHead } from '../../ui/page';
import { offerOf, REPORTS, type Report, type ReportSearch, reportAddress, thisMonth } from './kinds';
import { ReportTable } from './report-table';

const route = getRouteApi('/app/reports');

const report = (address: string) =>
  queryOptions({
    queryKey: ['ledger', 'report', address],
    queryFn: async ({ signal }): Promise<Report> => {
      const response = await fetch(address, { signal, headers: { accept: 'application/json' } }).catch((error) => {
        throw signal.aborted ? error : unreachable();
      });
      if (!response.ok) throw toProblem(await response.json().catch(() => undefined), response.status);
      // The address is one of the reports', whose answers all have this form.
      return (await response.json()) as Report;
    },
  });

/** Reports for the landlord and the accountant: chosen, seen as a table, taken along as CSV or PDF. */
export function Reports() {
  const search: ReportSearch = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: ReportSearch) => void navigate({ search: { ...search, ...next }, replace: true });
  const address = reportAddress(search);
  const asked = useQuery(report(address));
  const isOfLease = search.lease !== undefined;
  return (
    <>
      <PageHead
        title={isOfLease ? (asked.data?.title ?? 'Report') : offerOf(search.kind).label}
        under={isOfLease ? 'Of one lease' : offerOf(search.kind).about}
        {...(isOfLease ? { crumbs: [{ label: 'Lease', href: `/leases/${search.lease}?tab=money` }] } : {})}
        actions={
          <>
            <a className={buttonClass({})} href={`${address}${joined(address)}format=csv`} download>
              CSV
            </a>
            <a className={buttonClass({})} href={`${address}${joined(address)}format=pdf`} download>
              PDF
            </a>
          </>
        }
      />
      <search aria-label="What to show" className="mb-4.5 flex flex-wrap items-end gap-3">
        {isOfLease ? null : (
          <Field label="Report">
            {(control) => (
              <select
                {...control}
                value={offerOf(search.kind).path}
                onChange={(event) => change({ kind: event.target.value })}
              >
                {REPORTS.map(({ path, label }) => (
                  <option key={path} value={path}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Days search={search} change={change} />
      </search>
      <Loaded asked={asked} lines={8}>
        {(data) => (
          <Card title={data.facts.map(({ label, value }) => `${label}: ${value}`).join(' · ')}>
            <ReportTable report={data} />
            <div className="grid gap-1 p-3.5 text-ink-3 text-xs">
              {data.notes.map((note) => (
                <p key={note}>{note}</p>
              ))}
            </div>
          </Card>
        )}
      </Loaded>
    </>
  );
}

const joined = (address: string) => (address.endsWith('?') ? '' : '&');

type Change = (next: ReportSearch) => void;

/** The days that a report needs to be told, and no others. */
function Days({ search, change }: { search: ReportSearch; change: Change }) {
  const now = thisMonth();
  if (search.lease !== undefined && search.kind === 'invoice') {
    return <Day label="Month" type="month" value={search.period ?? now.period} set={(period) => change({ period })} />;
  }
  const needs = search.lease !== undefined ? 'days' : offerOf(search.kind).needs;
  if (needs === 'now') return null;
  if (needs === 'year') {
    return <Day label="Year" type="number" value={search.year ?? now.year} set={(year) => change({ year })} />;
  }
  if (needs === 'day')
    return <Day label="As of" type="date" value={search.on ?? now.today} set={(on) => change({ on })} />;
  return (
    <>
      <Day label="From" type="date" value={search.from ?? now.first} set={(from) => change({ from })} />
      <Day label="To" type="date" value={search.to ?? now.today} set={(to) => change({ to })} />
    </>
  );
}

function Day({
  label,
  type,
  value,
  set,
}: {
  label: string;
  type: 'date' | 'month' | 'number';
  value: string;
  set: (value: string) => void;
}) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type={type}
          value={value}
          min={type === 'number' ? 2000 : undefined}
          max={type === 'number' ? 2100 : undefined}
          onChange={({ target }) => (target.value === '' ? undefined : set(target.value))}
        />
      )}
    </Field>
  );
}
