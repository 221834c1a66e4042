export { adverseActionPdf } from './adverse-action-pdf';
export { esignConsentPdf } from './esign-consent-pdf';
export { leasePdf, leaseRecipientIds } from './lease-pdf';
export { sha256 } from './paper';
export { receiptPdf } from './receipt-pdf';
