import { ApiClient, EnvelopesApi } from 'docusign-esign';

export interface DocusignSdk {
  api: InstanceType<typeof ApiClient>;
  envelopes: InstanceType<typeof EnvelopesApi>;
}

/** The SDK, pointed at a REST base and an OAuth host. Its few calls in use are typed in docusign-esign.d.ts. */
export function docusignSdk(config: { baseUrl: string; oauthHost: string; timeoutMs: number }): DocusignSdk {
  const api = new ApiClient();
  api.timeout = config.timeoutMs;
  // In this order: setBasePath puts the OAuth host back to DocuSign's own.
  api.setBasePath(config.baseUrl);
  api.setOAuthBasePath(config.oauthHost);
  return { api, envelopes: new EnvelopesApi(api) };
}
