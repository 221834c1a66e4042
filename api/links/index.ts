import { joinTeamPage } from './join-team/page';
import type { LinkPage } from './kernel/link-page';

/** Every purpose of links that has a page. */
export const linkPages: readonly LinkPage[] = [joinTeamPage];
