/**
 * Every workflow, under the name that Temporal knows it by. The bundle is made from this file.
 */
export { rentCollection } from './rent-collection';
