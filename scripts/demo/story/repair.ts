import { z } from 'zod';
import { type Person, type Stage, withId } from '../stage';
import { until } from '../until';

const request = withId.extend({ status: z.string(), severity: z.string() });

/** A pipe bursts: the tenant reports it, the plumber takes it, does it, and the tenant confirms. */
export async function fixBurstPipe(stage: Stage, leaseId: string, tenant: Person, plumber: Person): Promise<void> {
  const { landlord, say } = stage;
  const form = await tenant.phone.tap(/Report a repair/, 'the welcome with the link for repairs', 1);
  await form.press(/Send the report/, {
    description: 'A pipe under the kitchen sink burst, water everywhere',
    danger: 'water_flowing',
    entry_permission: 'yes',
  });
  const list = z.object({ data: z.array(request) });
  const { data } = await landlord.get(`/maintenance-requests?lease_id=${leaseId}`, list);
  const [reported] = data;
  const links = { app: `/maintenance/${reported?.id}`, workflow: `maintenance/${reported?.id}` };
  say.step(`${tenant.first} reports a burst pipe: judged ${reported?.severity}`, links);
  await tenant.phone.hear(/shut off the water/, 'the safety text');
  say.step(`${tenant.first} reads at once what to do`);
  const offer = await plumber.phone.tap(/Accept or decline/, 'the plumber to be asked');
  const job = await offer.press(/I take it/);
  say.step('Plumbers are asked by text; the first to answer has it', links);
  const there = await job.press(/I am there/);
  await there.press(/It is done/, { notes: 'Replaced the burst pipe', price: '180.00' });
  say.step('The plumber starts, and says that it is done', links);
  const asked = await tenant.phone.tap(/Tell us here/, 'the question whether it is fixed');
  await asked.press(/Yes, it is fixed/, { rating: '5' });
  await until('the repair to be closed', async () => {
    const { status } = await landlord.get(`/maintenance-requests/${reported?.id}`, request);
    return status === 'resolved';
  });
  say.step(`${tenant.first} says that it is fixed: closed`, links);
}
