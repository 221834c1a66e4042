import type { RunningSandbox } from '../../start';

export interface EnvelopeDefinition {
  emailSubject?: string;
  status?: string;
  transactionId?: string;
  documents?: object[];
  recipients?: { signers: object[] };
  customFields?: object;
  eventNotification?: object;
}

interface Envelope {
  envelopeId: string;
  status: string;
  completedDateTime?: string;
}

/** The calls of the SDK's EnvelopesApi that the tests make; the SDK itself ships no types. */
export interface SdkEnvelopes {
  createEnvelope(account: string, options: { envelopeDefinition: EnvelopeDefinition }): Promise<Envelope>;
  getEnvelope(account: string, id: string, options?: { include: string }): Promise<Envelope>;
  listStatusChanges(account: string, query: object): Promise<{ envelopes?: Envelope[] }>;
  listRecipients(account: string, id: string): Promise<{ signers: { recipientId: string; status: string }[] }>;
  listDocuments(account: string, id: string): Promise<object>;
  createRecipientView(account: string, id: string, options: { recipientViewRequest: object }): Promise<{ url: string }>;
  update(account: string, id: string, options: { envelope: object; resendEnvelope?: string }): Promise<Envelope>;
  updateRecipients(
    account: string,
    id: string,
    options: { recipients: object; resendEnvelope?: string },
  ): Promise<{ recipientUpdateResults: object[] }>;
  getDocument(account: string, id: string, documentId: string): Promise<Buffer>;
}

interface Sdk {
  ApiClient: new () => {
    setBasePath(path: string): void;
    setOAuthBasePath(host: string): void;
    addDefaultHeader(name: string, value: string): void;
    requestJWTUserToken(
      integrationKey: string,
      userId: string,
      scopes: string[],
      key: Buffer,
      seconds: number,
    ): Promise<{ body: { access_token: string } }>;
    getUserInfo(token: string): Promise<{ accounts: { accountId: string }[] }>;
  };
  EnvelopesApi: new (client: object) => SdkEnvelopes;
}

/** The real DocuSign SDK, signed in to a running sandbox by JWT grant over TLS. */
export async function connectSdk(
  running: RunningSandbox,
  options: { userId?: string; onToken?: (token: string) => void } = {},
): Promise<SdkEnvelopes> {
  const { ApiClient, EnvelopesApi }: Sdk = require('docusign-esign');
  const { accounts, credentials } = running.sandbox.config;
  const client = new ApiClient();
  client.setBasePath(`${running.url}/restapi`);
  client.setOAuthBasePath(running.tlsUrl.replace('https://', ''));
  const { body } = await client.requestJWTUserToken(
    accounts.docusign.integrationKey,
    options.userId ?? accounts.docusign.userId,
    ['signature', 'impersonation'],
    Buffer.from(credentials.docusignPrivateKey),
    3600,
  );
  const info = await client.getUserInfo(body.access_token);
  if (info.accounts[0]?.accountId !== accounts.docusign.accountId) throw new Error('userinfo names another account');
  options.onToken?.(body.access_token);
  client.addDefaultHeader('Authorization', `Bearer ${body.access_token}`);
  return new EnvelopesApi(client);
}
