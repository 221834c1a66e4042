import { applicationPage } from './application/page';
import { depositStatementPage } from './deposit/page';
import { vendorJobPage } from './job/page';
import { joinTeamPage } from './join-team/page';
import type { LinkPage } from './kernel/link-page';
import { vendorOfferPage } from './offer/page';
import { ownerOnboardingPage } from './owner-onboarding/page';
import { ownerStatementPage } from './owner-statement/page';
import { autopayPage, payPage, portalPage } from './pay/page';
import { planPage } from './plan/page';
import { reportRepairPage } from './repair/report-page';
import { repairStatusPage } from './repair/status-page';
import { screeningPage } from './screening/page';
import { signingPage } from './signing/page';

/** Every purpose of links that has a page. */
export const linkPages: readonly LinkPage[] = [
  applicationPage,
  screeningPage,
  signingPage,
  joinTeamPage,
  payPage,
  planPage,
  portalPage,
  autopayPage,
  reportRepairPage,
  repairStatusPage,
  vendorOfferPage,
  vendorJobPage,
  ownerStatementPage,
  ownerOnboardingPage,
  depositStatementPage,
];
