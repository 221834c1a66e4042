import { eventually } from './eventually';
import { type Pace, type TemporalSide, USUAL_PACE } from './temporal-side';
import type { World } from './world';

/** Lets time pass on the time-skipping server, a step at a time, each until the world has settled. */
export async function advance(
  world: World,
  { skip }: TemporalSide,
  isResting: () => boolean,
  target: Date,
  stepMs: number,
): Promise<void> {
  if (skip === undefined) throw new Error('Real time does not jump: create the world with timeSkipping: true.');
  await world.settled();
  for (let left = target.getTime() - world.now().getTime(); left > 0; left = target.getTime() - world.now().getTime()) {
    await skip(Math.min(left, stepMs), isResting);
    await world.settled();
  }
}

/** What a relay has in its hands is hidden from the others for a while: young rows on their first try count as due. */
const dueIn = (
  table: string,
  status: string,
  since: string,
) => `(select count(*) from ${table} where status = '${status}'
  and (next_try_at < now() + interval '3 seconds' or (tries <= 1 and ${since} > now() - interval '10 seconds')))`;
const DUE = `select ${dueIn('commands', 'pending', 'created_at')} + ${dueIn('webhook_inbox', 'pending', 'received_at')}
  + ${dueIn('messages', 'queued', 'created_at')} as due`;

/** What came faster than the workers' own word waits a moment of real time; where they rest already it is due. */
const HURRY = `with hurried as (update webhook_inbox set next_try_at = now() where status = 'pending' and error is not null
  and next_try_at > now() and next_try_at < now() + interval '3 seconds' returning id)
  select pg_notify('tenure_webhooks', '') from hurried limit 1`;

type Settling = { side: TemporalSide; isResting(): boolean; hasRelay: boolean; pace: Pace | undefined };

/** Looks again after the workflows have come to rest, since what they did may have put something new into the queues. */
export async function settled(world: World, { side, isResting, hasRelay, pace = USUAL_PACE }: Settling): Promise<void> {
  const isCalm = async () => {
    const isSending = world.sandbox.sandbox.webhooks
      .list()
      .some(({ state }) => state === 'waiting' || state === 'held');
    const { rows } = await world.owner.query<{ due: string }>(DUE);
    const isDue = hasRelay && Number(rows[0]?.due) > 0;
    if (isDue && side.skip !== undefined && isResting()) await world.owner.query(HURRY);
    return !isSending && !isDue;
  };
  let calm = 0;
  await eventually(
    async () => {
      calm = (await isCalm()) ? calm + 1 : 0;
      return calm >= 3 && (await side.isIdle(isResting)) && (await isCalm());
    },
    { what: 'the relay, the webhooks and the workflows to catch up', limitMs: 60_000, everyMs: pace.calmMs },
  );
}
