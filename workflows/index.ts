/**
 * Every workflow, under the name that Temporal knows it by. The bundle is made from this file.
 */
export { application } from './application';
export { maintenance } from './maintenance';
export { rentCollection } from './rent-collection';
export { screening } from './screening';
