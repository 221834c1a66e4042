import { cents } from '../../../domain/money';
import { postCharges } from '../../../store/charges/post-charges';
import { type Database, inOrganization } from '../../../store/database';
import { overPrisma } from '../../../store/sql-runner';
import type { GivenLease } from './given-lease';

/** Posts a month's rent of a lease, due on a date (today without it), and nothing else of a rent run. */
export async function chargeRent(
  database: Database,
  { organizationId, leaseId, today }: GivenLease,
  amount: number,
  dueOn = today,
): Promise<void> {
  await inOrganization(database, organizationId, (tx) =>
    postCharges(overPrisma(tx), organizationId, [
      {
        leaseId,
        kind: 'rent',
        item: '',
        label: 'Rent',
        amountCents: cents(amount),
        period: dueOn.slice(0, 7) as never,
        dueOn,
        coversFrom: null,
        coversTo: null,
        rule: {},
      },
    ]),
  );
}
