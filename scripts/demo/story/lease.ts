import { z } from 'zod';
import { addDays, addMonths } from '../../../domain/calendar';
import { CannotGoOn } from '../../servers/project';
import { openPage, type Page } from '../phone';
import { type Person, type Stage, withId } from '../stage';
import { until } from '../until';
import { type Means, payAtCheckout } from './checkout';

export const leaseAnswer = withId.extend({ status: z.string(), balance_cents: z.int() });

/** Draws a lease up, from an application or for new people. @returns its id */
export async function drawUp(stage: Stage, given: object): Promise<string> {
  const { landlord, say, startsOn, dueDay } = stage;
  const ends_on = addDays(addMonths(startsOn, 12), -1);
  const body = { ...given, starts_on: startsOn, ends_on, due_day: dueDay };
  const { id } = await landlord.post('/leases', body, leaseAnswer);
  say.step(`A lease from ${startsOn} to ${ends_on}, rent due on day ${dueDay}`, { app: `/leases/${id}` });
  return id;
}

/** Sends a lease out and has it signed by its tenant and then the landlord. */
export async function signLease({ landlord, say }: Stage, leaseId: string, tenant: Person): Promise<void> {
  const links = { app: `/leases/${leaseId}`, workflow: `signing/${leaseId}` };
  await landlord.post(`/leases/${leaseId}/send-for-signature`, {}, leaseAnswer);
  say.step('Sent out to be signed', links);
  const consent = await tenant.phone.tap(/sign/i, 'the link to sign the lease');
  const signing = await consentAndGo(consent);
  await signing.press(/Sign and finish/, { consent: 'yes', signature: tenant.name });
  say.step(`${tenant.first} agrees to sign electronically, and signs`, links);
  const { url } = await until('the landlord’s turn to sign', () =>
    landlord.post(`/leases/${leaseId}/landlord-signing-url`, {}, z.object({ url: z.url() })).catch(() => null),
  );
  await (await openPage(url)).press(/Sign and finish/, { consent: 'yes' });
  await until('the lease to be signed', async () => {
    const { status } = await landlord.get(`/leases/${leaseId}`, leaseAnswer);
    return ['signed', 'scheduled', 'active'].includes(status);
  });
  say.step('The landlord signs: the lease is signed', links);
}

async function consentAndGo(page: Page): Promise<Page> {
  return page.press(/sign|continue/i, { agree: 'yes' });
}

/** Pays deposit and first month from the link; the lease becomes active. */
export async function moveIn(stage: Stage, leaseId: string, tenant: Person, means: Means): Promise<void> {
  const { landlord, say } = stage;
  const links = { app: `/leases/${leaseId}`, workflow: `lease/${leaseId}` };
  const owed = await tenant.phone.tap(/move-in payment/, 'the link to the move-in payment');
  const sum = /\$[\d,]+\.\d\d/.exec(owed.text)?.[0] ?? '';
  await payAtCheckout(owed, means);
  say.step(`${tenant.first} pays deposit and prorated first month, ${sum}`, links);
  await until('the lease to become active', async () => {
    const { status } = await landlord.get(`/leases/${leaseId}`, leaseAnswer);
    if (status === 'canceled') throw new CannotGoOn('The lease was canceled before its money came.');
    return status === 'active';
  });
  say.step('The money is there: the lease is active', links);
}
