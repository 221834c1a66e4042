export { sha256 } from '../../papers/paper';
export { adverseActionPdf } from './adverse-action-pdf';
export { disputePacketPdf } from './dispute-packet-pdf';
export { esignConsentPdf } from './esign-consent-pdf';
export { leasePdf, leaseRecipientIds } from './lease-pdf';
