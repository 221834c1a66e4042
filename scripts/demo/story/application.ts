import { z } from 'zod';
import type { Page } from '../phone';
import { type Person, type Stage, withId } from '../stage';
import { until } from '../until';

const application = withId.extend({
  status: z.string(),
  evaluation: z.object({ recommendation: z.string() }).nullable(),
  lease_id: z.string().nullable(),
});

/** Invites somebody, who applies on a phone and is screened; the landlord approves. @returns the application's id */
export async function letApply(stage: Stage, unitId: string, who: Person): Promise<string> {
  const { landlord, say, today } = stage;
  const { id } = await landlord.post(
    '/applications',
    {
      unit_id: unitId,
      applicants: [{ name: who.name, email: who.email, phone: who.phone.number }],
      desired_move_in_on: today,
    },
    application,
  );
  const links = { app: `/applications/${id}`, workflow: `application/${id}` };
  say.step(`${who.name} is invited to apply`, links);
  const page = await who.phone.tap(/invited to apply/, 'the invitation');
  await answerSteps(page, who);
  say.step(`${who.first} answers every step on the phone and hands it in`);
  const check = await who.phone.tap(/background check/, 'the link to the background check');
  const agency = await check.press(/Continue to background check/);
  await agency.press(/Agree and finish/, { dob: '1991-05-04', ssn_last_four: '4471', consent: 'yes' });
  say.step(`${who.first} agrees at the screening agency`, { workflow: `screening/${id}` });
  const ready = await until('the screening to come back', async () => {
    const now = await landlord.get(`/applications/${id}`, application);
    return now.status === 'decision_pending' && now;
  });
  say.step(`The report is back; the criteria recommend: ${ready.evaluation?.recommendation ?? 'nothing'}`, links);
  await landlord.post(`/applications/${id}/decision`, decisionFor(ready.evaluation?.recommendation), application);
  say.step('The landlord approves', links);
  return id;
}

function decisionFor(recommendation: string | undefined): object {
  const approve = { outcome: 'approve' };
  return recommendation === 'approve'
    ? approve
    : { ...approve, override_reason: 'Strong references from two landlords' };
}

async function answerSteps(overview: Page, who: Person): Promise<void> {
  const fill = async (step: string, fields: Record<string, string>) =>
    (await overview.open(step)).press(/Save and go on/, fields);
  await fill('identity', {
    first_name: who.first,
    last_name: who.last,
    postal_code: '98122',
    date_of_birth: '1991-05-04',
    ssn_last4: '4471',
  });
  await fill('income', { employment: 'employed', employer: 'Harborview', monthly_income_cents: '6,200' });
  await fill('residence', {
    address: '1201 E Pine St',
    city: 'Seattle',
    state: 'WA',
    postal_code: '98122',
    since: '2023-05',
  });
  await fill('pets', { pets: '1', description: 'A shy cat' });
  await fill('consent', { agree: 'yes', signature: who.name });
  await (await overview.open('review')).press(/Hand in my application/);
}
