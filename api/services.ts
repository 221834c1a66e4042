import type { Logger } from 'pino';
import type { PlatformFee } from '../domain/owners/platform-fee';
import type { Database } from '../store/database';
import type { LiveEvents } from './live/events';
import type { TemporalPort } from './temporal/client';

/** Keeps photos and documents. api/main.ts hands in object storage; tests a folder in memory. */
export type Files = {
  put(file: { key: string; body: Buffer; contentType: string }): Promise<void>;
  get(key: string): Promise<{ body: Buffer; contentType: string }>;
  /** Null where nothing was uploaded. */
  head(key: string): Promise<{ size: number; contentType: string } | null>;
  /** A URL that takes exactly this upload for a while. */
  uploadUrl(file: { key: string; contentType: string; size: number; expiresInSeconds: number }): Promise<string>;
  /** A URL that shows the file for a while. */
  downloadUrl(file: { key: string; expiresInSeconds: number; downloadAs?: string }): Promise<string>;
};

/** The secrets that vendors' webhooks are verified with. */
export type WebhookSecrets = {
  stripe: readonly string[];
  docusign: readonly string[];
  twilioAuthToken: string;
  sendgridPublicKey: string;
  checkrApiKey: string;
};

/** Requests a minute; tests and benchmarks set their own. */
export type Limits = { perCaller: number; failedSignInsPerAddress: number };

/** What handlers work with; made once, in createApp. */
export type Services = {
  readonly mode: 'development' | 'test' | 'production';
  readonly database: Database;
  readonly temporal: TemporalPort;
  /** Derives the tokens of links. */
  readonly linkKey: Buffer;
  /** Seals columns. */
  readonly fieldKey: Buffer;
  readonly files: Files;
  readonly urls: { readonly api: string; readonly web: string; readonly temporalUi?: string | undefined };
  readonly webhookSecrets: WebhookSecrets;
  readonly limits: Limits;
  /** What the platform keeps of payments of organizations without a fee of their own. */
  readonly platformFee: PlatformFee;
  readonly live: LiveEvents;
  readonly log: Logger;
  now(): Date;
};
