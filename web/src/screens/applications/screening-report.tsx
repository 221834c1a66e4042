import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import type { Applicant, Screening } from '../../api/types';
import { formatDate } from '../../format/dates';
import { humanize } from '../../format/words';
import { Dialog } from '../../ui/dialog';
import { Loaded } from '../../ui/page';
import { StateTag } from '../../ui/tag';
import { DateText } from '../../ui/values';

/** The agency's report of one applicant. That it was opened, by whom and why, is kept. */
export default function ScreeningReport({
  applicant,
  screeningId,
  onClose,
}: {
  applicant: Applicant;
  screeningId: string;
  onClose: () => void;
}) {
  const asked = useQuery(queries.screening(screeningId));
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={`Background check of ${applicant.name}`}
      under="Who opens a report, and when, is kept. Use it for this decision only."
    >
      <div className="px-5 py-4.5">
        <Loaded asked={asked} lines={4}>
          {(screening) => <Report screening={screening} />}
        </Loaded>
      </div>
    </Dialog>
  );
}

type Found = Record<string, unknown>;

const isFound = (value: unknown): value is Found => typeof value === 'object' && value !== null;
/** The agency's own names of its checks, as far as its report holds them. */
const listIn = (of: Found | null, name: string): Found[] => {
  const list = of?.[name];
  return Array.isArray(list) ? list.filter(isFound) : [];
};
const wordIn = (of: Found, name: string): string => {
  const value = of[name];
  return typeof value === 'string' ? value : '';
};

function Report({ screening }: { screening: Screening }) {
  const { report, result, assessment, completed_at, purge_on } = screening;
  const checks = listIn(report, 'screenings');
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateTag of="assessment" state={assessment ?? result ?? screening.status} />
        <span className="text-ink-2">
          by {humanize(screening.provider)}
          {completed_at ? (
            <>
              , <DateText at={completed_at} />
            </>
          ) : null}
        </span>
      </div>
      {checks.length > 0 ? (
        <ul className="mt-3 border-line border-t">
          {checks.map((check, i) => (
            <Check key={`${wordIn(check, 'object')}-${wordIn(check, 'id') || i}`} check={check} />
          ))}
        </ul>
      ) : (
        <p className="mt-3 text-ink-2">
          {report
            ? 'The report names no single checks.'
            : 'There is no report: it has not come yet, or was disposed of.'}
        </p>
      )}
      {purge_on ? (
        <p className="mt-3 text-ink-3 text-xs">Disposed of on {formatDate(purge_on, { year: true })}.</p>
      ) : null}
    </>
  );
}

function Check({ check }: { check: Found }) {
  const records = listIn(check, 'records');
  const outcome = wordIn(check, 'result') || wordIn(check, 'status');
  return (
    <li className="border-line border-b py-2.5 last:border-0">
      <div className="flex flex-wrap items-center gap-x-3">
        <h3 className="grow font-medium">{humanize(wordIn(check, 'object')).replace(/^Ssn\b/, 'SSN')}</h3>
        {outcome ? <StateTag of="assessment" state={outcome} /> : null}
      </div>
      {records.map((record, i) => (
        <dl
          key={wordIn(record, 'id') || String(i)}
          className="mt-2 grid grid-cols-[140px_minmax(0,1fr)] gap-x-3 gap-y-0.5 [&_dt]:text-ink-3"
        >
          {Object.entries(record).map(([name, value]) =>
            typeof value === 'object' ? null : (
              <div key={name} className="contents">
                <dt>{humanize(name)}</dt>
                <dd className="wrap-anywhere">{String(value)}</dd>
              </div>
            ),
          )}
        </dl>
      ))}
    </li>
  );
}
