/** One organization's month; or, by schedule, that of every organization in a time zone. */
export type OwnerStatementInput =
  | { organizationId: string; period: string; startedBy?: string | undefined }
  | { zone: string; period?: string; after?: string };

export type OwnerStatementResult = { statements: number; payableCents: number; organizations?: number };
