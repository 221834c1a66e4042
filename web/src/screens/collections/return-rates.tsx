import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count } from '../../format/words';
import { useMay } from '../../frame/session';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { type ReturnRates, returnRates } from './queries';

const percent = (basisPoints: number) => `${(basisPoints / 100).toFixed(2).replace(/\.?0+$/, '')}%`;
const WORDS = {
  well: ['ok', 'Well below'],
  few: ['plain', 'One is no pattern'],
  near: ['wait', 'Near'],
  over: ['bad', 'Over'],
} as const;
const BARS = { well: 'bg-green', few: 'bg-ink-3', near: 'bg-amber', over: 'bg-red' } as const;

type RateShown = ReturnRates['rates'][number];

/** How a rate stands: a share that is high only because of a single return counts for little, and is not below either. */
function standingOf({ standing, basis_points, ceiling_basis_points }: RateShown): keyof typeof WORDS {
  return standing === 'well' && basis_points >= ceiling_basis_points ? 'few' : standing;
}

/** Bank debits that came back, each share as a bar against its ceiling. */
export function ReturnRatesCard() {
  const asked = useQuery(returnRates());
  return (
    <Card title="Returned bank debits" aside="last 60 days, beside the network’s ceilings">
      <Loaded asked={asked} lines={3}>
        {({ rates, source }) => (
          <div className="grid gap-4 p-3.5">
            {rates.map((rate) => (
              <Rate key={rate.ceiling} rate={rate} />
            ))}
            <p className="text-ink-3 text-xs">
              {source}. Nothing is stopped by itself: a bank may ask you why, so look at what came back.
            </p>
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Rate({ rate }: { rate: RateShown }) {
  const standing = standingOf(rate);
  const [tone, word] = WORDS[standing];
  const share = Math.min(100, (rate.basis_points / rate.ceiling_basis_points) * 80);
  const told = `${rate.what}: ${percent(rate.basis_points)} of at most ${percent(rate.ceiling_basis_points)}`;
  return (
    <div>
      <p className="flex flex-wrap items-center gap-2">
        <span className="grow">{rate.what}</span>
        <span className="num">
          {percent(rate.basis_points)}{' '}
          <span className="text-ink-3">of at most {percent(rate.ceiling_basis_points)}</span>
        </span>
        <Tag tone={tone}>{word}</Tag>
      </p>
      <div role="img" aria-label={told} className="relative mt-1.5 h-2 rounded bg-sunk">
        <span className={`absolute inset-y-0 left-0 rounded ${BARS[standing]}`} style={{ width: `${share}%` }} />
        <span aria-hidden="true" className="absolute inset-y-[-3px] w-[2px] bg-ink" style={{ left: '80%' }} />
      </div>
      <p className="text-ink-3 text-xs">
        {rate.returns} of {count(rate.debits, 'debit')}
      </p>
    </div>
  );
}

/** On Today: a line where a ceiling is near or passed, and nothing else. */
export function ReturnRatesNotice() {
  const may = useMay();
  const asked = useQuery({ ...returnRates(), enabled: may('payments.read') });
  const told = (asked.data?.rates ?? []).filter((rate) => rate.standing !== 'well');
  if (told.length === 0) return null;
  return (
    <p className="mb-4.5 flex flex-wrap items-center gap-2">
      {told.map((rate) => (
        <span key={rate.ceiling} className="flex flex-wrap items-center gap-2">
          <Tag tone={WORDS[rate.standing][0]}>{WORDS[rate.standing][1]}</Tag>
          {`${rate.what}: ${percent(rate.basis_points)} of at most ${percent(rate.ceiling_basis_points)}`}
        </span>
      ))}
      <Link to="/delinquencies">Look at returned debits</Link>
    </p>
  );
}
