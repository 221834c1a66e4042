import type { ActivityOptions } from '@temporalio/common';
import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import type { EnvelopeRef, OpenEnvelope, SigningFacts } from '../../activities/signing';
import { irreversible, records, vendor } from '../shared/activities';
import { type Description, describe } from '../shared/describe';
import {
  answerTo,
  failedAs,
  failureTypeOf,
  isOutcomeUnknown,
  mayTryAgain,
  pauseAfter,
  refusal,
} from '../shared/failures';
import { envelopeChanged, type SigningInput, type SigningResult, signingUrl, voidSigning } from './messages';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A webhook may be lost: the service is asked after these pauses, the last again and again. */
const POLL_MS = [10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS] as const;
/** An outage of the service is waited out with these pauses, each twice the last. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;
const REMIND_AFTER_MS = [2 * DAY_MS, 5 * DAY_MS] as const;

/**
 * Has a lease signed: writes the paper, sends it to the tenants and then to the landlord, hears of signatures by
 * webhook or by asking, reminds, and ends with the signed copy on file or with a draft that can be sent again. A lease
 * sent anew while this runs is taken up at once.
 */
export async function signing(input: SigningInput): Promise<SigningResult> {
  const process = new Signing(input);
  let facts = await process.look();
  while (facts.envelope !== null) {
    await process.sign(facts.envelope);
    facts = await process.look();
  }
  return process.end(facts);
}

type Ending = { as: 'declined' | 'expired' | 'voided'; reason: string; by: string };

/** The signing's state and its steps, in the order they are taken. */
class Signing {
  private readonly about: Description = describe({ stage: 'preparing' });
  private news = 0;
  private polls = 0;
  private reminders = 0;
  private open: OpenEnvelope | null = null;
  private voidAsked: Ending | null = null;

  constructor(private readonly input: SigningInput) {
    setHandler(envelopeChanged, () => {
      this.news += 1;
    });
    setHandler(voidSigning, (asked) => this.void(asked), {
      validator: ({ reason }) => this.refuseVoid(reason),
    });
    setHandler(signingUrl, (asked) => this.urlFor(asked), {
      validator: ({ signerId }) => this.refuseSigner(signerId),
    });
  }

  look(): Promise<SigningFacts> {
    return records.signingFacts(this.input);
  }

  /** Sees one envelope through to its end, whatever that is. */
  async sign(envelope: OpenEnvelope): Promise<void> {
    this.open = envelope;
    this.voidAsked = null;
    this.polls = 0;
    this.reminders = 0;
    const ref = { ...this.input, envelopeId: envelope.envelopeId };
    const ending = (await this.send(ref)) ?? (await this.waitForSignatures(ref));
    if (ending === 'signed') await this.file(ref);
    else await this.giveUp(ref, ending);
    this.open = null;
  }

  async end(facts: SigningFacts): Promise<SigningResult> {
    await condition(allHandlersFinished);
    const { outcome } = facts;
    this.about.set({ stage: outcome, waiting: null, needsAttention: outcome === 'declined' || outcome === 'expired' });
    return { outcome };
  }

