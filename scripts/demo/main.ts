import { createLandlord } from './landlord';
import { readRunning } from './running';
import { createSay } from './say';
import { setStage } from './stage';
import { letApply } from './story/application';
import { DECLINING_CARD, GOOD_CARD, turnAutopayOn } from './story/checkout';
import { buildHouse } from './story/house';
import { drawUp, moveIn, signLease } from './story/lease';
import { runNextMonth, runRent, surviveBadLuck } from './story/rent';
import { fixBurstPipe } from './story/repair';

/**
 * Plays the whole story against the running system, as its people would: over HTTP, from text messages, on link pages.
 * @throws CannotGoOn with one sentence where a step does not happen in time
 */
export async function main(): Promise<void> {
  const running = readRunning();
  const say = createSay(running);
  const stage = setStage(running, createLandlord(running), say);

  say.chapter('A house');
  const house = await buildHouse(stage);
  const [maya, sam] = [stage.person('Maya', 'Torres'), stage.person('Sam', 'Okafor')];

  say.chapter('Maya rents a flat');
  const applicationId = await letApply(stage, house.unitIds[0], maya);
  const first = await drawUp(stage, { application_id: applicationId });
  await signLease(stage, first, maya);
  await moveIn(stage, first, maya, GOOD_CARD);
  await turnAutopayOn(await maya.phone.tap(/autopay/i, 'the link to autopay'), GOOD_CARD);
  say.step('Maya turns autopay on', { app: `/leases/${first}` });

  say.chapter('Sam rents the other');
  const person = { name: sam.name, email: sam.email, phone: sam.phone.number };
  const terms = { rent_cents: 165_000, deposit_cents: 100_000 };
  const second = await drawUp(stage, { unit_id: house.unitIds[1], tenants: [person], ...terms });
  await signLease(stage, second, sam);
  await moveIn(stage, second, sam, GOOD_CARD);
  await turnAutopayOn(await sam.phone.tap(/autopay/i, 'the link to autopay'), DECLINING_CARD);
  say.step('Sam turns autopay on, with a card that will not pay', { app: `/leases/${second}` });

  say.chapter('Rent');
  await runRent(stage, first);
  await surviveBadLuck(stage, second, sam);
  await runNextMonth(stage, first);

  say.chapter('A burst pipe');
  await fixBurstPipe(stage, first, maya, house.plumber);
  say.chapter('That was the story: every step above can be opened.');
}
