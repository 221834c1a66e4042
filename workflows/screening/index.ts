import { CancellationScope, condition, isCancellation, setHandler } from '@temporalio/workflow';
import type { ScreeningState } from '../../activities/screenings';
import { records, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import { failedAs } from '../shared/failures';
import { type ScreeningInput, screeningChanged } from './messages';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A webhook may be lost: the agency is asked after these pauses, the last again and again. */
const POLL_MS = [10 * 60_000, HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS] as const;
const REMIND_AFTER_MS = [2 * DAY_MS, 5 * DAY_MS] as const;
/** An invitation of the agency that ran out is made anew this often. */
const MOST_INVITATIONS = 2;
/** A dispute is looked into within 30 days, 45 in some cases (15 U.S.C. 1681i(a)(1)). */
const DISPUTE_MS = 30 * DAY_MS;

/**
 * Has every adult of an application screened: invites each to the agency's page, hears of the reports by webhook or by
 * asking, reminds, invites again, and waits while a report is disputed. An outage of the agency is waited out.
 */
export async function screening(input: ScreeningInput): Promise<{ settled: number }> {
  const process = new Screening(input);
  try {
    await process.begin();
    await process.waitForReports();
    return process.end();
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => process.withdraw());
    throw error;
  }
}

type Check = ScreeningState & {
  invitations: number;
  reminders: number;
  invitedAtMs: number;
  disputedAtMs: number | null;
};

/** Everyone's check, and the steps taken with them. */
class Screening {
  private readonly about: Description = describe({ stage: 'inviting' });
  private readonly checks = new Map<string, Check>();
  private readonly changed = new Set<string>();
  private polls = 0;

  constructor(private readonly input: ScreeningInput) {
    setHandler(screeningChanged, ({ screeningId }) => {
      this.changed.add(screeningId);
    });
  }

  async begin(): Promise<void> {
    const { organizationId, applicationId, recheck = false } = this.input;
    const states = await records.beginHouseholdScreening({ organizationId, applicationId });
    for (const state of states) {
      this.checks.set(state.screeningId, {
        ...state,
        invitations: 0,
        reminders: 0,
        invitedAtMs: Date.now(),
        disputedAtMs: null,
      });
      if (recheck) this.changed.add(state.screeningId);
    }
    this.about.setWaiting({
      waitsFor: 'the agency to take up the checks',
      until: null,
      then: 'everyone gets a link to their check',
    });
    await Promise.all(this.withStatus('pending').map((check) => this.invite(check)));
    this.about.set({ stage: 'waiting' });
  }

  async waitForReports(): Promise<void> {
    await this.checkChanged();
    while (this.open().length > 0) {
      this.say();
      const untilMs = Math.min(...this.deadlines());
      const heard = await condition(() => this.changed.size > 0, Math.max(untilMs - Date.now(), 1));
      if (!heard) await this.takeDueSteps();
      await this.checkChanged();
    }
  }

  end(): { settled: number } {
    this.about.set({ stage: 'settled', waiting: null, needsAttention: false });
    return { settled: this.checks.size };
  }

  /** Nobody needs the reports any more: takes back what was not answered. */
  async withdraw(): Promise<void> {
    for (const { screeningId } of this.open()) {
      await vendor('screening', { scheduleToCloseTimeout: '1 day' }).cancelScreening(this.ref(screeningId));
    }
    this.about.set({ stage: 'canceled', waiting: null });
  }

  private async invite(check: Check): Promise<void> {
    check.invitations += 1;
    try {
      const ref = { ...this.ref(check.screeningId), round: check.invitations };
      const state = await vendor('screening', { summary: 'Invite to a background check' }).inviteToScreening(ref);
      this.update(check, state);
      check.invitedAtMs = Date.now();
      check.reminders = 0;
      this.about.add('Invited to the background check', 'By a link of their own');
    } catch (error) {
      await this.giveUp(check, error);
    }
  }

  /** Asks the agency about everyone there is news of. */
  private async checkChanged(): Promise<void> {
    const ids = [...this.changed];
    this.changed.clear();
    for (const id of ids) {
      const check = this.checks.get(id);
      if (check !== undefined) await this.check(check);
    }
  }

  private async check(check: Check): Promise<void> {
    try {
      const state = await vendor('screening', { summary: 'Ask the agency' }).checkScreening(
        this.ref(check.screeningId),
      );
      this.update(check, state);
    } catch (error) {
      await this.giveUp(check, error);
    }
    if (check.status === 'expired' && check.invitations > 0 && check.invitations < MOST_INVITATIONS) {
      await this.invite(check);
    }
  }

  /** The agency refuses this person for good: a person has to look, and the criteria say that it is not complete. */
  private async giveUp(check: Check, error: unknown): Promise<void> {
    if (!failedAs(error, 'vendor_rejected', 'vendor_not_found')) throw error;
    await records.giveUpScreening(this.ref(check.screeningId));
    check.status = 'canceled';
    this.about.add('The agency could not take up a check', '', 'bad');
    this.about.set({ needsAttention: true });
  }

  private async takeDueSteps(): Promise<void> {
    const now = Date.now();
    for (const check of this.open()) {
      const remindAfter = REMIND_AFTER_MS[check.reminders];
      if (check.status === 'invited' && remindAfter !== undefined && now >= check.invitedAtMs + remindAfter) {
        check.reminders += 1;
        const occasion = `round ${check.invitations} reminder ${check.reminders}`;
        await records.remindOfScreening({ ...this.ref(check.screeningId), occasion });
        this.about.add('Reminded of the background check');
      }
      if (check.disputedAtMs !== null && now >= check.disputedAtMs + DISPUTE_MS) {
        this.about.set({ needsAttention: true });
      }
      this.changed.add(check.screeningId);
    }
    this.polls += 1;
  }

  private update(check: Check, state: ScreeningState): void {
    if (state.status !== check.status) {
      this.polls = 0;
      if (state.status === 'complete') this.about.add('A report came back');
      if (state.status === 'disputed') this.about.add('A report is disputed', 'No decision until it is settled', 'bad');
    }
    if (state.status === 'disputed') check.disputedAtMs ??= Date.now();
    check.status = state.status;
  }

  private say(): void {
    const disputed = this.withStatus('disputed')[0];
    const open = this.open().length;
    this.about.setWaiting(
      disputed === undefined
        ? {
            waitsFor: `${open} of ${this.checks.size} background checks`,
            until: null,
            then: 'the application is held against your criteria',
          }
        : {
            waitsFor: 'the agency to settle a dispute',
            until: (disputed.disputedAtMs ?? Date.now()) + DISPUTE_MS,
            then: 'the decision goes on; in some cases the agency has 45 days',
          },
    );
  }

  /** When something is due without news: the next question to the agency, the next reminder. */
  private deadlines(): number[] {
    const pause = POLL_MS[Math.min(this.polls, POLL_MS.length - 1)] ?? DAY_MS;
    const reminders = this.withStatus('invited').flatMap((check) => {
      const after = REMIND_AFTER_MS[check.reminders];
      return after === undefined ? [] : [check.invitedAtMs + after];
    });
    return [Date.now() + pause, ...reminders];
  }

  private open(): Check[] {
    return [...this.checks.values()].filter(({ status }) => !SETTLED.has(status));
  }

  private withStatus(status: Check['status']): Check[] {
    return [...this.checks.values()].filter((check) => check.status === status);
  }

  private ref(screeningId: string) {
    return { organizationId: this.input.organizationId, screeningId };
  }
}

const SETTLED: ReadonlySet<string> = new Set(['complete', 'canceled', 'expired']);
