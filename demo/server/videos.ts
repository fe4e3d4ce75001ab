import { type VideoState, type VideoStatus } from './video-state.js';

/** Runs one SQL statement and gives its rows back: all that the store needs of a database. */
export type Query = (
  text: string,
  params?: readonly unknown[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** A video as the routes answer it. */
export interface Video {
  readonly uid: string;
  readonly name: string;
  readonly status: VideoStatus;
  /** How much of the processing is done, 0 to 100. Not stored: it comes from Stream. */
  readonly percent: number | null;
  /** Length in seconds. */
  readonly duration: number | null;
  readonly errorCode: string | null;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly readyAt: string | null;
}

/** The rows, and the only statements that touch them. */
export interface VideoStore {
  /** Makes the table where there is none yet. */
  prepare(): Promise<void>;
  /** Does nothing when there is a row already. */
  add(uid: string, name: string, createdAt?: Date): Promise<void>;
  get(uid: string): Promise<Video | undefined>;
  /** Newest first. */
  list(limit: number): Promise<Video[]>;
  /** Those of the uids that have no row. */
  missing(uids: readonly string[]): Promise<string[]>;
  /** Uids of what is neither ready nor failed, newest first. */
  open(limit: number): Promise<Pick<Video, 'uid' | 'createdAt'>[]>;
  /**
   * Takes a state over. Gives the row back if that changed it: a final state is never left, and nothing goes backwards.
   * `UPLOAD_EXPIRED` is this server's own guess, so Stream may still know better.
   */
  apply(uid: string, state: VideoState): Promise<Video | undefined>;
}

/** Runs unchanged on PostgreSQL 13 and later and on PGlite. */
export const SCHEMA: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS videos (
     id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
     cf_uid TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processing', 'ready', 'error')),
     duration DOUBLE PRECISION,
     error_code TEXT,
     created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
     ready_at TIMESTAMPTZ)`,
  `CREATE INDEX IF NOT EXISTS videos_newest ON videos (created_at DESC)`,
  `CREATE INDEX IF NOT EXISTS videos_open ON videos (created_at) WHERE status IN ('pending', 'processing')`,
];

const COLUMNS = 'cf_uid, name, status, duration, error_code, created_at, ready_at';

const ADD = `INSERT INTO videos (cf_uid, name, created_at) VALUES ($1, $2, $3) ON CONFLICT (cf_uid) DO NOTHING`;
const KNOWN = `SELECT cf_uid FROM videos WHERE cf_uid = ANY($1::text[])`;
const GET = `SELECT ${COLUMNS} FROM videos WHERE cf_uid = $1`;
const LIST = `SELECT ${COLUMNS} FROM videos ORDER BY created_at DESC, id LIMIT $1`;
const OPEN = `SELECT cf_uid, created_at FROM videos
  WHERE status IN ('pending', 'processing') ORDER BY created_at DESC LIMIT $1`;
// Webhooks come twice, late and in any order, and the poll may be first. No row back means: known already.
const APPLY = `UPDATE videos SET status = $2, duration = COALESCE($3, duration), error_code = $4,
    ready_at = CASE WHEN $2 = 'ready' THEN $5::timestamptz END
  WHERE cf_uid = $1 AND status <> $2 AND $2 <> 'pending'
    AND (status IN ('pending', 'processing') OR error_code = 'UPLOAD_EXPIRED')
  RETURNING ${COLUMNS}`;

/**
 * The videos, in whatever database `query` talks to.
 *
 * @param now - Milliseconds since the epoch.
 */
export function createVideoStore(query: Query, now: () => number = Date.now): VideoStore {
  return {
    async prepare() {
      for (const statement of SCHEMA) {
        // Two servers that start at the same time may be in each other's way once.
        await query(statement).catch(() => query(statement));
      }
    },
    async add(uid, name, createdAt = new Date(now())) {
      await query(ADD, [uid, name, createdAt.toISOString()]);
    },
    async missing(uids) {
      if (uids.length === 0) return [];
      const known = new Set((await query(KNOWN, [uids])).map((row) => row.cf_uid));
      return uids.filter((uid) => !known.has(uid));
    },
    async get(uid) {
      return toVideo((await query(GET, [uid]))[0]);
    },
    async list(limit) {
      return (await query(LIST, [limit])).map((row) => toVideo(row)).filter((video) => video !== undefined);
    },
    async open(limit) {
      return (await query(OPEN, [limit])).map((row) => ({
        uid: String(row.cf_uid),
        createdAt: toIso(row.created_at) ?? '',
      }));
    },
    async apply(uid, { status, duration, errorCode, readyAt }) {
      const at = (readyAt ?? new Date(now())).toISOString();
      return toVideo((await query(APPLY, [uid, status, duration, errorCode, at]))[0]);
    },
  };
}

function toVideo(row: Readonly<Record<string, unknown>> | undefined): Video | undefined {
  if (!row) return undefined;
  return {
    uid: String(row.cf_uid),
    name: String(row.name),
    status: row.status as VideoStatus,
    percent: null,
    duration: row.duration as number | null,
    errorCode: row.error_code as string | null,
    createdAt: toIso(row.created_at) ?? '',
    readyAt: toIso(row.ready_at),
  };
}

function toIso(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : typeof value === 'string' ? new Date(value).toISOString() : null;
}
