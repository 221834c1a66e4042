import { Counter, type Registry } from 'prom-client';

/** What the relay counts. */
export type RelayMetrics = {
  command(outcome: string): void;
  webhook(outcome: string): void;
  message(channel: string, outcome: string): void;
  event(consumer: string, count: number): void;
};

/** Counters on a registry of prom-client. */
export function createRelayMetrics(registry: Registry): RelayMetrics {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const commands = counter('tenure_relay_commands_total', 'Starts and signals carried out, by outcome', ['outcome']);
  const webhooks = counter('tenure_relay_webhooks_total', 'Webhooks handed on, by outcome', ['outcome']);
  const messages = counter('tenure_relay_messages_total', 'Deliveries, by channel and outcome', ['channel', 'outcome']);
  const events = counter('tenure_relay_events_total', 'Events read, by consumer', ['consumer']);
  return {
    command: (outcome) => commands.inc({ outcome }),
    webhook: (outcome) => webhooks.inc({ outcome }),
    message: (channel, outcome) => messages.inc({ channel, outcome }),
    event: (consumer, count) => events.inc({ consumer }, count),
  };
}
