import type { Application, Evaluation } from '../../api/types';
import type { StateWord } from '../../format/words';
import { Card } from '../../ui/card';
import { Tag } from '../../ui/tag';

const VERDICTS: Record<Evaluation['verdict'], StateWord> = {
  meets_all: { word: 'Meets all', tone: 'ok' },
  needs_conditions: { word: 'With conditions', tone: 'wait' },
  fails: { word: 'Does not meet', tone: 'bad' },
  incomplete: { word: 'Not all in yet', tone: 'transit' },
};

/** What the criteria say of a household. */
export const verdictWord = (evaluation: Evaluation): StateWord => VERDICTS[evaluation.verdict];

const MET: Record<string, StateWord> = {
  true: { word: 'Met', tone: 'ok' },
  false: { word: 'Not met', tone: 'bad' },
  null: { word: 'Not known yet', tone: 'transit' },
};

/** Each criterion: what it asks, what was found, whether it is met. */
export function Criteria({ application }: { application: Application }) {
  const { evaluation } = application;
  const verdict = evaluation ? verdictWord(evaluation) : null;
  return (
    <Card
      title={`Criteria, version ${application.criteria_version}`}
      aside={verdict ? <Tag tone={verdict.tone}>{verdict.word}</Tag> : null}
    >
      {evaluation && evaluation.results.length > 0 ? (
        <ul>
          {evaluation.results.map((result) => {
            const met = MET[String(result.met)] ?? { word: 'Not known yet', tone: 'transit' as const };
            return (
              <li
                key={result.name}
                className="flex flex-wrap items-start gap-x-3 gap-y-1 border-line border-b px-3.5 py-2.5 last:border-0"
              >
                <div className="min-w-0 grow basis-40">
                  <p className="font-medium">{result.name}</p>
                  <p className="text-ink-2">
                    {result.asks}
                    {result.found ? <span className="text-ink"> · {result.found}</span> : null}
                  </p>
                </div>
                <Tag tone={met.tone}>{met.word}</Tag>
              </li>
            );
          })}
        </ul>
      ) : (
        <p className="px-3.5 py-3 text-ink-2">
          They are applied once everybody has finished and the screenings are back.
        </p>
      )}
    </Card>
  );
}
