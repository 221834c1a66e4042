import Stripe from 'stripe';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../start';
import { type ReceivedWebhook, startWebhookReceiver, type WebhookReceiver } from './webhook-receiver';

/** A sandbox with the real SDK pointed at it and a receiver of its webhooks. */
export interface StripeBench {
  readonly running: RunningSandbox;
  readonly stripe: Stripe;
  readonly hooks: WebhookReceiver;
  /** Another client of the same sandbox. */
  client(key: string): Stripe;
  /** The next event of this type that fits, its signature checked by the SDK. */
  event(type: string, fits?: (event: Stripe.Event) => boolean): Promise<Stripe.Event>;
  /** Types of the events received so far about this object or naming it. */
  typesAbout(id: string): string[];
  control(path: string, body: object): Promise<Response>;
  fault(rule: object): Promise<void>;
  close(): Promise<void>;
}

/** Starts a bench; debits settle after 50 ms unless said otherwise. */
export async function startStripeBench(options: SandboxOptions = {}): Promise<StripeBench> {
  const hooks = await startWebhookReceiver();
  const running = await startSandbox({
    achSettleMs: 50,
    objectStorage: false,
    webhookBase: `${hooks.base}/webhooks`,
    ...options,
  });
  const { hostname, port } = new URL(running.url);
  const client = (key: string) =>
    new Stripe(key, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
      timeout: 5_000,
    });
  const stripe = client('sk_test_sandbox');
  const verified = ({ body, headers }: ReceivedWebhook) =>
    stripe.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', 'whsec_sandbox');
  const control = (path: string, body: object) =>
    fetch(`${running.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    running,
    stripe,
    hooks,
    client,
    control,
    async event(type, fits = () => true) {
      const hook = await hooks.next(({ body }) => {
        const event: Stripe.Event = JSON.parse(body);
        return event.type === type && fits(event);
      });
      return verified(hook);
    },
    typesAbout: (id) =>
      hooks.received.filter(({ body }) => body.includes(id)).map(({ body }) => String(JSON.parse(body).type)),
    async fault(rule) {
      const answer = await control('faults', { vendor: 'stripe', ...rule });
      if (answer.status !== 201) throw new Error(await answer.text());
    },
    async close() {
      await running.close();
      await hooks.close();
    },
  };
}

/** The error a call of the SDK fails with; fails itself when the call succeeds. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was expected to be refused, and was not.');
}

/** Waits until `look` gives something, looking often, for at most five seconds. */
export async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const giveUpAt = Date.now() + 5_000;
  while (Date.now() < giveUpAt) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not happen within five seconds.');
}
