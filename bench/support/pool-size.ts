/** Connections to the database of each server that is compared, and requests at once of each client. */
export const POOL = 8;
