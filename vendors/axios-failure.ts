import { z } from 'zod';

/** What the SDKs built on axios reject with, read without trusting it. */
const axiosError = z.object({
  response: z.object({
    status: z.number(),
    data: z.unknown(),
    headers: z.record(z.string(), z.unknown()).catch({}),
  }),
});

export interface AxiosAnswer {
  status: number;
  data: unknown;
  /** Lower-case names. */
  headers: Record<string, unknown>;
}

/** The vendor's answer inside an axios error; undefined where none arrived. */
export function answerOf(error: unknown): AxiosAnswer | undefined {
  const parsed = axiosError.safeParse(error);
  if (!parsed.success) return undefined;
  const { status, data, headers } = parsed.data.response;
  return { status, data, headers: { ...headers } };
}
