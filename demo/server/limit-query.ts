import { ApiError } from './errors.js';
import type { Query } from './videos.js';

/** How long a statement may take, in milliseconds: each here touches a few rows by an index. */
export const QUERY_LIMIT_MS = 10_000;

/**
 * Gives each statement a time limit, so that a database that hangs keeps no request.
 *
 * @throws {ApiError} `DATABASE_UNAVAILABLE` when the time is up. What the statement did is not known then.
 */
export function limitQuery(query: Query, limitMs = QUERY_LIMIT_MS): Query {
  return (text, params) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const message = 'The database does not answer; try again later.';
        reject(new ApiError(503, 'DATABASE_UNAVAILABLE', message, { retryAfterSeconds: 5 }));
      }, limitMs);
      void query(text, params)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
}
