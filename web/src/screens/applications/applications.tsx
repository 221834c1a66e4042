import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { queries } from '../../api/queries';
import type { Application } from '../../api/types';
import { listWords, stateChoices } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';
import { type Column, rowLink } from '../../ui/data-table';
import { ChoiceFilter, Filters } from '../../ui/filters';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { StateTag, Tag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';
import { verdictWord } from './criteria';

const route = getRouteApi('/app/applications');
const InviteDialog = lazy(() => import('./invite-dialog'));

const STATES = stateChoices('application');

const columns: Column<Application>[] = [
  {
    id: 'who',
    header: 'Household',
    sort: (a) => listWords(a.names),
    cell: (a) => (
      <>
        <Link to="/applications/$applicationId" params={{ applicationId: a.id }} className={rowLink} data-row-link="">
          {listWords(a.names)}
        </Link>
        <span className="block text-ink-2">{a.unit_label}</span>
      </>
    ),
  },
  { id: 'status', header: 'State', sort: (a) => a.status, cell: (a) => <StateTag of="application" state={a.status} /> },
  {
    id: 'criteria',
    header: 'Criteria',
    from: 'md',
    cell: (a) => {
      const found = a.evaluation ? verdictWord(a.evaluation) : null;
      return found ? <Tag tone={found.tone}>{found.word}</Tag> : null;
    },
  },
  {
    id: 'move_in',
    header: 'Moves in',
    from: 'lg',
    sort: (a) => a.desired_move_in_on ?? '',
    cell: (a) => (a.desired_move_in_on ? <DateText at={a.desired_move_in_on} /> : ''),
  },
  {
    id: 'rent',
    header: 'Rent',
    end: true,
    from: 'sm',
    sort: (a) => a.rent_cents,
    cell: (a) => <Money cents={a.rent_cents} currency={a.currency} />,
  },
  {
    id: 'since',
    header: 'Since',
    end: true,
    from: 'md',
    sort: (a) => a.created_at,
    cell: (a) => <DateText at={a.created_at} brief />,
  },
];

/** Every application, whoever's turn it is. */
export function Applications() {
  const { status, invite, unit } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const asked = useInfiniteQuery(queries.applications({ status }));
  const set = useCallback(
    (change: Record<string, unknown>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
    [navigate],
  );
  const inviteButton = may('applications.write') ? (
    <Button look="primary" onClick={() => set({ invite: true })}>
      New application link
    </Button>
  ) : null;
  return (
    <>
      <PageHead title="Applications" actions={inviteButton} />
      <Filters>
        <ChoiceFilter
          label="State"
          all="Every state"
          value={status}
          options={STATES}
          onChange={(next) => set({ status: next })}
        />
      </Filters>
      <div className="card">
        <PagedTable
          label="Applications"
          asked={asked}
          columns={columns}
          empty={
            status ? (
              <EmptyState
                title="None in this state"
                action={<Button onClick={() => set({ status: undefined })}>Show everything</Button>}
              />
            ) : (
              <EmptyState title="No applications yet" action={inviteButton}>
                An application link goes out by email and text message; every adult fills in their part on a phone.
              </EmptyState>
            )
          }
        />
      </div>
      {invite ? (
        <Suspense fallback={null}>
          <InviteDialog unitId={unit} onClose={() => set({ invite: undefined, unit: undefined })} />
        </Suspense>
      ) : null}
    </>
  );
}
