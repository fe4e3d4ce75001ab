import { ApiError } from './errors.js';
import type { Query } from './videos.js';

/** Longest time of a statement, in milliseconds: each uses an index and touches few rows. */
export const QUERY_LIMIT_MS = 10_000;

/**
 * Adds a timeout to each statement, so that a hanging database blocks no request.
 *
 * @throws {ApiError} `DATABASE_UNAVAILABLE` on a timeout. Whether the statement took effect is unknown then.
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
