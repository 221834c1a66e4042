import type { BalanceGateway } from './balances';
import { createCheckrProvider } from './checkr/client';
import type { VendorsConfig } from './config';
import type { ConnectGateway } from './connect';
import { createDocusignService } from './docusign/client';
import type { EmailSender } from './email';
import type { Geocoder } from './geocoding';
import { createGoogleGeocoder } from './googlemaps/client';
import type { ObjectStorage } from './object-storage';
import type { PaymentGateway } from './payments';
import { createS3Storage } from './s3/client';
import type { ScreeningProvider } from './screening';
import { createSendgridSender } from './sendgrid/client';
import type { SignatureService } from './signatures';
import { createStripeBalances } from './stripe/balances';
import { createStripeGateway } from './stripe/client';
import { createStripeConnect } from './stripe/connect';
import type { TextMessages } from './text-messages';
import { createTwilioMessages } from './twilio/client';

/** Everyone outside the house, in our own words. */
export interface Vendors {
  payments: PaymentGateway;
  connect: ConnectGateway;
  balances: BalanceGateway;
  signatures: SignatureService;
  texts: TextMessages;
  email: EmailSender;
  geocoder: Geocoder;
  screening: ScreeningProvider;
  objects: ObjectStorage;
}

/** Makes every client; nothing is called yet, so wrong keys show at the first use as `misconfigured`. */
export function createVendors(config: VendorsConfig): Vendors {
  return {
    payments: createStripeGateway(config.stripe),
    connect: createStripeConnect(config.stripe),
    balances: createStripeBalances(config.stripe),
    signatures: createDocusignService(config.docusign),
    texts: createTwilioMessages(config.twilio),
    email: createSendgridSender(config.sendgrid),
    geocoder: createGoogleGeocoder(config.googleMaps),
    screening: createCheckrProvider(config.checkr),
    objects: createS3Storage(config.objectStorage),
  };
}
