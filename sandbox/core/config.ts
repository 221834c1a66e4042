import type { SandboxCredentials } from '../credentials';

/** Everything a vendor stand-in needs to know about where and as whom it runs. Filled in by startSandbox. */
export interface SandboxConfig {
  /** Public base of the plain-HTTP listener, without a trailing slash; hosted pages are linked from here. */
  readonly url: string;
  /** Where the plain-HTTP listener really is, whatever its public base. */
  readonly localUrl: string;
  /** Public base of the TLS listener. The DocuSign SDK speaks OAuth over https only. */
  readonly tlsUrl: string;
  /** Base of the object storage listener. */
  readonly s3Url: string;
  /** Where signed webhooks go, e.g. http://127.0.0.1:4000/webhooks. Undefined: no webhook is sent. */
  readonly webhookBase: string | undefined;
  /** Folder of state and keys. Undefined: memory only. */
  readonly dataDir: string | undefined;
  /** How long an ACH debit stays `processing` before its bank answers. */
  readonly achSettleMs: number;
  /** How long a background check takes after the applicant's consent. */
  readonly checkrCompleteMs: number;
  readonly credentials: SandboxCredentials;
  readonly accounts: SandboxAccounts;
}

/** The keys and account ids each vendor stand-in accepts; the product is configured with the same values. */
export interface SandboxAccounts {
  readonly stripe: { readonly secretKey: string; readonly webhookSecret: string };
  readonly docusign: {
    readonly accountId: string;
    readonly integrationKey: string;
    readonly userId: string;
    readonly connectKey: string;
  };
  readonly twilio: { readonly accountSid: string; readonly authToken: string; readonly from: string };
  readonly sendgrid: { readonly apiKey: string; readonly from: string };
  readonly googleMaps: { readonly apiKey: string };
  readonly checkr: { readonly apiKey: string };
  readonly s3: {
    readonly region: string;
    readonly bucket: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
}

/** The values the demo and the tests use. None of them is a secret: they open nothing but this sandbox. */
export const defaultAccounts: SandboxAccounts = {
  stripe: { secretKey: 'sk_test_sandbox', webhookSecret: 'whsec_sandbox' },
  docusign: {
    accountId: 'sandbox-account',
    integrationKey: 'sandbox-integration',
    userId: 'sandbox-user',
    connectKey: 'docusign_connect_sandbox',
  },
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'a'.repeat(32), from: '+15005550006' },
  sendgrid: { apiKey: 'SG.sandbox.key', from: 'home@tenure.test' },
  googleMaps: { apiKey: 'sandbox-maps-key' },
  checkr: { apiKey: 'checkr_sandbox_key' },
  s3: { region: 'us-east-1', bucket: 'tenure', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
};
