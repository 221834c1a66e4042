import { Connection } from '@temporalio/client';
import type { World } from '../../tests/workflows/support/world';

/** Real time: how often it is asked whether all has arrived, and how long at most the clock is held. */
const LOOK_MS = 10;
const PATIENCE_MS = 10_000;

/** What the relay carries to workflows. What waits for another try has no hurry, but for what came too early: see HURRY. */
const ON_ITS_WAY = `select exists (select from commands where status = 'pending' and tries <= 2)
  or exists (select from webhook_inbox where status = 'pending' and tries <= 3) as is_on_its_way`;
/** A webhook that came before the answer to its call waits a moment of real time, though the answer has come by now. */
const HURRY = `with hurried as (update webhook_inbox set next_try_at = now() where status = 'pending' and error is not null
  and next_try_at between now() and now() + interval '3 seconds' returning id)
  select pg_notify('tenure_webhooks', '') from hurried limit 1`;

/** Whether a webhook or a command has still to arrive. */
export async function isOnItsWay({ sandbox, owner }: World): Promise<boolean> {
  const isSending = ({ vendor, state }: { vendor: string; state: string }) =>
    vendor === 'stripe' && (state === 'waiting' || state === 'held');
  if (sandbox.sandbox.webhooks.list().some(isSending)) return true;
  const { rows } = await owner.query<{ is_on_its_way: boolean }>(ON_ITS_WAY);
  return rows[0]?.is_on_its_way === true;
}

/** The server's clock, held back from jumping. */
export type HeldClock = {
  /** Does an activity's work, and holds the clock before it answers. */
  during<T>(work: () => Promise<T>): Promise<T>;
  isHeld(): boolean;
  /** From now on it is held for this world. */
  holdFor(world: World): void;
  close(): Promise<void>;
};

/**
 * The server's clock jumps as soon as no workflow has anything to do, though what an activity has put out, a webhook or
 * a command to another workflow, is still on its way in real time, and would arrive hours or a day later by chance. So
 * before an activity answers, the clock is held until all that is under way has arrived.
 */
export function createHeldClock(): HeldClock {
  let world: World | null = null;
  let underWay = 0;
  let held: Promise<unknown> | null = null;
  let letGo: Promise<void> = Promise.resolve();

  const untilArrived = async (of: World): Promise<void> => {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until && world !== null; ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (underWay > 0) continue;
      if (!(await isOnItsWay(of))) return;
      await of.owner.query(HURRY);
    }
  };
  const hold = async (of: World): Promise<void> => {
    const { connection } = of.client;
    const server = connection instanceof Connection ? connection.testService : undefined;
    await server?.lockTimeSkipping({});
    letGo = untilArrived(of)
      .catch(() => {}) // the world is being closed
      .then(async () => {
        held = null;
        await server?.unlockTimeSkipping({}).catch(() => {}); // given back already: see server-lock
      });
  };
  return {
    isHeld: () => held !== null,
    holdFor(given) {
      world = given;
    },
    async during(work) {
      underWay += 1;
      try {
        return await work();
      } finally {
        if (world !== null) {
          held ??= hold(world);
          await held;
        }
        underWay -= 1;
      }
    },
    async close() {
      world = null;
      await letGo;
    },
  };
}
