/** Thrown by `within`; its name is the one `AbortSignal.timeout` uses, so both read the same. */
export class TimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'TimeoutError';
  }
}

/**
 * Bounds a call of an SDK that has no timeout of its own. The call itself isn't cancelled, only given up on.
 * @throws TimeoutError after `timeoutMs`; otherwise whatever the call throws
 */
export async function within<T>(timeoutMs: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const bell = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([call, bell]);
  } finally {
    clearTimeout(timer);
  }
}
