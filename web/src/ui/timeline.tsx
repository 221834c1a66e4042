import type { Timeline as Story, TimelineItem, Waiting, WorkflowStory } from '../api/types';
import { formatBrief, formatDistance, formatInstant } from '../format/dates';
import { count, humanize, sentence } from '../format/words';
import { Card } from './card';
import { StateTag } from './tag';

/** What each workflow is called where people read it. */
const TITLES: Record<string, string> = {
  application: 'Application',
  screening: 'Screening',
  signing: 'Signing',
  lease: 'Life of the lease',
  'rent-run': 'Rent run',
  'rent-collection': 'Collecting rent',
  payment: 'Payment',
  'payment-reversal': 'Returned payment',
  maintenance: 'Repair',
};

const titleOf = (type: string) => {
  const key = type
    .replace(/Workflow$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  return TITLES[key] ?? humanize(key);
};

/** Done: a filled dot. Gone wrong: a diamond. Now: a ring. To come: an empty ring. */
const MARKS: Record<TimelineItem['tone'], string> = {
  ok: 'rounded-full bg-green',
  bad: 'rounded-[2px] rotate-45 bg-red scale-90',
  now: 'rounded-full border-[3px] border-amber bg-card',
  next: 'rounded-full border-2 border-edge bg-card',
};
const SAID: Record<TimelineItem['tone'], string> = {
  ok: 'Done: ',
  bad: 'Went wrong: ',
  now: 'Now: ',
  next: 'To come: ',
};

function WaitingNote({ waiting, zone }: { waiting: Waiting; zone: string | undefined }) {
  const rows = [
    ['Waits for', waiting.waits_for],
    [
      'Until',
      waiting.until
        ? [formatInstant(waiting.until, zone), formatDistance(waiting.until)].filter(Boolean).join(' · ')
        : 'it happens; no deadline',
    ],
    ['Then', waiting.then],
  ];
  return (
    <dl className="mt-2 mb-0.5 grid grid-cols-[72px_minmax(0,1fr)] gap-x-2 gap-y-0.5 rounded-md bg-amber-soft px-3 py-2.5">
      {rows.map(([term, text]) => (
        <div key={term} className="contents">
          <dt className="font-medium text-amber">{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Step({ item, waiting, zone }: { item: TimelineItem; waiting: Waiting | null; zone: string | undefined }) {
  const next = item.tone === 'next';
  // What was going on at a time that is told has passed since, unless it is what is waited for.
  const past = item.tone === 'now' && item.at !== null && waiting === null;
  const tone = past ? 'ok' : item.tone;
  return (
    <li className="relative pb-4 pl-[26px] before:absolute before:top-[18px] before:bottom-[-4px] before:left-[5px] before:w-0.5 before:bg-line last:before:hidden">
      <span aria-hidden="true" className={`absolute top-1 left-0 size-3 ${MARKS[tone]}`} />
      <div className="flex items-baseline justify-between gap-x-3">
        <span className={next ? 'text-ink-2' : 'font-medium'}>
          <span className="sr-only">{SAID[tone]}</span>
          {item.title}
        </span>
        {item.at || tone === 'now' ? (
          <time
            className="num shrink-0 text-ink-3"
            {...(item.at ? { dateTime: item.at, title: formatInstant(item.at, zone) } : {})}
          >
            {tone === 'now' ? 'now' : formatBrief(item.at ?? '', zone)}
          </time>
        ) : null}
      </div>
      {item.detail ? <p className="text-ink-2">{sentence(item.detail)}</p> : null}
      {waiting ? <WaitingNote waiting={waiting} zone={zone} /> : null}
    </li>
  );
}

/** How many past steps stand open before the older ones fold away. */
const PAST_SHOWN = 6;

/** One workflow told in plain words: happened, now waiting (for, until, then), next. */
export function Rail({ story, zone }: { story: WorkflowStory; zone?: string | undefined }) {
  const items = [...story.items];
  if (story.waiting && !items.some((item) => item.tone === 'now')) {
    const firstNext = items.findIndex((item) => item.tone === 'next');
    items.splice(firstNext < 0 ? items.length : firstNext, 0, {
      at: null,
      tone: 'now',
      title: story.stage ? humanize(story.stage) : 'Waiting',
      detail: null,
    });
  }
  const lastNow = items.findLastIndex((item) => item.tone === 'now');
  const past = items.filter((item) => item.tone === 'ok' || item.tone === 'bad').length;
  const folded = Math.max(0, past - PAST_SHOWN);
  const steps = items.map((item, i) => (
    <Step key={`${item.at}-${item.title}`} item={item} zone={zone} waiting={i === lastNow ? story.waiting : null} />
  ));
  return (
    <div className="px-4 pt-3.5 pb-1">
      {folded > 0 ? (
        <details className="mb-3">
          <summary className="text-ink-3 text-xs hover:text-ink">{count(folded, 'earlier step')}</summary>
          <ol className="pt-3">{steps.slice(0, folded)}</ol>
        </details>
      ) : null}
      <ol>{steps.slice(folded)}</ol>
    </div>
  );
}

function TemporalLink({ story }: { story: WorkflowStory }) {
  if (!story.temporal_url) return null;
  return (
    <a className="link text-ink-3 text-xs" href={story.temporal_url} target="_blank" rel="noreferrer">
      in Temporal <span aria-hidden="true">↗</span>
      <span className="sr-only">, {titleOf(story.type)}, opens a new tab</span>
    </a>
  );
}

const running = (story: WorkflowStory) => /running|continued/i.test(story.status);

/** All the workflows of one subject: what runs stands open, what is over folds to one line. */
export function Timeline({ story, zone }: { story: Story; zone?: string | undefined }) {
  const open = story.workflows.filter(running);
  const over = story.workflows.filter((w) => !running(w));
  const only = story.workflows.length === 1 ? story.workflows[0] : undefined;
  return (
    <Card title="What is happening" aside={only ? <TemporalLink story={only} /> : null}>
      {story.workflows.length === 0 ? (
        <p className="px-4 py-4 text-ink-2">Nothing is under way, and nothing was yet.</p>
      ) : null}
      {only ? <Rail story={only} zone={zone} /> : null}
      {only ? null : open.map((w) => <Section key={w.workflow_id} story={w} zone={zone} />)}
      {only
        ? null
        : over.map((w, i) => (
            // Where nothing goes on any more, the main story stands open.
            <details
              key={w.workflow_id}
              open={open.length === 0 && i === 0}
              className="border-line border-b last:border-0"
            >
              <summary className="flex items-center gap-2 px-4 py-2.5 hover:bg-sunk">
                <span className="font-medium">{titleOf(w.type)}</span>
                <StateTag of="workflow" state={w.status} />
                <span className="grow" />
                <span className="num text-ink-3">
                  {w.items.at(-1)?.at ? formatBrief(w.items.at(-1)?.at ?? '', zone) : ''}
                </span>
              </summary>
              <div className="px-4 pt-1">
                <TemporalLink story={w} />
              </div>
              <Rail story={w} zone={zone} />
            </details>
          ))}
    </Card>
  );
}

function Section({ story, zone }: { story: WorkflowStory; zone: string | undefined }) {
  return (
    <section className="border-line border-b last:border-0">
      <div className="flex items-center gap-2 px-4 pt-3">
        <h3 className="font-medium text-ink-2 text-sm">{titleOf(story.type)}</h3>
        <span className="grow" />
        <TemporalLink story={story} />
      </div>
      <Rail story={story} zone={zone} />
    </section>
  );
}
