/**
 * The values by which the sandbox knows the product. They open nothing else and are no secret; production refuses them.
 * sandbox/core/config.ts has the same, since the sandbox imports nothing of ours; a test holds the two together.
 */
export const sandboxKeys = {
  STRIPE_SECRET_KEY: 'sk_test_sandbox',
  STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
  DOCUSIGN_ACCOUNT_ID: 'sandbox-account',
  DOCUSIGN_INTEGRATION_KEY: 'sandbox-integration',
  DOCUSIGN_USER_ID: 'sandbox-user',
  DOCUSIGN_CONNECT_KEY: 'docusign_connect_sandbox',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a'.repeat(32),
  TWILIO_FROM: '+15005550006',
  SENDGRID_API_KEY: 'SG.sandbox.key',
  SENDGRID_FROM: 'home@tenure.test',
  GOOGLE_MAPS_API_KEY: 'sandbox-maps-key',
  CHECKR_API_KEY: 'checkr_sandbox_key',
  S3_ACCESS_KEY_ID: 'S3RVER',
  S3_SECRET_ACCESS_KEY: 'S3RVER',
} as const;
