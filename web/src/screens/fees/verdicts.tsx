import type { FeePolicyCheck } from '../../api/types';
import { formatMoney } from '../../format/money';
import { count, type Tone } from '../../format/words';
import { Skeleton } from '../../ui/card';
import { ProblemNote } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { Findings } from '../leases/schedule';

type Verdict = FeePolicyCheck['states'][number];

const WORDS: Record<Verdict['verdict'], { tone: Tone; word: string }> = {
  forbidden: { tone: 'bad', word: 'Forbidden' },
  doubtful: { tone: 'wait', word: 'To be checked' },
  allowed: { tone: 'ok', word: 'Within the rule' },
  no_rule: { tone: 'plain', word: 'No rule on file' },
};
const ORDER: Verdict['verdict'][] = ['forbidden', 'doubtful', 'allowed', 'no_rule'];

/** Every state's word on a fee policy, the forbidding ones and those one rents in first. */
export function Verdicts({
  check,
  error,
  overrides,
}: {
  check: FeePolicyCheck | undefined;
  error: Error | null;
  overrides: number;
}) {
  if (error) {
    return (
      <div className="p-3.5">
        <ProblemNote error={error} />
      </div>
    );
  }
  if (check === undefined) return <Skeleton lines={6} />;
  const rank = (state: Verdict) => ORDER.indexOf(state.verdict) * 2 + (state.units > 0 ? 0 : 1);
  const told = check.states.filter(({ verdict }) => verdict !== 'no_rule').sort((a, b) => rank(a) - rank(b));
  const silent = check.states.filter(({ verdict }) => verdict === 'no_rule').map(({ state }) => state);
  return (
    <div aria-live="polite">
      {overrides > 0 ? (
        <p className="px-3.5 py-2 text-ink-2">
          {overrides === 1 ? 'One state has fees of its own.' : `${overrides} states have fees of their own.`}
        </p>
      ) : null}
      {told.map((state) => (
        <details key={state.state} className="border-line border-b" open={state.units > 0 && state.findings.length > 0}>
          <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 px-3.5 py-2">
            <b className="w-7">{state.state}</b>
            <Tag tone={WORDS[state.verdict].tone}>{WORDS[state.verdict].word}</Tag>
            <span className="grow text-ink-2">
              {state.units > 0 ? `${count(state.units, 'home')} of yours, ` : ''}
              on a rent of {formatMoney(state.rent_cents)}
            </span>
            {state.first_fee_cents === null ? null : (
              <span className="num ml-auto">{formatMoney(state.first_fee_cents)} at first</span>
            )}
          </summary>
          <Findings findings={state.findings} />
        </details>
      ))}
      <p className="px-3.5 py-2.5 text-ink-2 text-sm">
        No rule on late fees is on file for {silent.join(', ')}. That is no permission.
      </p>
    </div>
  );
}
