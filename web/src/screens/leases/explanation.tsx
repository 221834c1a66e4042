import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useState } from 'react';
import { queries } from '../../api/queries';
import type { ChargeExplanation } from '../../api/types';
import { withDays } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { Dialog } from '../../ui/dialog';
import { Loaded } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';

type Asked = { id: string; label: string };
const Explain = createContext<(charge: Asked) => void>(() => undefined);

/** Whatever stands within can have a charge explained. */
export function Explaining({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Explain value={setAsked}>
      {children}
      {asked ? <Explanation charge={asked} onClose={() => setAsked(null)} /> : null}
    </Explain>
  );
}

/** A charge's name; pressed, it says why it is what it is. */
export function WhyButton({ charge }: { charge: Asked }) {
  const explain = use(Explain);
  return (
    <button type="button" className="link text-left font-medium" aria-haspopup="dialog" onClick={() => explain(charge)}>
      {charge.label}
      <span className="sr-only">: why this amount?</span>
    </button>
  );
}

function Explanation({ charge, onClose }: { charge: Asked; onClose: () => void }) {
  const asked = useQuery(queries.explanation(charge.id));
  return (
    <Dialog open onClose={onClose} title={charge.label} under="Why it is what it is, and what became of it">
      <Loaded asked={asked} lines={5}>
        {(story) => <Story story={story} />}
      </Loaded>
    </Dialog>
  );
}

function Story({ story }: { story: ChargeExplanation }) {
  const { currency } = story;
  return (
    <div className="grid gap-4 px-5 py-4.5">
      <Part title="How it is computed">
        {story.steps.map((step) => (
          <Line key={step.text} text={withDays(step.text)} cents={step.amount_cents} currency={currency} />
        ))}
        <Line text="The charge now" cents={story.amount_cents} currency={currency} strong />
      </Part>
      {story.rule?.cite ? (
        <p className="text-ink-2 text-sm">
          {story.rule.text} ({story.rule.cite}, {story.rule.confidence}
          {story.rule.verified_on ? (
            <>
              , checked on <DateText at={story.rule.verified_on} />
            </>
          ) : null}
          )
        </p>
      ) : null}
      <Part title={story.payments.length > 0 ? 'Paid' : 'Nothing is paid of it yet'}>
        {story.payments.map((paid) => (
          <Line
            key={paid.payment_id}
            text={
              <>
                <DateText at={paid.effective_on} /> by {paid.by}{' '}
                {paid.in_transit ? <Tag tone="transit">In transit</Tag> : null}
              </>
            }
            cents={-paid.amount_cents}
            currency={currency}
          />
        ))}
        <Line text="Open" cents={story.open_cents} currency={currency} strong />
      </Part>
      {story.taken_back.length > 0 ? (
        <Part title="Forgiven or taken back">
          {story.taken_back.map((part) => (
            <Line
              key={part.at}
              text={
                <>
                  <DateText at={part.at} /> · {part.how === 'waive' ? 'Waived' : 'Taken back'}: {part.reason}
                </>
              }
              cents={-part.amount_cents}
              currency={currency}
            />
          ))}
        </Part>
      ) : null}
      {story.shares.length > 0 ? (
        <Part title="Who pays which part (everybody owes the whole)">
          {story.shares.map((share) => (
            <Line key={share.tenant_id} text={share.name} cents={share.amount_cents} currency={currency} />
          ))}
        </Part>
      ) : null}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-ink-3 text-xs">{title}</h3>
      <dl className="grid gap-1">{children}</dl>
    </section>
  );
}

function Line({
  text,
  cents,
  currency,
  strong = false,
}: {
  text: ReactNode;
  cents: number | null;
  currency: string;
  strong?: boolean;
}) {
  return (
    <div
      className={`flex items-baseline justify-between gap-4 ${strong ? 'border-line border-t pt-1 font-medium' : ''}`}
    >
      <dt className="min-w-0">{text}</dt>
      <dd className="num shrink-0">
        {cents === null ? <span className="sr-only">no amount</span> : null}
        {cents === null ? null : cents < 0 ? (
          `− ${formatMoney(-cents, currency)}`
        ) : (
          <Money cents={cents} currency={currency} />
        )}
      </dd>
    </div>
  );
}
