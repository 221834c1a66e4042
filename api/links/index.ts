import { autopayPage } from './autopay/page';
import { vendorJobPage } from './job/page';
import { joinTeamPage } from './join-team/page';
import type { LinkPage } from './kernel/link-page';
import { vendorOfferPage } from './offer/page';
import { payPage } from './pay/page';
import { reportRepairPage } from './repair/report-page';
import { repairStatusPage } from './repair/status-page';

/** Every purpose of links that has a page. */
export const linkPages: readonly LinkPage[] = [
  joinTeamPage,
  payPage,
  autopayPage,
  reportRepairPage,
  repairStatusPage,
  vendorOfferPage,
  vendorJobPage,
];
