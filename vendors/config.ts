/** A time limit per request in milliseconds; each client has a sensible one of its own. */
interface Bounded {
  timeoutMs?: number | undefined;
}

export interface StripeConfig extends Bounded {
  secretKey: string;
  /** Several while a secret is being rotated; any may match. */
  webhookSecrets: readonly string[];
  /** Origin of another server speaking Stripe's protocol; Stripe itself where absent. */
  apiBase?: string | undefined;
}

export interface DocusignConfig extends Bounded {
  /** Ends in `/restapi`. */
  baseUrl: string;
  /** Host (and port) without scheme; always reached by https. */
  oauthHost: string;
  accountId: string;
  integrationKey: string;
  userId: string;
  /** RSA private key as PEM. */
  privateKeyPem: string;
  connectKeys: readonly string[];
}

export interface TwilioConfig extends Bounded {
  accountSid: string;
  authToken: string;
  /** The sending number, E.164. */
  from: string;
  apiBase?: string | undefined;
}

export interface SendgridConfig extends Bounded {
  apiKey: string;
  from: string;
  fromName: string;
  /** Base64 of the SubjectPublicKeyInfo shown in the mail settings. */
  webhookPublicKey: string;
  apiBase?: string | undefined;
}

export interface GoogleMapsConfig extends Bounded {
  apiKey: string;
  apiBase?: string | undefined;
}

export interface CheckrConfig extends Bounded {
  apiKey: string;
  apiBase: string;
}

export interface ObjectStorageConfig extends Bounded {
  /** An S3-compatible server; AWS itself where absent. */
  endpoint?: string | undefined;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Everything the vendor clients need to know. Produced by config/, consumed by `createVendors`. */
export interface VendorsConfig {
  stripe: StripeConfig;
  docusign: DocusignConfig;
  twilio: TwilioConfig;
  sendgrid: SendgridConfig;
  googleMaps: GoogleMapsConfig;
  checkr: CheckrConfig;
  objectStorage: ObjectStorageConfig;
}
