import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Sandbox } from '../core/sandbox';
import { DocusignError } from './envelope';
import { isAccessTokenValid } from './oauth-router';

/** Wraps a handler so that refusals are answered in DocuSign's shape, `{errorCode, message}`. */
export function handle(work: (request: Request, response: Response) => Promise<void> | void): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction) => {
    response.set('X-DocuSign-TraceToken', randomUUID());
    try {
      await work(request, response);
    } catch (error) {
      if (error instanceof DocusignError) answerRefusal(response, error);
      else next(error);
    }
  };
}

/** Lets only a valid bearer token for the sandbox's account pass. */
export function authenticate(sandbox: Sandbox): RequestHandler {
  return (request, response, next) => {
    const bearer = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    if (bearer === undefined) {
      const message = 'One or both of Username and Password are invalid. Missing or empty authorization header.';
      return answerRefusal(response, new DocusignError('USER_AUTHENTICATION_FAILED', message, 401));
    }
    if (!isAccessTokenValid(sandbox, bearer)) {
      const message = 'The access token provided is expired, revoked or malformed.';
      return answerRefusal(response, new DocusignError('AUTHORIZATION_INVALID_TOKEN', message, 401));
    }
    if (request.params.accountId !== sandbox.config.accounts.docusign.accountId) {
      const message = 'The user does not belong to the specified account.';
      return answerRefusal(response, new DocusignError('USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT', message, 400));
    }
    next();
  };
}

/** A fault as DocuSign words it: the hourly limit, or an unspecified error. */
export function answerFault(response: Response, status: 429 | 500): void {
  if (status === 429) {
    response.set({
      'X-RateLimit-Limit': '3000',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(Math.floor(Date.now() / 1000) + 1),
    });
    const message = 'The maximum number of hourly API invocations has been exceeded.';
    answerRefusal(response, new DocusignError('HOURLY_APIINVOCATION_LIMIT_EXCEEDED', message, 429));
  } else {
    answerRefusal(response, new DocusignError('UNSPECIFIED_ERROR', 'An unspecified error has occurred.', 500));
  }
}

function answerRefusal(response: Response, error: DocusignError): void {
  response.status(error.status).json({ errorCode: error.errorCode, message: error.message });
}
