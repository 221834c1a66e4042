import { type Call, type Fault, type Faults, faultMatches } from './faults';
import { newId } from './new-id';
import { post } from './post';
import type { Collection, Store } from './store';

/** A webhook to deliver. A url of undefined (no webhookBase configured) is dropped. */
export interface WebhookRequest {
  readonly vendor: string;
  readonly url: string | undefined;
  readonly body: string;
  readonly contentType?: string;
  /**
   * Headers beside content-type, computed anew for every attempt. What the first call gave is kept for attempts after
   * a restart, unless the vendor registered with `signedBy`.
   */
  headers?(now: Date): Record<string, string>;
}

export interface Delivery {
  readonly id: string;
  readonly vendor: string;
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  readonly headers: Record<string, string>;
  attempts: number;
  state: 'waiting' | 'held' | 'delivered' | 'lost' | 'given_up';
  /** Status of the last answer; 0 when there was none. */
  lastStatus?: number;
}

type Signer = (delivery: { url: string; body: string; contentType: string }, now: Date) => Record<string, string>;

export interface Webhooks {
  send(request: WebhookRequest): void;
  /** Registers how a vendor signs, so that each attempt, also after a restart, carries a fresh signature. */
  signedBy(vendor: string, signer: Signer): void;
  /** `path` under the configured webhook base, such as `stripe` or `twilio/status`; undefined without a base. */
  url(path: string): string | undefined;
  /** Deliveries not yet answered, then the most recent finished ones. */
  list(): Delivery[];
  /** Drops everything queued. */
  clear(): void;
  /** Takes up what a previous process left queued. */
  resume(): void;
  close(): void;
}

const firstRetryMs = 200;
const longestRetryMs = 30_000;
const answerTimeoutMs = 15_000;
const attemptsAtMost = 500;
const finishedKept = 500;
/** A held-back webhook goes out behind the next one that its fault is meant for, or alone after this long. */
const heldAtMostMs = 1_500;
const delayedByDefaultMs = 2_000;

/** Creates the sender of webhooks: durable queue, retries with doubling pauses, faults applied once per webhook. */
export function createWebhooks(options: {
  readonly store: Store;
  readonly faults: Faults;
  readonly webhookBase: string | undefined;
  now(): Date;
}): Webhooks {
  return new WebhookSender(options.store.collection<Delivery>('webhook_deliveries'), options);
}

class WebhookSender implements Webhooks {
  private readonly signers = new Map<string, Signer>();
  private readonly freshHeaders = new Map<string, (now: Date) => Record<string, string>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  /** What a fault holds back, one at a time, until `behind` is delivered. */
  private readonly held = new Map<string, { fault: Fault; delivery: Delivery; behind: Delivery | undefined }>();
  private readonly finished: Delivery[] = [];
  private closed = false;

  constructor(
    private readonly queue: Collection<Delivery>,
    private readonly options: { faults: Faults; webhookBase: string | undefined; now(): Date },
  ) {}

  url(path: string): string | undefined {
    return this.options.webhookBase === undefined ? undefined : `${this.options.webhookBase}/${path}`;
  }

  signedBy(vendor: string, signer: Signer): void {
    this.signers.set(vendor, signer);
  }

  send(request: WebhookRequest): void {
    if (request.url === undefined) return;
    const { vendor, url: path, body } = request;
    const call: Call = { vendor, method: 'POST', path, body };
    const faults = this.options.faults.onWebhook(call, ({ id }) => this.held.has(id));
    const struckBy = (kind: Fault['kind']) => faults.find((fault) => fault.kind === kind);
    const delivery = this.enqueue(request, request.url);
    for (const held of this.held.values()) if (faultMatches(held.fault, call)) held.behind ??= delivery;
    const reordered = struckBy('webhook_reordered');
    const delayed = struckBy('webhook_delayed');
    if (struckBy('webhook_doubled')) this.attemptIn(0, this.enqueue(request, request.url));
    if (struckBy('webhook_lost')) this.finish(delivery, 'lost');
    else if (reordered) this.hold(delivery, reordered);
    else this.attemptIn(delayed ? (delayed.latency_ms ?? delayedByDefaultMs) : 0, delivery);
  }

