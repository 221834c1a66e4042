import { apiKeyRoutes } from './api-keys/routes';
import { applicationRoutes } from './applications/routes';
import { auditRoutes } from './audit/routes';
import { bankDepositRoutes } from './bank-deposits/routes';
import { chargeRoutes } from './charges/routes';
import { connectAccountRoutes } from './connect-accounts/routes';
import { delinquencyRoutes } from './delinquencies/routes';
import { depositRoutes } from './deposits/routes';
import { disputeRoutes } from './disputes/routes';
import { documentRoutes } from './documents/routes';
import { billRoutes } from './expenses/routes';
import { feePolicyRoutes } from './fee-policies/routes';
import type { Route } from './http/route';
import { jurisdictionRoutes } from './jurisdictions/routes';
import { amendmentRoutes } from './leases/amendments';
import { leaseRoutes } from './leases/routes';
import { ledgerRoutes } from './ledger/routes';
import { maintenanceRequestRoutes } from './maintenance-requests/routes';
import { mediaRoutes } from './media/routes';
import { memberRoutes } from './members/routes';
import { notificationRoutes } from './notifications/routes';
import { ownerRoutes } from './owners/routes';
import { ownerStatementRoutes } from './owners/statement-routes';
import { paymentMethodRoutes } from './payment-methods/routes';
import { paymentPlanRoutes } from './payment-plans/routes';
import { autopayRoutes } from './payments/autopay-routes';
import { cardFeeRoutes } from './payments/card-fee-routes';
import { paymentRoutes } from './payments/routes';
import { payoutRoutes } from './payouts/routes';
import { propertyRoutes } from './properties/routes';
import { differenceRoutes, reconciliationRoutes } from './reconciliations/routes';
import { refundRoutes } from './refunds/routes';
import { rentRunRoutes } from './rent-runs/routes';
import { reportRoutes } from './reports/routes';
import { returnRateRoutes } from './return-rates/routes';
import { screeningRoutes } from './screenings/routes';
import { sessionRoutes } from './sessions/routes';
import { tenantRoutes } from './tenants/routes';
import { todayRoutes } from './today/routes';
import { unitRoutes } from './units/routes';
import { userRoutes } from './users/routes';
import { vendorRoutes } from './vendors/routes';
import { workOrderRoutes } from './work-orders/routes';
import { workflowRoutes } from './workflows/routes';

/** Every address of the API; from here come the server, the OpenAPI document and the tests of permissions. */
export const resources: readonly Route[] = [
  sessionRoutes,
  memberRoutes,
  userRoutes,
  apiKeyRoutes,
  propertyRoutes,
  unitRoutes,
  mediaRoutes,
  tenantRoutes,
  applicationRoutes,
  screeningRoutes,
  leaseRoutes,
  amendmentRoutes,
  documentRoutes,
  notificationRoutes,
  auditRoutes,
  todayRoutes,
  workflowRoutes,
  maintenanceRequestRoutes,
  workOrderRoutes,
  vendorRoutes,
  chargeRoutes,
  feePolicyRoutes,
  jurisdictionRoutes,
  ledgerRoutes,
  depositRoutes,
  disputeRoutes,
  returnRateRoutes,
  reportRoutes,
  delinquencyRoutes,
  paymentMethodRoutes,
  paymentRoutes,
  paymentPlanRoutes,
  autopayRoutes,
  cardFeeRoutes,
  refundRoutes,
  rentRunRoutes,
  bankDepositRoutes,
  reconciliationRoutes,
  differenceRoutes,
  ownerRoutes,
  ownerStatementRoutes,
  billRoutes,
  payoutRoutes,
  connectAccountRoutes,
].flat();
