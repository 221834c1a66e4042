import { answerOf } from '../axios-failure';
import type { DocusignConfig } from '../config';
import { failureFromAnswer, failureFromSilence, VendorFailure } from '../failure';
import { within } from '../within';
import { tokenAnswer } from './answers';
import type { DocusignSdk } from './sdk';

const LIFETIME_SECONDS = 3600;
/** Renewed this long before it ends, so that no call starts with a token that dies on the way. */
const RENEW_EARLY_MS = 5 * 60_000;

export interface AccessToken {
  /** Makes sure that the SDK carries a valid token; many callers share one request. @throws VendorFailure */
  ensure(): Promise<void>;
  /** Drops the token after the vendor refused it. */
  forget(): void;
}

/** The JWT grant of DocuSign: one token per process, kept until shortly before it expires. */
export function createAccessToken(sdk: DocusignSdk, config: DocusignConfig, timeoutMs: number): AccessToken {
  let validUntil = 0;
  let inFlight: Promise<void> | undefined;

  async function request(): Promise<void> {
    const { access_token: token, expires_in: seconds } = await requestToken(sdk, config, timeoutMs);
    sdk.api.addDefaultHeader('Authorization', `Bearer ${token}`);
    validUntil = Date.now() + seconds * 1000 - RENEW_EARLY_MS;
  }

  return {
    async ensure() {
      if (Date.now() < validUntil) return;
      inFlight ??= request().finally(() => {
        inFlight = undefined;
      });
      await inFlight;
    },
    forget() {
      validUntil = 0;
    },
  };
}

async function requestToken(sdk: DocusignSdk, config: DocusignConfig, timeoutMs: number) {
  const { integrationKey, userId, privateKeyPem } = config;
  try {
    // The SDK's token request has no timeout of its own.
    const answer = await within(
      timeoutMs,
      sdk.api.requestJWTUserToken(
        integrationKey,
        userId,
        ['signature', 'impersonation'],
        Buffer.from(privateKeyPem),
        LIFETIME_SECONDS,
      ),
    );
    return tokenAnswer.parse(answer).body;
  } catch (error) {
    const answer = answerOf(error);
    if (answer === undefined) throw failureFromSilence('docusign', 'none', error);
    if (answer.status !== 400) throw failureFromAnswer({ vendor: 'docusign', effect: 'none', status: answer.status });
    // consent_required, invalid_grant: somebody has to change the account's settings.
    const detail = 'the sign-in of the integration was refused';
    throw new VendorFailure({ vendor: 'docusign', kind: 'misconfigured', code: 'oauth_refused', detail });
  }
}
