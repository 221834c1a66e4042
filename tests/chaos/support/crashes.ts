import { AsyncLocalStorage } from 'node:async_hooks';
import { ApplicationFailure, type DataConverter, type Payload } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Vendors } from '../../../vendors';
import { WishedCrash } from '../../workflows/support/temporal-side';

type Info = Parameters<ActivityInterceptorsFactory>[0]['info'];

/**
 * The n-th time that an activity of a type of workflow is done for a subject, `refund.sendRefund 1`, or that the
 * payment service is called by it, `refund.sendRefund>refund 1`.
 */
export type Boundary = string;

/**
 * Workers that die right after what an activity did, before anybody hears of it: its answer is lost, and so is all
 * that the workflow had in memory. A local activity's workflow begins the whole step anew from its history; another is
 * tried again where it may be, and otherwise its outcome is unknown. Subjects are organizations.
 */
export class Crashes {
  private readonly done = new Map<string, Boundary[]>();
  private readonly wished = new Map<string, Set<Boundary>>();
  private readonly happened = new Map<string, Set<Boundary>>();
  private readonly heard = new Set<string>();
  private readonly doing = new AsyncLocalStorage<{ subject: string; name: string; info: Info }>();
  private count = 0;

  /** From now on workers die there, once each. */
  wish(subject: string, boundaries: readonly Boundary[]): void {
    this.wished.set(subject, new Set(boundaries));
  }

  /** Everything that activities did for a subject so far, in order. */
  boundariesOf(subject: string): readonly Boundary[] {
    return this.done.get(subject) ?? [];
  }

  /** Where workers died for a subject. */
  crashesOf(subject: string): readonly Boundary[] {
    return [...(this.happened.get(subject) ?? [])];
  }

  readonly interceptor: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      execute: async (input, next) => {
        const doing = { subject: subjectOf(input.args), name: `${info.workflowType}.${info.activityType}`, info };
        const result = await this.doing.run(doing, () => next(input));
        if (!this.strikes(doing.subject, doing.name)) return result;
        if (info.isLocal) return this.lastWord();
        throw this.silence(info);
      },
    },
  });

  /** The vendor has done it, and the worker dies before the store hears of it. */
  vendors(usual: Vendors): Vendors {
    return { ...usual, payments: this.around(usual.payments), connect: this.around(usual.connect) };
  }

  private around<Gateway extends object>(gateway: Gateway): Gateway {
    return new Proxy(gateway, {
      get: (target, name) => {
        const call: unknown = Reflect.get(target, name);
        const doing = this.doing.getStore();
        if (doing === undefined || typeof call !== 'function') return call;
        return async (...args: unknown[]) => {
          const answer: unknown = await call.apply(target, args);
          if (this.strikes(doing.subject, `${doing.name}>${String(name)}`)) throw this.silence(doing.info);
          return answer;
        };
      },
    });
  }

  /** The worker that was about to read it died: its workflow begins anew from the history, with nothing in memory. */
  dataConverter(usual: DataConverter): DataConverter {
    const payloadCodecs = usual.payloadCodecs?.map((codec) => ({
      encode: codec.encode,
      decode: async (payloads: Payload[]) => {
        const decoded = await codec.decode(payloads);
        if (decoded.some((payload) => this.isFirstWordOf(payload))) throw new WishedCrash();
        return decoded;
      },
    }));
    return { ...usual, ...(payloadCodecs !== undefined && { payloadCodecs }) };
  }

  private isFirstWordOf({ data }: Payload): boolean {
    const [, word] = /lost with its worker #(\d+)#/.exec(Buffer.from(data ?? []).toString('latin1')) ?? [];
    if (word === undefined || this.heard.has(word)) return false;
    this.heard.add(word);
    return true;
  }

  /** Counts it, and says whether the worker dies here. */
  private strikes(subject: string, name: string): boolean {
    const done = this.done.get(subject) ?? [];
    this.done.set(subject, done);
    const boundary = `${name} ${done.filter((each) => each.startsWith(`${name} `)).length + 1}`;
    done.push(boundary);
    const happened = this.happened.get(subject) ?? new Set();
    if (happened.has(boundary) || this.wished.get(subject)?.has(boundary) !== true) return false;
    this.happened.set(subject, happened.add(boundary));
    return true;
  }

  /** What may be tried once counts as unknown after a silence, as after an answer that was lost on the way. */
  private silence({ retryPolicy }: Info): ApplicationFailure {
    const type = retryPolicy?.maximumAttempts === 1 ? 'unknown_outcome' : 'Silence';
    return ApplicationFailure.create({ message: this.lastWord(), type });
  }

  private lastWord(): string {
    this.count += 1;
    return `lost with its worker #${this.count}#`;
  }
}

/** Every activity is told whose it is; the rent run's, which may be everybody's, here always one's. */
function subjectOf([input]: unknown[]): string {
  const given = { ...(typeof input === 'object' ? input : {}) } as Record<string, unknown>;
  return String(given.organizationId ?? given.onlyOrganizationId ?? '');
}