  list(): Delivery[] {
    return [...this.queue.list(), ...this.finished];
  }

  clear(): void {
    this.stopTimers();
    for (const delivery of this.queue.list()) this.queue.delete(delivery.id);
    this.held.clear();
    this.finished.length = 0;
  }

  resume(): void {
    for (const delivery of this.queue.list()) this.attemptIn(0, delivery);
  }

  close(): void {
    this.closed = true;
    this.stopTimers();
  }

  private enqueue(request: WebhookRequest, url: string): Delivery {
    const headers = request.headers?.bind(request);
    const delivery: Delivery = {
      id: newId('whd_', 16),
      vendor: request.vendor,
      url,
      body: request.body,
      contentType: request.contentType ?? 'application/json',
      headers: headers?.(this.options.now()) ?? {},
      attempts: 0,
      state: 'waiting',
    };
    if (headers) this.freshHeaders.set(delivery.id, headers);
    this.queue.put(delivery.id, delivery);
    return delivery;
  }

  private hold(delivery: Delivery, fault: Fault): void {
    delivery.state = 'held';
    this.held.set(fault.id, { fault, delivery, behind: undefined });
    this.later(fault.latency_ms ?? heldAtMostMs, () => {
      // Behind one that is under way it goes out when that one has arrived.
      const held = this.held.get(fault.id);
      if (held?.delivery === delivery && !this.isUnderWay(held.behind)) this.release(fault.id);
    });
  }

  private isUnderWay(delivery: Delivery | undefined): boolean {
    return delivery !== undefined && this.queue.get(delivery.id) !== undefined;
  }

  private release(faultId: string): void {
    const held = this.held.get(faultId);
    if (held === undefined) return;
    this.held.delete(faultId);
    held.delivery.state = 'waiting';
    this.attemptIn(0, held.delivery);
  }

  private attemptIn(ms: number, delivery: Delivery): void {
    this.later(ms, () => void this.attempt(delivery));
  }

  private async attempt(delivery: Delivery): Promise<void> {
    delivery.attempts += 1;
    const status = await this.post(delivery);
    if (this.closed || this.queue.get(delivery.id) === undefined) return;
    delivery.lastStatus = status;
    if (status >= 200 && status < 300) {
      this.finish(delivery, 'delivered');
    } else if (delivery.attempts >= attemptsAtMost) this.finish(delivery, 'given_up');
    else this.attemptIn(Math.min(firstRetryMs * 2 ** Math.min(delivery.attempts - 1, 16), longestRetryMs), delivery);
  }

  /** Status of the answer, or 0 when none came. */
  private async post(delivery: Delivery): Promise<number> {
    const now = this.options.now();
    const headers =
      this.signers.get(delivery.vendor)?.(delivery, now) ??
      this.freshHeaders.get(delivery.id)?.(now) ??
      delivery.headers;
    try {
      return await post({
        url: delivery.url,
        headers: { ...headers, 'content-type': delivery.contentType },
        body: delivery.body,
        timeoutMs: answerTimeoutMs,
      });
    } catch {
      // The receiver is down or broke off: the same as a bad status, tried again later.
      return 0;
    }
  }

  private finish(delivery: Delivery, state: Delivery['state']): void {
    delivery.state = state;
    this.queue.delete(delivery.id);
    this.freshHeaders.delete(delivery.id);
    this.finished.push(delivery);
    for (const [faultId, { behind }] of this.held) if (behind === delivery) this.release(faultId);
    if (this.finished.length > finishedKept) this.finished.shift();
  }

  private later(ms: number, run: () => void): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
  }

  private stopTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
