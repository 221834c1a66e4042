import type { RunningSandbox } from '../../../sandbox/start';
import type { VendorsConfig } from '../../../vendors/config';

/** The vendor clients' configuration for a sandbox. */
export function vendorsConfigFor({ url, tlsUrl, s3Url, sandbox }: RunningSandbox): VendorsConfig {
  const { accounts, credentials } = sandbox.config;
  const { stripe, docusign, twilio, sendgrid, googleMaps, checkr, s3 } = accounts;
  return {
    stripe: { secretKey: stripe.secretKey, webhookSecrets: [stripe.webhookSecret], apiBase: url },
    docusign: {
      baseUrl: `${url}/restapi`,
      oauthHost: tlsUrl.replace('https://', ''),
      accountId: docusign.accountId,
      integrationKey: docusign.integrationKey,
      userId: docusign.userId,
      privateKeyPem: credentials.docusignPrivateKey,
      connectKeys: [docusign.connectKey],
    },
    twilio: { ...twilio, apiBase: `${url}/twilio` },
    sendgrid: {
      ...sendgrid,
      fromName: 'Tenure',
      webhookPublicKey: credentials.sendgridPublicKey,
      apiBase: `${url}/sendgrid`,
    },
    googleMaps: { apiKey: googleMaps.apiKey, apiBase: `${url}/googlemaps` },
    checkr: { apiKey: checkr.apiKey, apiBase: `${url}/checkr` },
    objectStorage: { ...s3, endpoint: s3Url },
  };
}
