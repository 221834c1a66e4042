import { lazy, Suspense, useState } from 'react';
import type { Applicant, Application } from '../../api/types';
import { formatPhone, humanize } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { StateTag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';

const ScreeningReport = lazy(() => import('./screening-report'));

const ROLES: Record<string, string> = {
  primary: 'Main applicant',
  co_applicant: 'Co-applicant',
  guarantor: 'Guarantor',
};

function Screened({ applicant }: { applicant: Applicant }) {
  const { screening } = applicant;
  const may = useMay();
  const [reading, setReading] = useState(false);
  if (!screening) return <span className="text-ink-3">not started</span>;
  if (screening.status !== 'complete') return <StateTag of="screening" state={screening.status} />;
  const outcome = screening.assessment ?? screening.result;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <StateTag of="assessment" state={outcome ?? 'complete'} />
      {screening.completed_at ? <DateText at={screening.completed_at} brief /> : null}
      {may('screenings.read') ? (
        <Button small look="quiet" onClick={() => setReading(true)}>
          Open the report<span className="sr-only"> of {applicant.name}</span>
        </Button>
      ) : null}
      <Suspense fallback={null}>
        {reading ? (
          <ScreeningReport applicant={applicant} screeningId={screening.id} onClose={() => setReading(false)} />
        ) : null}
      </Suspense>
    </span>
  );
}

/** Everybody who moves in or stands for the rent: how far they are, what they earn, what the screening says. */
export function Household({ application }: { application: Application }) {
  return (
    <Card title="Household">
      <ul>
        {application.applicants.map((applicant) => (
          <li key={applicant.id} className="border-line border-b px-3.5 py-3 last:border-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h3 className="font-medium">{applicant.name}</h3>
              <span className="text-ink-3">{ROLES[applicant.role] ?? humanize(applicant.role)}</span>
              <span className="grow" />
              <StateTag of="applicant" state={applicant.status} />
            </div>
            <p className="text-ink-2">
              <a className="link" href={`mailto:${applicant.email}`}>
                {applicant.email}
              </a>
              {applicant.phone ? (
                <>
                  {' · '}
                  <a className="link" href={`tel:${applicant.phone}`}>
                    {formatPhone(applicant.phone)}
                  </a>
                </>
              ) : null}
            </p>
            <dl className="mt-2 grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1 [&_dt]:text-ink-3">
              {applicant.monthly_income_cents === null ? null : (
                <>
                  <dt>Income</dt>
                  <dd>
                    <Money cents={applicant.monthly_income_cents} className="font-medium" /> a month
                    {applicant.employer ? `, ${applicant.employer}` : ''}
                  </dd>
                </>
              )}
              <dt>Screening</dt>
              <dd>
                <Screened applicant={applicant} />
              </dd>
              {applicant.steps_left.length > 0 ? (
                <>
                  <dt>Still to do</dt>
                  <dd>{applicant.steps_left.map((step) => humanize(step)).join(', ')}</dd>
                </>
              ) : null}
            </dl>
          </li>
        ))}
      </ul>
    </Card>
  );
}
