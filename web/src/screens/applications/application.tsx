import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { queries } from '../../api/queries';
import type { Application } from '../../api/types';
import { count, humanize, listWords } from '../../format/words';
import { useColleague, useMay } from '../../frame/session';
import { ButtonLink } from '../../ui/button';
import { Card, Facts } from '../../ui/card';
import { Columns, Loaded, LoadedPage, PageHead } from '../../ui/page';
import { StateTag } from '../../ui/tag';
import { Timeline } from '../../ui/timeline';
import { DateText, Money } from '../../ui/values';
import { ApplicationActions } from './application-actions';
import { Criteria } from './criteria';
import { DecisionForm } from './decision-form';
import { Household } from './household';
import { Papers } from './papers';

const route = getRouteApi('/app/applications/$applicationId');

export function ApplicationPage() {
  const { applicationId } = route.useParams();
  return (
    <LoadedPage asked={useQuery(queries.application(applicationId))}>
      {(application) => <Shown application={application} />}
    </LoadedPage>
  );
}

/** Income of the household over the rent, as landlords say it: `3.1 × rent`. */
const ratio = (value: number | null | undefined) =>
  value === null || value === undefined ? 'not known yet' : `${value.toFixed(1)} × rent`;

function Shown({ application }: { application: Application }) {
  const timeline = useQuery(queries.timeline(application.id));
  const may = useMay();
  const deciding = application.status === 'decision_pending' && may('applications.decide');
  const ready =
    (application.status === 'approved' || application.status === 'approved_with_conditions') && !application.lease_id;
  return (
    <>
      <PageHead
        title={listWords(application.names)}
        crumbs={[
          { label: 'Applications', href: '/applications' },
          { label: application.unit_label, href: `/units/${application.unit_id}` },
        ]}
        tags={<StateTag of="application" state={application.status} />}
        actions={
          <>
            <ApplicationActions application={application} />
            {application.lease_id ? (
              <ButtonLink to="/leases/$leaseId" params={{ leaseId: application.lease_id }} search={{}}>
                Open the lease
              </ButtonLink>
            ) : null}
            {ready && may('leases.write') ? (
              <ButtonLink
                to="/leases"
                search={{ start: true, unit: application.unit_id, application: application.id }}
                look="primary"
              >
                Start the lease
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Facts
        facts={[
          {
            label: 'For',
            value: (
              <Link to="/units/$unitId" params={{ unitId: application.unit_id }} className="link font-medium">
                {application.unit_label}
              </Link>
            ),
          },
          {
            label: 'Rent',
            value: (
              <b>
                <Money cents={application.rent_cents} currency={application.currency} />
              </b>
            ),
          },
          {
            label: 'Deposit',
            value: (
              <b>
                <Money cents={application.deposit_cents} currency={application.currency} />
              </b>
            ),
          },
          { label: 'Income', value: <b>{ratio(application.evaluation?.income_ratio)}</b> },
          { label: 'Term', value: <b>{count(application.term_months, 'month')}</b> },
          ...(application.desired_move_in_on
            ? [
                {
                  label: 'Moves in',
                  value: (
                    <b>
                      <DateText at={application.desired_move_in_on} />
                    </b>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Columns>
        <div className="grid gap-4.5">
          <Household application={application} />
          <Criteria application={application} />
          <Papers applicationId={application.id} />
        </div>
        <div className="grid gap-4.5">
          {deciding ? <DecisionForm application={application} /> : null}
          {application.decision ? <Decided application={application} /> : null}
          <Loaded asked={timeline}>{(story) => <Timeline story={story} />}</Loaded>
        </div>
      </Columns>
    </>
  );
}

function Decided({ application }: { application: Application }) {
  const { decision } = application;
  const by = useColleague(decision?.decided_by);
  if (!decision) return null;
  const because = [...decision.reasons, ...decision.conditions];
  return (
    <Card title="Decision" aside={<DateText at={decision.decided_at} />}>
      <div className="grid gap-1.5 px-3.5 py-3">
        <p className="font-medium">
          {humanize(decision.outcome)}
          {by ? <span className="font-normal text-ink-2">, by {by}</span> : null}
        </p>
        {because.length > 0 ? (
          <ul className="list-disc pl-5">
            {because.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : null}
        {decision.override_reason ? (
          <p className="text-ink-2">Against the criteria: {decision.override_reason}</p>
        ) : null}
      </div>
    </Card>
  );
}
