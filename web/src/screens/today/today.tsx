import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, use, useState } from 'react';
import { queries } from '../../api/queries';
import type { Today } from '../../api/types';
import { formatBrief, formatDate, formatDistance, today as localToday } from '../../format/dates';
import { count, sentence } from '../../format/words';
import { CommandContext } from '../../frame/command-context';
import { LiveContext } from '../../frame/live-context';
import { useMay, useSession } from '../../frame/session';
import { Button, ButtonLink, buttonClass } from '../../ui/button';
import { Card, EmptyState } from '../../ui/card';
import { HrefLink } from '../../ui/href-link';
import { Columns, Loaded, PageHead } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { ReturnRatesNotice } from '../collections/return-rates';
import { MoneyLine, MoneyLineGhost } from './money-line';
import { RentRunCard } from './rent-run-card';

const InviteDialog = lazy(() => import('../applications/invite-dialog'));

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** One line of money, then what needs the person, each with its reason, its deadline and one button. */
export function TodayScreen() {
  const asked = useQuery(queries.today());
  const session = useSession();
  const may = useMay();
  const openCommands = use(CommandContext);
  const [inviting, setInviting] = useState(false);
  const today = asked.data;
  const under = [
    formatDate(today?.date ?? localToday(), { weekday: true }),
    session?.organization.name ?? '',
    today ? `${count(today.units.total, 'unit')}, ${today.units.occupied.toLocaleString('en-US')} let` : '',
  ];
  return (
    <>
      <PageHead
        title="Today"
        under={<p className="max-sm:min-h-10">{under.filter(Boolean).join(' · ')}</p>}
        actions={
          <>
            <Button className="max-md:hidden" onClick={openCommands}>
              Go to anything{' '}
              <kbd className="rounded border border-line px-1.5 py-0.5 font-sans text-[11px] text-ink-3">
                {isApple ? '⌘K' : 'Ctrl K'}
              </kbd>
            </Button>
            {may('applications.write') ? (
              <Button look="primary" onClick={() => setInviting(true)}>
                New application link
              </Button>
            ) : null}
          </>
        }
      />
      {today?.rent ? <MoneyLine rent={today.rent} currency={today.currency} /> : null}
      {today || asked.error || !may('payments.read') ? null : <MoneyLineGhost />}
      <ReturnRatesNotice />
      <Columns>
        <NeedsYou asked={asked} />
        <div className="grid gap-4.5">
          <RentRunCard run={today?.next_rent_run ?? null} loading={asked.isPending} />
          <JustNow asked={asked} />
        </div>
      </Columns>
      {inviting ? (
        <Suspense fallback={null}>
          <InviteDialog onClose={() => setInviting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

type Asked = { data: Today | undefined; error: Error | null; refetch: () => unknown };

function NeedsYou({ asked }: { asked: Asked }) {
  return (
    <Card title="Needs you" aside="most pressing first">
      <Loaded asked={asked} lines={6}>
        {({ needs_you: needs, units }) =>
          needs.length > 0 ? (
            <ul>
              {needs.map((need) => (
                <li
                  key={need.id}
                  className="grid grid-cols-1 gap-x-4 gap-y-1.5 border-line border-b px-3.5 py-[11px] last:border-0 sm:grid-cols-[112px_minmax(0,1fr)_auto]"
                >
                  <div>
                    <Tag tone={need.tone}>{need.tag}</Tag>
                  </div>
                  <div className="min-w-0">
                    <p className="font-medium">{need.title}</p>
                    <p className="text-ink-2">
                      {sentence(need.detail)}
                      {need.deadline ? (
                        <span className="text-ink-3"> Deadline {formatDistance(need.deadline)}.</span>
                      ) : null}
                    </p>
                  </div>
                  <HrefLink href={need.action.href} className={`${buttonClass({})} justify-self-start`}>
                    {need.action.label}
                    <span className="sr-only">: {need.title}</span>
                  </HrefLink>
                </li>
              ))}
            </ul>
          ) : units.total === 0 ? (
            <EmptyState
              title="Start with a property"
              action={
                <ButtonLink to="/properties" search={{ add: true }} look="primary">
                  Add a property
                </ButtonLink>
              }
            >
              With its units in place you can send an application link, and everything else follows.
            </EmptyState>
          ) : (
            <EmptyState title="Nothing needs you">
              Whatever does will stand here, with its reason and its deadline.
            </EmptyState>
          )
        }
      </Loaded>
    </Card>
  );
}

const LIVE_WORDS = { live: 'live', connecting: 'connecting', away: 'reconnecting' };

function JustNow({ asked }: { asked: Asked }) {
  const live = use(LiveContext);
  return (
    <Card
      title="Just now"
      aside={
        <span className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className={`size-[7px] rounded-full ${live === 'live' ? 'bg-green' : 'border-2 border-amber'}`}
          />
          {LIVE_WORDS[live]}
        </span>
      }
    >
      <Loaded asked={asked} lines={4}>
        {({ recent }) =>
          recent.length > 0 ? (
            <ol className="px-3.5 py-2">
              {recent.map((event) => (
                <li key={event.id} className="flex gap-3 py-[5px]">
                  <time dateTime={event.at} className="num w-12 shrink-0 text-ink-3">
                    {formatBrief(event.at)}
                  </time>
                  <span className="min-w-0">{event.text}</span>
                </li>
              ))}
            </ol>
          ) : (
            <EmptyState title="Nothing has happened yet" />
          )
        }
      </Loaded>
    </Card>
  );
}
