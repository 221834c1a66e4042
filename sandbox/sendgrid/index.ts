import { createPrivateKey } from 'node:crypto';
import { type RequestHandler, type Response, Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import type { Vendor } from '../core/vendor';
import { bouncesRouter } from './bounces-router';
import { type EventName, reportEvent, type SentMail, signEvents } from './events';
import { type MailProblem, parseMail } from './mail';
import { openDetail, sendMail } from './send-mail';

/** SendGrid: mail, the list of bounces, the signed event webhook. */
export function sendgridVendor(sandbox: Sandbox): Router {
  const key = createPrivateKey(sandbox.config.credentials.sendgridPrivateKey);
  sandbox.webhooks.signedBy('sendgrid', ({ body }, now) => signEvents(body, key, now));
  const router = Router();
  router.use('/sendgrid/v3', authenticate(sandbox));
  router.post('/sendgrid/v3/mail/send', (request, response) => {
    const parsed = parseMail(request.body);
    if ('problems' in parsed) return answerProblems(response, 400, parsed.problems);
    const { mail } = parsed;
    if (domainOf(mail.from.email) !== domainOf(sandbox.config.accounts.sendgrid.from)) {
      return answerProblems(response, 403, [unverifiedSender]);
    }
    response.set('X-Message-Id', sendMail(sandbox, mail)).status(202).end();
  });
  router.use(bouncesRouter(sandbox));
  router.post('/control/sendgrid/event', (request, response) => {
    const { email, event } = asRecord(request.body) ?? {};
    const sent = lastMailTo(sandbox, asText(email) ?? '');
    if (sent === undefined || !isReaderEvent(event)) {
      const error = 'email must have got a mail; event must be open, click, spamreport or unsubscribe.';
      return void response.status(400).json({ error });
    }
    reportEvent(sandbox, sent, event, event === 'open' ? openDetail : {});
    response.status(204).end();
  });
  return router;
}

/** SendGrid accepts any sender of an authenticated domain. */
const unverifiedSender: MailProblem = {
  message:
    'The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ to see the Sender Identity requirements',
  field: 'from',
  help: null,
};

const readerEvents: readonly EventName[] = ['open', 'click', 'spamreport', 'unsubscribe'];

function isReaderEvent(value: unknown): value is EventName {
  return readerEvents.some((event) => event === value);
}

function lastMailTo(sandbox: Sandbox, email: string): SentMail | undefined {
  const sent = sandbox.store.collection<SentMail>('sendgrid_sent').list();
  return sent.findLast((mail) => mail.email.toLowerCase() === email.toLowerCase());
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

function authenticate(sandbox: Sandbox): RequestHandler {
  const expected = `Bearer ${sandbox.config.accounts.sendgrid.apiKey}`;
  return (request, response, next) => {
    if (request.get('authorization') === expected) return next();
    const message = 'The provided authorization grant is invalid, expired, or revoked';
    answerProblems(response, 401, [{ message, field: null, help: null }]);
  };
}

function answerProblems(response: Response, status: number, errors: MailProblem[]): void {
  response.status(status).json({ errors });
}

/** How the app mounts SendGrid. */
export const sendgrid: Vendor = {
  name: 'sendgrid',
  prefixes: ['/sendgrid'],
  router: sendgridVendor,
  answerFault(response, status) {
    if (status === 429) {
      const reset = String(Math.floor(Date.now() / 1000) + 1);
      response.set({ 'X-RateLimit-Limit': '600', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': reset });
    }
    const message = status === 429 ? 'too many requests' : 'internal server error';
    answerProblems(response, status, [{ message, field: null, help: null }]);
  },
};
