import { parsePlainDate } from '../../domain/calendar';
import { type FeePolicy, judgePolicy, type StateVerdict } from '../../domain/fee-policy';
import { STATES_ON_FILE } from '../../domain/jurisdictions/rules-on-file';
import { cents } from '../../domain/money';

/** A rent to hold a policy against. */
const RENT_CENTS = cents(180_000);

/**
 * What the states on file have against a policy, a line for each that forbids or doubts it. What a state forbids is
 * never charged: the product charges the most that it allows.
 */
export function lawLines({ policy, startOn }: { policy: FeePolicy; startOn: string }): string[] {
  const on = parsePlainDate(startOn);
  const verdicts = STATES_ON_FILE.map((state) => judgePolicy(policy, state, { on, rentCents: RENT_CENTS }));
  const said = verdicts.filter(({ verdict }) => verdict === 'forbidden' || verdict === 'doubtful');
  return said.length === 0 ? ['nothing against it in any state on file'] : said.map(lineOf);
}

function lineOf({ state, verdict, findings }: StateVerdict): string {
  const shown = verdict === 'forbidden' ? findings.filter(({ enforced }) => enforced) : findings;
  const word = verdict === 'forbidden' ? 'forbids it' : 'may not allow it';
  return `${state} ${word}: ${shown.map(({ message }) => message).join(' ')}`;
}
