import { ownDatabase } from '../../data/support/own-database';
import { Desk } from '../support/desk';

/** The one desk of all tests of paying. */
export const desk = new Desk(ownDatabase(8));
