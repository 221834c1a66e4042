import { achReturn } from '../../domain/ach-returns';
import {
  ALARM_LEVELS,
  percentText,
  RETURN_CEILINGS,
  RETURN_WINDOW_DAYS,
  type ReturnRate,
  returnCategory,
  returnRates,
} from '../../domain/return-rates';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { overPrisma, type RunSql } from '../sql-runner';

const COUNT_DEBITS = `
  select count(*)::int as debits from payments where organization_id = $1 and method = 'us_bank_account'
    and created_at > $2 and created_at <= $3 and status in ('processing','succeeded','reversed','refunded')`;
/** A failed debit is one that was presented where it came back; a refusal before that is none. */
const COUNT_RETURNS = `
  select category, count(*)::int as returns, (count(*) filter (where p.status = 'failed' and p.created_at > $2))::int as failed
  from bank_returns r join payments p on p.id = r.payment_id
  where r.organization_id = $1 and r.returned_at > $2 and r.returned_at <= $3 group by category`;

/** An organization's shares of returned bank debits over the last 60 days, beside the network's ceilings. */
export async function readReturnRates(run: RunSql, organizationId: string, now: Date): Promise<ReturnRate[]> {
  const since = new Date(now.getTime() - RETURN_WINDOW_DAYS * 86_400_000);
  const window = [organizationId, since, now];
  const [debits] = await run<{ debits: number }>(COUNT_DEBITS, window);
  const rows = await run<{ category: string; returns: number; failed: number }>(COUNT_RETURNS, window);
  const of = (category: string) => rows.find((row) => row.category === category)?.returns ?? 0;
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  const returns = { unauthorized: of('unauthorized'), administrative: of('administrative'), other: of('other') };
  return returnRates({ debits: (debits?.debits ?? 0) + failed, returns });
}

/**
 * Counts a bank debit that came back, once for each payment, and tells of a ceiling that is neared or passed by it.
 * @param code the network's or the vendor's
 */
export async function recordBankReturn(
  tx: Transaction,
  returned: { organizationId: string; paymentId: string; code: string; now: Date },
): Promise<void> {
  const { organizationId, paymentId, now } = returned;
  const known = achReturn(returned.code).code;
  const code = known === 'unknown' ? returned.code : known;
  const { count } = await tx.bankReturn.createMany({
    data: [
      { id: newId('bankReturn'), organizationId, paymentId, code, category: returnCategory(code), returnedAt: now },
    ],
    skipDuplicates: true,
  });
  if (count > 0) await raiseAlarms(tx, organizationId, now);
}

/** Tells once of each ceiling that is neared or passed; one that is well again may be told anew. */
export async function raiseAlarms(tx: Transaction, organizationId: string, now: Date): Promise<void> {
  const rates = await readReturnRates(overPrisma(tx), organizationId, now);
  for (const rate of rates) {
    for (const level of ALARM_LEVELS) await setAlarm(tx, organizationId, rate, level, now);
  }
}

async function setAlarm(
  tx: Transaction,
  organizationId: string,
  rate: ReturnRate,
  percentOfCeiling: (typeof ALARM_LEVELS)[number],
  now: Date,
): Promise<void> {
  const { ceiling, standing } = rate;
  const isReached = standing === 'over' || (standing === 'near' && percentOfCeiling === 80);
  const alarm = { organizationId, ceiling, percentOfCeiling };
  if (!isReached) {
    await tx.returnRateAlarm.updateMany({ where: { ...alarm, clearedAt: null }, data: { clearedAt: now } });
    return;
  }
  const data = [{ id: newId('returnRateAlarm'), ...alarm, raisedAt: now }];
  const { count } = await tx.returnRateAlarm.createMany({ data, skipDuplicates: true });
  // Passing a ceiling at once says it all.
  if (count === 0 || (percentOfCeiling === 80 && standing === 'over')) return;
  await appendEvent(tx, {
    organizationId,
    type: percentOfCeiling === 100 ? 'return_rate.exceeded' : 'return_rate.neared',
    subjectId: organizationId,
    payload: {
      what: RETURN_CEILINGS[ceiling].what,
      rate: percentText(rate.basisPoints),
      ceiling: percentText(rate.ceilingBasisPoints),
      returns: rate.returns,
      debits: rate.debits,
    },
  });
}
