import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type KeyboardEvent, lazy, Suspense } from 'react';
import { queries } from '../../api/queries';
import type { MaintenanceRequest } from '../../api/types';
import { formatDistance } from '../../format/dates';
import { stateWord } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';
import { ChoiceFilter, Filters } from '../../ui/filters';
import { Loaded, PageHead } from '../../ui/page';
import { StateTag, Tag } from '../../ui/tag';
import { requestTitle } from './request-list';

const route = getRouteApi('/app/maintenance');
const ReportDialog = lazy(() => import('./report-dialog'));

/** The board's columns: the stages of a repair as a landlord tells them. */
const STAGES = [
  { name: 'Needs you', states: ['escalated', 'reopened'] },
  { name: 'Finding a vendor', states: ['reported', 'dispatching'] },
  { name: 'Planned', states: ['accepted', 'scheduled'] },
  { name: 'Under way', states: ['in_progress'] },
  { name: 'Done', states: ['done', 'resolved', 'canceled'] },
] as const;
const WEIGHT: Record<string, number> = { emergency: 0, urgent: 1, routine: 2 };
const LAST_DONE = 12;

const stageOf = (request: MaintenanceRequest) =>
  request.needs_attention && !['done', 'resolved', 'canceled'].includes(request.status)
    ? 'Needs you'
    : (STAGES.find((stage) => (stage.states as readonly string[]).includes(request.status))?.name ??
      'Finding a vendor');

/** The worst first; among equals the oldest, and among the done the newest. */
function inOrder(stage: string, requests: MaintenanceRequest[]): MaintenanceRequest[] {
  if (stage === 'Done')
    return [...requests].sort((a, b) => b.created_at.localeCompare(a.created_at)).slice(0, LAST_DONE);
  return [...requests].sort(
    (a, b) => (WEIGHT[a.severity] ?? 3) - (WEIGHT[b.severity] ?? 3) || a.created_at.localeCompare(b.created_at),
  );
}

/** Left and right change the column, up and down the card. */
function walkBoard(event: KeyboardEvent<HTMLElement>) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
  if (dx === undefined || dy === undefined) return;
  const columns = [...event.currentTarget.querySelectorAll('ol')]
    .map((column) => [...column.querySelectorAll<HTMLElement>('a')])
    .filter((column) => column.length > 0);
  const here = document.activeElement as HTMLElement;
  const x = columns.findIndex((column) => column.includes(here));
  if (x < 0) return;
  const y = columns[x]?.indexOf(here) ?? 0;
  const column = columns[Math.min(columns.length - 1, Math.max(0, x + dx))];
  const card = column?.[Math.min(column.length - 1, Math.max(0, y + dy))];
  if (!card) return;
  event.preventDefault();
  card.focus();
}

function Card({ request }: { request: MaintenanceRequest }) {
  const over = ['done', 'resolved', 'canceled'].includes(request.status);
  const late = request.clock_due_at !== null && new Date(request.clock_due_at).getTime() < Date.now();
  return (
    <li className="card relative grid gap-1.5 p-2.5 hover:border-edge">
      <Link
        to="/maintenance/$requestId"
        params={{ requestId: request.id }}
        className="font-medium after:absolute after:inset-0 after:rounded-lg after:content-['']"
      >
        {requestTitle(request.description)}
      </Link>
      <p className="text-ink-2 text-xs">
        {request.unit_label}
        {request.tenant_name ? ` · ${request.tenant_name}` : ''}
      </p>
      <div className="flex flex-wrap gap-1.5">
        {over || request.severity === 'routine' ? null : <StateTag of="severity" state={request.severity} />}
        <Tag tone={stateWord('maintenance', request.status).tone}>{stateWord('maintenance', request.status).word}</Tag>
      </div>
      {request.attention_reason && !over ? <p className="text-red text-xs">{request.attention_reason}</p> : null}
      {request.clock_due_at && !over ? (
        <p className={`text-xs ${late ? 'font-medium text-red' : 'text-ink-2'}`}>
          {late ? 'Deadline passed' : request.clock?.must_do === 'finish' ? 'Must be done' : 'Must start'}{' '}
          {formatDistance(request.clock_due_at)}
        </p>
      ) : null}
    </li>
  );
}

/** Repairs by stage. */
export function Board() {
  const { severity, report } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const asked = useQuery(queries.maintenance(severity ? { severity } : {}));
  const set = (change: Record<string, unknown>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const reportButton = may('maintenance.write') ? (
    <Button look="primary" onClick={() => set({ report: true })}>
      Report a repair
    </Button>
  ) : null;
  return (
    <>
      <PageHead title="Maintenance" actions={reportButton} />
      <Filters>
        <ChoiceFilter
          label="Severity"
          all="Every severity"
          value={severity}
          options={['emergency', 'urgent', 'routine']}
          onChange={(next) => set({ severity: next })}
        />
      </Filters>
      <Loaded asked={asked} lines={8}>
        {(requests) =>
          requests.length === 0 ? (
            <div className="card">
              <EmptyState
                title={severity ? 'None of this severity' : 'Nothing to repair'}
                action={severity ? null : reportButton}
              >
                Tenants report with a link or a text message; you can report here too.
              </EmptyState>
            </div>
          ) : (
            // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a shortcut beside Tab
            <div className="-mx-4 overflow-x-auto px-4 pb-2 sm:-mx-7 sm:px-7" onKeyDown={walkBoard}>
              <div className="grid gap-3 max-lg:grid-flow-row lg:grid-cols-5 lg:min-w-[960px]">
                {STAGES.map((stage) => {
                  const cards = inOrder(
                    stage.name,
                    requests.filter((r) => stageOf(r) === stage.name),
                  );
                  return (
                    <section key={stage.name} aria-label={stage.name} className="rounded-lg bg-sunk p-2">
                      <h2 className="flex justify-between px-1 pb-2">
                        {stage.name} <span className="num font-normal text-ink-3">{cards.length}</span>
                      </h2>
                      <ol className="grid gap-2">
                        {cards.map((request) => (
                          <Card key={request.id} request={request} />
                        ))}
                      </ol>
                    </section>
                  );
                })}
              </div>
            </div>
          )
        }
      </Loaded>
      {report ? (
        <Suspense fallback={null}>
          <ReportDialog onClose={() => set({ report: undefined })} />
        </Suspense>
      ) : null}
    </>
  );
}
