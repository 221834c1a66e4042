import { ActivityFailure, ApplicationFailure, setHandler } from '@temporalio/workflow';
import type { RepairFacts } from '../../activities/maintenance';
import type { MaintenanceStatus } from '../../domain/states';
import { records } from '../shared/activities';
import type { Description } from '../shared/describe';
import { refusal } from '../shared/failures';
import * as messages from './messages';

type Ref = { organizationId: string; requestId: string };
type Process = {
  /** What the process last saw; undefined before it looked. */
  facts(): RepairFacts | undefined;
  /** The world was changed: look again. */
  changed(): void;
};

/**
 * Answers every command. The validators refuse at once what can't be meant; the store, which is locked while it
 * changes, has the last word, and its refusal reaches whoever asked in plain words.
 */
export function answerUpdates(ref: Ref, about: Description, process: Process): void {
  const refuse = refusalsBy(process);
  const carryOut = async (change: Promise<messages.RepairAnswer>, title: string, isBad = false) => {
    try {
      const answer = await change;
      about.add(title, '', isBad ? 'bad' : 'ok');
      return answer;
    } catch (error) {
      throw plain(error);
    } finally {
      process.changed();
    }
  };
  const now = () => ({ ...ref, atMs: Date.now() });

  setHandler(
    messages.acceptOffer,
    (args) => carryOut(records.acceptOffer({ ...now(), ...args }), 'A vendor accepted'),
    {
      validator: ({ offerId }) => {
        refuse.ended();
        refuse.missing({ offerId });
      },
    },
  );
  setHandler(
    messages.declineOffer,
    (args) => carryOut(records.declineOffer({ ...now(), ...args }), 'A vendor declined', true),
    {
      validator: ({ offerId }) => {
        refuse.ended();
        refuse.missing({ offerId });
      },
    },
  );
  setHandler(messages.schedule, (args) => carryOut(records.scheduleWork({ ...now(), ...args }), 'A time was set'), {
    validator: ({ workOrderId, start, end }) => {
      refuse.otherJob(workOrderId);
      if (Number.isNaN(Date.parse(start)) || Number.isNaN(Date.parse(end)) || Date.parse(start) >= Date.parse(end)) {
        throw refusal('not_possible', 'The time must have a beginning and an end after it.');
      }
    },
  });
  setHandler(messages.startWork, (args) => carryOut(records.startWork({ ...now(), ...args }), 'Work has begun'), {
    validator: ({ workOrderId }) => refuse.otherJob(workOrderId),
  });
  setHandler(
    messages.completeWork,
    (args) => carryOut(records.completeWork({ ...now(), ...args }), 'The vendor says it is done'),
    {
      validator: ({ workOrderId, priceCents }) => {
        refuse.otherJob(workOrderId);
        if (priceCents !== undefined && (!Number.isSafeInteger(priceCents) || priceCents < 0)) {
          throw refusal('not_possible', 'The price must be an amount of money.');
        }
      },
    },
  );
  setHandler(messages.confirm, (args) => carryOut(records.confirmRepair({ ...now(), ...args }), 'It is fixed'), {
    validator: (_args) => refuse.unless(['done', 'escalated', 'resolved'], 'The work is not done yet.'),
  });
  setHandler(
    messages.reopen,
    (args) => carryOut(records.reopenRepair({ ...now(), ...args }), 'It is not fixed', true),
    {
      validator: ({ reason }) => {
        refuse.missing({ reason });
        refuse.unless(['done', 'resolved', 'reopened'], 'The work is not done yet: it is open already.');
      },
    },
  );
  setHandler(
    messages.cancel,
    (args) => carryOut(records.cancelRepair({ ...now(), ...args }), 'It was canceled', true),
    {
      validator: ({ reason }) => refuse.missing({ reason }),
    },
  );
  setHandler(
    messages.assignVendor,
    (args) => carryOut(records.assignVendor({ ...now(), ...args }), 'You gave the job to a vendor'),
    {
      validator: ({ vendorId }) => {
        refuse.missing({ vendorId });
        refuse.ended();
      },
    },
  );
  setHandler(
    messages.dispatchAgain,
    (args) => carryOut(records.dispatchRepairAgain({ ...now(), ...args }), 'You asked for another search'),
    { validator: (_args) => refuse.unless(['escalated', 'dispatching'], 'A vendor has this job already.') },
  );
}

function refusalsBy(process: Process) {
  const status = (): MaintenanceStatus | undefined => process.facts()?.status;
  return {
    missing(fields: Record<string, unknown>): void {
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value !== 'string' || value === '') throw refusal('not_possible', `\`${name}\` is missing.`);
      }
    },
    ended(): void {
      const now = status();
      if (now === 'resolved' || now === 'canceled') {
        throw refusal('illegal_transition', `This repair is ${now}.`);
      }
    },
    otherJob(workOrderId: string): void {
      const current = process.facts()?.workOrderId;
      if (current !== undefined && current !== workOrderId) {
        throw refusal('illegal_transition', 'This job has been given to somebody else.');
      }
    },
    unless(allowed: readonly MaintenanceStatus[], message: string): void {
      const now = status();
      if (now !== undefined && !allowed.includes(now)) throw refusal('illegal_transition', message);
    },
  };
}

/** The store's refusal, without the activity around it. */
function plain(error: unknown): unknown {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure ? cause : error;
}
