import { condition, setHandler } from '@temporalio/workflow';
import type { DepositClock, DepositWarning } from '../../activities/deposits';
import { shortDate } from '../../domain/timeline-words/facts';
import { longRecords, records } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { type DepositReturnInput, type DepositReturnResult, depositChanged } from './messages';

const WORDS: Readonly<Record<DepositWarning, { stage: string; title: string; then: string }>> = {
  half: {
    stage: 'half_over',
    title: 'Half of the time to return the deposit is over',
    then: 'you are warned again three days before the deadline',
  },
  last: { stage: 'nearly_over', title: 'Three days are left to return the deposit', then: 'the law’s time is over' },
  passed: {
    stage: 'overdue',
    title: 'The time to return the deposit is over',
    then: 'nothing by itself: in many states the tenants may sue for more than the deposit',
  },
};

/**
 * Watches the law's clock of a deposit from the end of the lease until every cent is accounted for: warns at half of the
 * time, three days before the end and when it is over, then makes the itemized statement and sends it to the tenants.
 * A statement that a failed return has made wrong is followed by a right one at once.
 */
export async function depositReturn(input: DepositReturnInput): Promise<DepositReturnResult> {
  const about = describe({ stage: 'due' });
  let news = 0;
  let corrected = 0;
  setHandler(depositChanged, () => {
    news += 1;
  });
  for (;;) {
    const seen = news;
    const clock = await records.depositClock(input);
    if (clock.status !== 'due') {
      const outcome = await conclude(about, input);
      // Something was taken back meanwhile: it is due again.
      if (news > seen) continue;
      about.set({ stage: 'settled', waiting: null, needsAttention: false });
      return { outcome };
    }
    if (clock.uncorrected > corrected) {
      await longRecords({ summary: 'Send a statement that is right again' }).publishDepositStatement(input);
      about.add('A return did not arrive', 'A statement that says so was sent', 'bad');
      corrected = clock.uncorrected;
      continue;
    }
    const { missed } = clock;
    if (missed !== null) {
      await records.warnOfDeposit({ ...input, warning: missed });
      about.add(WORDS[missed].title, `It is due back on ${shortDate(clock.dueOn)}`, 'bad');
      continue;
    }
    watch(about, clock);
    await untilNewsOr(clock.nextAtMs, () => news > seen);
  }
}

async function conclude(about: Description, input: DepositReturnInput): Promise<DepositReturnResult['outcome']> {
  const { isSent } = await longRecords({ summary: 'Make and send the itemized statement' }).publishDepositStatement(
    input,
  );
  about.add(
    isSent ? 'Every cent is accounted for' : 'Nothing was held',
    isSent ? 'The itemized statement was sent' : '',
  );
  return isSent ? 'settled' : 'nothing_held';
}

function watch(about: Description, { warned, dueOn, nextAtMs }: DepositClock): void {
  const words = warned === null ? null : WORDS[warned];
  about.set({
    stage: words?.stage ?? 'due',
    needsAttention: words !== null,
    waiting: {
      waitsFor: `you to return the deposit or say what is kept, by ${shortDate(dueOn)}`,
      until: nextAtMs,
      then: words?.then ?? 'you are warned',
    },
  });
}

async function untilNewsOr(atMs: number | null, isNews: () => boolean): Promise<void> {
  if (atMs === null) await condition(isNews);
  else await condition(isNews, Math.max(atMs - Date.now(), 1));
}
