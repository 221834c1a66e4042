import type Stripe from 'stripe';

/** Fields of the `error` object of a refusal, beside type and message. */
export interface ErrorDetails {
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  readonly charge?: string;
  readonly payment_intent?: Stripe.PaymentIntent;
  readonly setup_intent?: Stripe.SetupIntent;
  readonly payment_method?: Stripe.PaymentMethod;
}

type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** A refusal as Stripe words it: HTTP status and the `error` object of the body. */
export class StripeRefusal extends Error {
  constructor(
    readonly status: number,
    readonly type: ErrorType,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }

  /** The JSON body of the answer. */
  body(requestId: string): { error: Record<string, unknown> } {
    const { code } = this.details;
    const docUrl = code ? { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` } : {};
    const logUrl = `https://dashboard.stripe.com/test/workbench/logs?object=${requestId}`;
    return {
      error: { ...this.details, ...docUrl, message: this.message, request_log_url: logUrl, type: this.type },
    };
  }
}

/** 400: the request cannot be carried out as it stands. */
export function invalidRequest(message: string, details: ErrorDetails = {}): StripeRefusal {
  return new StripeRefusal(400, 'invalid_request_error', message, details);
}

/** 404: no such object in this account. */
export function resourceMissing(kind: string, id: string, param: string): StripeRefusal {
  return new StripeRefusal(404, 'invalid_request_error', `No such ${kind}: '${id}'`, {
    code: 'resource_missing',
    param,
  });
}

/** 402: the card or its bank said no. */
export function cardError(message: string, details: ErrorDetails): StripeRefusal {
  return new StripeRefusal(402, 'card_error', message, details);
}
