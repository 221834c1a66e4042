import http from 'node:http';
import https from 'node:https';

// Connections are kept: a busy sandbox reports several things of every payment. fetch costs several times as much.
const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };

export interface Post {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** For the whole of it, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Sends a body and reads the answer to its end; redirects are not followed.
 * @returns the answer's status
 * @throws Error when nobody answers in time, or not wholly
 */
export function post({ url, headers, body, timeoutMs }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const isSecure = url.startsWith('https:');
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: isSecure ? agents.https : agents.http,
      signal: AbortSignal.timeout(timeoutMs),
    };
    const request = (isSecure ? https : http).request(url, options, (answer) => {
      answer.on('error', reject);
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.resume();
    });
    request.on('error', reject);
    request.end(body);
  });
}
