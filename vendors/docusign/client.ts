import { z } from 'zod';
import { answerOf } from '../axios-failure';
import type { DocusignConfig } from '../config';
import {
  type Effect,
  failureFromAnswer,
  failureFromSilence,
  isVendorFailure,
  retryAfterMs,
  VendorFailure,
} from '../failure';
import type { EnvelopeInput, EnvelopeSigner, SignatureService } from '../signatures';
import { verifyDocusignWebhook } from '../webhooks/docusign';
import { within } from '../within';
import { createAccessToken } from './access-token';
import { createdEnvelope, envelopeAnswer, envelopeList, envelopeStatusOf, recipientView } from './answers';
import { envelopeDefinition } from './envelope-definition';
import { docusignSdk } from './sdk';

const TIMEOUT_MS = 30_000;

/** Signatures over DocuSign's SDK with a JWT grant. @throws VendorFailure from every method that calls DocuSign */
export function createDocusignService(config: DocusignConfig): SignatureService {
  const { accountId, timeoutMs = TIMEOUT_MS } = config;
  const sdk = docusignSdk({ baseUrl: config.baseUrl, oauthHost: config.oauthHost, timeoutMs });
  const { envelopes } = sdk;
  const token = createAccessToken(sdk, config, timeoutMs);

  async function call(effect: Effect, request: () => Promise<unknown>, again = true): Promise<unknown> {
    await token.ensure();
    try {
      // Bounded here too: a download broken off half-way never settles inside the SDK.
      return await within(timeoutMs, request());
    } catch (error) {
      if (answerOf(error)?.status !== 401 || !again) throw docusignFailure(effect, error);
      // Refused before anything happened: the token was revoked early.
      token.forget();
      return call(effect, request, false);
    }
  }

  async function findEnvelope(transactionId: string): Promise<{ envelopeId: string } | null> {
    const answer = await call('none', () => envelopes.listStatusChanges(accountId, { transactionIds: transactionId }));
    return envelopeList.parse(answer).envelopes?.[0] ?? null;
  }

  async function sendEnvelope(input: EnvelopeInput): Promise<{ envelopeId: string; alreadySent: boolean }> {
    const earlier = await findEnvelope(input.transactionId);
    if (earlier !== null) return { ...earlier, alreadySent: true };
    const definition = envelopeDefinition(input);
    const answer = await call('once', () => envelopes.createEnvelope(accountId, { envelopeDefinition: definition }));
    return { envelopeId: createdEnvelope.parse(answer).envelopeId, alreadySent: false };
  }

  async function signingUrl(envelopeId: string, signer: EnvelopeSigner, returnUrl: string): Promise<string> {
    const recipientViewRequest = {
      returnUrl,
      authenticationMethod: 'none',
      email: signer.email,
      userName: signer.name,
      recipientId: signer.recipientId,
      clientUserId: signer.embeddedId,
    };
    const answer = await call('repeatable', () =>
      envelopes.createRecipientView(accountId, envelopeId, { recipientViewRequest }),
    );
    return recipientView.parse(answer).url;
  }

  return {
    sendEnvelope,
    findEnvelope,
    signingUrl,
    async envelopeStatus(envelopeId) {
      const answer = await call('none', () => envelopes.getEnvelope(accountId, envelopeId, { include: 'recipients' }));
      return envelopeStatusOf(envelopeAnswer.parse(answer));
    },
    async voidEnvelope(envelopeId, voidedReason) {
      await call('repeatable', () =>
        envelopes.update(accountId, envelopeId, { envelope: { status: 'voided', voidedReason } }),
      );
    },
    async download(envelopeId, part) {
      const answer = await call('none', () => envelopes.getDocument(accountId, envelopeId, part));
      if (Buffer.isBuffer(answer) && answer.subarray(0, 5).toString('latin1') === '%PDF-') return answer;
      throw new VendorFailure({
        vendor: 'docusign',
        kind: 'unavailable',
        code: 'no_pdf',
        detail: 'the download is no PDF',
      });
    },
    verifyWebhook: (rawBody, headers) => verifyDocusignWebhook({ rawBody, headers, keys: config.connectKeys }),
  };
}

const problem = z.object({ errorCode: z.string() });

const NOT_FOUND_CODES = new Set(['ENVELOPE_DOES_NOT_EXIST', 'ENVELOPE_NOT_IN_FOLDER', 'UNKNOWN_ENVELOPE_RECIPIENT']);

function docusignFailure(effect: Effect, error: unknown): VendorFailure {
  if (isVendorFailure(error)) return error;
  const answer = answerOf(error);
  if (answer === undefined) return failureFromSilence('docusign', effect, error);
  const code = problem.safeParse(answer.data).data?.errorCode;
  if (code === 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED' || code === 'BURST_APIINVOCATION_LIMIT_EXCEEDED') {
    const detail = 'the account asked too often';
    return new VendorFailure({
      vendor: 'docusign',
      kind: 'rate_limited',
      code,
      retryAfterMs: limitReset(answer.headers),
      detail,
    });
  }
  return failureFromAnswer({
    vendor: 'docusign',
    effect,
    status: code !== undefined && NOT_FOUND_CODES.has(code) ? 404 : answer.status,
    code,
    retryAfterMs: retryAfterMs(answer.headers['retry-after']),
    hint: traceHint(answer.headers['x-docusign-tracetoken']),
  });
}

/** DocuSign names the instant (seconds since 1970) at which its hourly count begins anew. */
function limitReset(headers: Record<string, unknown>): number | undefined {
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) ? Math.max(0, reset * 1000 - Date.now()) : undefined;
}

function traceHint(trace: unknown): string | undefined {
  return typeof trace === 'string' ? `trace ${trace}` : undefined;
}