  /** Writes the paper and sends it; an outage of the service is waited out. @returns how it ended, where it did */
  private async send(ref: EnvelopeRef): Promise<Ending | null> {
    if (this.open?.isSent) return null;
    this.about.set({
      stage: 'preparing',
      waiting: { waitsFor: 'the signature service', until: null, then: 'the tenants get their links' },
    });
    await vendor('signing', { summary: 'Write the lease as a PDF' }).prepareLeasePaper(ref);
    for (let pauseMs = FIRST_PAUSE_MS; this.voidAsked === null; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        const sent = await irreversible('signing', { summary: 'Send the lease to be signed' }).sendLeaseEnvelope(ref);
        this.open = sent;
        this.about.add('Sent to be signed', 'Tenants first, then you');
        return null;
      } catch (error) {
        if (failedAs(error, 'vendor_rejected', 'vendor_not_found')) {
          return { as: 'voided', reason: 'The signature service did not accept the papers', by: 'system' };
        }
        if (!isOutcomeUnknown(error) && !mayTryAgain(error)) throw error;
        // Sending asks first whether these papers are there already, so a lost answer does no harm.
        await condition(() => this.voidAsked !== null, pauseAfter(error, pauseMs));
      }
    }
    return this.voidAsked;
  }

  private async waitForSignatures(ref: EnvelopeRef): Promise<'signed' | Ending> {
    const expiresAtMs = this.open?.expiresAtMs ?? 0;
    const sentAtMs = this.open?.sentAtMs ?? Date.now();
    for (;;) {
      if (this.voidAsked !== null) return this.voidAsked;
      const seen = this.news;
      const state = await vendor('signing', { summary: 'Ask who has signed' }).checkEnvelope(ref);
      if (state.status === 'completed') return 'signed';
      if (state.status === 'declined') return { as: 'declined', reason: state.reason, by: state.by };
      if (state.status !== 'open') return { as: 'voided', reason: state.reason, by: 'system' };
      if (Date.now() >= expiresAtMs) return { as: 'expired', reason: 'Nobody signed in time', by: 'system' };
      this.open = state.envelope;
      await this.remindIfDue(ref, sentAtMs);
      this.say(state.envelope);
      const isNews = () => this.news > seen || this.voidAsked !== null;
      const pause = POLL_MS[Math.min(this.polls, POLL_MS.length - 1)] ?? DAY_MS;
      const untilMs = Math.min(Date.now() + pause, expiresAtMs, this.nextReminder(sentAtMs));
      const heard = await condition(isNews, Math.max(untilMs - Date.now(), 1));
      this.polls = heard ? 0 : this.polls + 1;
    }
  }

  private async remindIfDue(ref: EnvelopeRef, sentAtMs: number): Promise<void> {
    if (Date.now() < this.nextReminder(sentAtMs)) return;
    this.reminders += 1;
    const { reminded } = await records.remindSigners({ ...ref, occasion: `reminder ${this.reminders}` });
    if (reminded > 0) this.about.add('Reminded the tenants to sign');
  }

  private nextReminder(sentAtMs: number): number {
    const after = REMIND_AFTER_MS[this.reminders];
    return after === undefined ? Number.MAX_SAFE_INTEGER : sentAtMs + after;
  }

  private say({ signers, expiresAtMs }: OpenEnvelope): void {
    const tenants = signers.filter(({ role }) => role === 'tenant');
    const unsigned = tenants.filter(({ status }) => status !== 'signed').length;
    const then = 'the papers are withdrawn and the lease is a draft again';
    const stage = unsigned > 0 ? 'tenants_sign' : 'landlord_signs';
    if (stage === 'landlord_signs' && this.about.timeline().stage !== stage) this.about.add('All tenants have signed');
    this.about.set({
      stage,
      needsAttention: unsigned === 0,
      waiting: {
        waitsFor: unsigned > 0 ? `${unsigned} of ${tenants.length} tenants to sign` : 'your signature',
        until: expiresAtMs,
        then,
      },
    });
  }

  /** Puts the signed copy and its certificate on file, asks for the move-in money and begins the lease. */
  private async file(ref: EnvelopeRef): Promise<void> {
    this.about.add('Everyone has signed');
    this.about.set({
      stage: 'filing',
      needsAttention: false,
      waiting: { waitsFor: 'the signed copy', until: null, then: 'the move-in money is asked for' },
    });
    const papers = await vendor('signing', { summary: 'File the signed copy and its certificate' }).fileSignedPapers(
      ref,
    );
    await records.completeSigning({ ...ref, papers });
    this.about.add('Signed copy on file', 'Move-in money asked for');
  }

  private async giveUp(ref: EnvelopeRef, ending: Ending): Promise<void> {
    if (ending.as !== 'declined') {
      await vendor('signing', { summary: 'Withdraw the papers' }).voidLeaseEnvelope({ ...ref, reason: ending.reason });
    }
    await records.endSigning({ ...ref, ...ending });
    const titles = { declined: 'Somebody declined to sign', expired: 'Not signed in time', voided: 'Papers withdrawn' };
    this.about.add(titles[ending.as], ending.reason, 'bad');
  }

  private refuseVoid(reason: string): void {
    this.refuseUnlessOpen();
    if (!reason.trim()) throw refusal('invalid_request', 'Say why the papers are withdrawn.');
  }

  private refuseUnlessOpen(): void {
    if (this.open === null) throw refusal('illegal_transition', 'The lease is not out to be signed.');
  }

  private refuseSigner(signerId: string): void {
    this.refuseUnlessOpen();
    const { signers = [], isSent = false } = this.open ?? {};
    const signer = signers.find((one) => one.signerId === signerId);
    if (signer === undefined) throw refusal('not_found', 'There is no such signer.');
    if (signer.status === 'signed') throw refusal('illegal_transition', 'This was signed already.');
    const before = signers.some((one) => one.routingOrder < signer.routingOrder && one.status !== 'signed');
    if (before) throw refusal('illegal_transition', 'The tenants sign first.');
    if (!isSent) throw refusal('unavailable', 'The papers are being made ready. Try again in a moment.');
  }

  private async void({ reason, by }: { reason: string; by: string }): Promise<void> {
    const envelopeId = this.open?.envelopeId;
    this.voidAsked = { as: 'voided', reason, by };
    await condition(() => this.open?.envelopeId !== envelopeId);
  }

  private async urlFor(asked: { signerId: string; returnUrl: string }): Promise<{ url: string }> {
    const { envelopeId } = this.open ?? {};
    if (envelopeId === undefined) throw refusal('illegal_transition', 'The lease is not out to be signed.');
    try {
      const options: ActivityOptions = { summary: 'Open the signing page', scheduleToCloseTimeout: '15 seconds' };
      return await vendor('signing', options).envelopeSigningUrl({ ...this.input, envelopeId, ...asked });
    } catch (error) {
      const type = failureTypeOf(error) ?? '';
      if (OURS.has(type)) throw answerTo(error);
      throw refusal('unavailable', 'The signature service does not answer just now. Try again in a minute.');
    }
  }
}

/** Refusals of ours that somebody who wants to sign understands. */
const OURS: ReadonlySet<string> = new Set(['illegal_transition', 'not_found', 'rule_forbids', 'not_possible']);
