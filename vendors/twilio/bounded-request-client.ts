import { RequestClient } from 'twilio';
import { retryAfterMs, VendorFailure } from '../failure';

type Options<T> = Parameters<RequestClient['request']>[0] & { data?: T };
type Answer<T> = Awaited<ReturnType<RequestClient['request']>> & { body: T };

/**
 * The SDK's own HTTP client with two additions: it can reach another server that speaks Twilio's protocol (Twilio's
 * host becomes the first part of the path), and it keeps Retry-After, which the SDK's error forgets.
 */
export class BoundedRequestClient extends RequestClient {
  private readonly apiBase: string | undefined;

  constructor({ apiBase, timeoutMs }: { apiBase?: string | undefined; timeoutMs: number }) {
    super({ timeout: timeoutMs });
    this.apiBase = apiBase?.replace(/\/$/, '');
  }

  override async request<T>(options: Options<T>): Promise<Answer<T>> {
    const answer = await super.request<T>({ ...options, uri: this.redirected(options.uri) });
    if (answer.statusCode !== 429) return answer;
    const header: unknown = answer.headers?.['retry-after'];
    throw new VendorFailure({
      vendor: 'twilio',
      kind: 'rate_limited',
      code: '20429',
      retryAfterMs: retryAfterMs(header),
      detail: 'the account sends too fast',
    });
  }

  private redirected(uri: string): string {
    if (this.apiBase === undefined) return uri;
    const { hostname, pathname, search } = new URL(uri);
    return `${this.apiBase}/${hostname}${pathname}${search}`;
  }
}
