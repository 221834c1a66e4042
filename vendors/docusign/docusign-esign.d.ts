declare module 'docusign-esign' {
  export const ApiClient: new () => {
    timeout: number;
    setBasePath(basePath: string): void;
    setOAuthBasePath(host: string): void;
    addDefaultHeader(header: string, value: string): void;
    requestJWTUserToken(
      integrationKey: string,
      userId: string,
      scopes: readonly string[],
      privateKey: Buffer,
      lifetimeSeconds: number,
    ): Promise<unknown>;
  };

  export const EnvelopesApi: new (
    api: object,
  ) => {
    createEnvelope(accountId: string, options: { envelopeDefinition: object }): Promise<unknown>;
    listStatusChanges(accountId: string, options: { transactionIds: string }): Promise<unknown>;
    createRecipientView(
      accountId: string,
      envelopeId: string,
      options: { recipientViewRequest: object },
    ): Promise<unknown>;
    getEnvelope(accountId: string, envelopeId: string, options: { include: string }): Promise<unknown>;
    update(accountId: string, envelopeId: string, options: { envelope: object }): Promise<unknown>;
    getDocument(accountId: string, envelopeId: string, documentId: string): Promise<unknown>;
  };
}
