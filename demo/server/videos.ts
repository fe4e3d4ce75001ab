import { parsePublicDetails, type PublicDetails } from './public-details.js';
import type { VideoKind } from './stream-library.js';
import { type VideoState, type VideoStatus } from './video-state.js';

/** Runs one SQL statement and returns its rows: all that the store needs of a database. */
export type Query = (
  text: string,
  params?: readonly unknown[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Video as in the responses. */
export interface Video {
  readonly uid: string;
  readonly name: string;
  readonly status: VideoStatus;
  /** Encoding progress, 0 to 100. Not stored: it comes from Stream. */
  readonly percent: number | null;
  /** Duration in seconds. */
  readonly duration: number | null;
  readonly errorCode: string | null;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly readyAt: string | null;
  /** Set for a live input, which shows the current broadcast. */
  readonly live?: true;
  /** Details to show with it, if set on Stream. */
  readonly publicDetails?: PublicDetails;
}

/** Optional columns of a row. */
export interface RowOptions {
  /** Owner. Never part of a response. */
  readonly creator?: string | undefined;
  /** @defaultValue 'video' */
  readonly kind?: VideoKind;
}

/** Store of videos, with the only statements on their table. */
export interface VideoStore {
  /** Creates the table if necessary, and calls {@link VideoStore.releaseOld}. */
  prepare(): Promise<void>;
  /**
   * Inserts a hidden row before a video is created on Stream, so that none is created if no row can be written. Returns
   * a reservation for {@link VideoStore.assign} or {@link VideoStore.release}.
   */
  reserve(name: string, creator?: string): Promise<string>;
  /** Turns a reservation into the row of a video. */
  assign(reservation: string, uid: string): Promise<void>;
  /** Deletes a reservation, because no video was created. */
  release(reservation: string): Promise<void>;
  /** Deletes stale reservations: their server was killed, or their row came too late. */
  releaseOld(): Promise<void>;
  /** Deletes the row of a deleted video. */
  remove(uid: string): Promise<void>;
  /** Adds a row; an existing one only learns its owner. */
  add(uid: string, name: string, createdAt?: Date, options?: RowOptions): Promise<void>;
  get(uid: string): Promise<Video | undefined>;
  /** Returns the owner of a video, if any. */
  ownerOf(uid: string): Promise<string | undefined>;
  /** Lists the newest first; with a creator, only theirs. */
  list(limit: number, creator?: string): Promise<Video[]>;
  /** Returns the uids without a row. */
  missing(uids: readonly string[]): Promise<string[]>;
  /** Lists videos that are neither ready nor failed, newest first. */
  open(limit: number): Promise<Pick<Video, 'uid' | 'createdAt'>[]>;
  /**
   * Applies a state. Returns the row if that changed it: a final state is never left, and nothing goes backwards.
   * Public details are always updated, which does not count as a change. `UPLOAD_EXPIRED` is this server's own guess,
   * so Stream may correct it.
   */
  apply(uid: string, state: VideoState): Promise<Video | undefined>;
}

/**
 * Works unchanged on PostgreSQL 13 and later and on SQLite 3.35 and later, like the statements below. SQLite mostly
 * ignores the types: it stores ids and times as text, and ISO times sort as text.
 */
export const SCHEMA: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS videos (
     id UUID PRIMARY KEY,
     cf_uid TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processing', 'ready', 'error')),
     duration DOUBLE PRECISION,
     error_code TEXT,
     created_at TIMESTAMPTZ NOT NULL,
     ready_at TIMESTAMPTZ,
     creator TEXT,
     kind TEXT,
     public_details TEXT)`,
  `CREATE INDEX IF NOT EXISTS videos_newest ON videos (created_at DESC)`,
  `CREATE INDEX IF NOT EXISTS videos_open ON videos (created_at) WHERE status IN ('pending', 'processing')`,
];

/** Columns to add to older tables. The databases have no common statement for that. */
const ADDED_COLUMNS = ['creator', 'kind', 'public_details'];

const COLUMNS = 'cf_uid, name, status, duration, error_code, created_at, ready_at, kind, public_details';

const ADD = `INSERT INTO videos (id, cf_uid, name, created_at, creator, kind) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (cf_uid) DO UPDATE SET creator = COALESCE(videos.creator, excluded.creator)`;
const KNOWN = (count: number): string =>
  `SELECT cf_uid FROM videos WHERE cf_uid IN (${Array.from({ length: count }, (_, i) => `$${i + 1}`).join(', ')})`;
/** Most uids per statement: every database limits the number of parameters. */
const MAX_PARAMS = 1_000;
const GET = `SELECT ${COLUMNS} FROM videos WHERE cf_uid = $1`;
const OWNER = `SELECT creator FROM videos WHERE cf_uid = $1`;
const LIST = `SELECT ${COLUMNS} FROM videos WHERE cf_uid NOT LIKE 'reserved %' ORDER BY created_at DESC, id LIMIT $1`;
const LIST_OF = `SELECT ${COLUMNS} FROM videos WHERE cf_uid NOT LIKE 'reserved %' AND creator = $2
  ORDER BY created_at DESC, id LIMIT $1`;
const OPEN = `SELECT cf_uid, created_at FROM videos
  WHERE status IN ('pending', 'processing') AND cf_uid NOT LIKE 'reserved %' ORDER BY created_at DESC LIMIT $1`;
// No uid looks like “reserved …”. The video may have got its own row from Stream's list meanwhile.
const ASSIGN = `UPDATE videos SET cf_uid = $2
  WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM videos WHERE cf_uid = $2)`;
/** `unique_violation` and `serialization_failure`. */
const CONFLICTS: ReadonlySet<unknown> = new Set(['23505', '40001']);
const RELEASE = `DELETE FROM videos WHERE id = $1 AND cf_uid LIKE 'reserved %'`;
const REMOVE = `DELETE FROM videos WHERE cf_uid = $1`;
// The status is for the index: this runs every minute, and most rows are final.
const RELEASE_OLD = `DELETE FROM videos
  WHERE status IN ('pending', 'processing') AND created_at < $1 AND cf_uid LIKE 'reserved %'`;
/** Age after which a reservation is stale, in milliseconds: creating an upload takes seconds. */
const OLD_RESERVATION_MS = 3_600_000;
// Webhooks may come twice, late and in any order, and the poll may be first. No row returned means: no change. A video
// first seen live gets its duration once that is over.
const APPLY = `UPDATE videos SET status = $2, duration = COALESCE($3, duration), error_code = $4,
    ready_at = $5
  WHERE cf_uid = $1 AND ((status <> $2 AND $2 <> 'pending'
      AND (status IN ('pending', 'processing') OR error_code = 'UPLOAD_EXPIRED'))
    OR (status = 'ready' AND $2 = 'ready' AND duration IS NULL AND CAST($3 AS DOUBLE PRECISION) IS NOT NULL))
  RETURNING ${COLUMNS}`;
const DETAILS = `UPDATE videos SET public_details = $2
  WHERE cf_uid = $1 AND (public_details IS NULL OR public_details <> $2)`;

/**
 * Creates the store of videos in the database of `query`.
 *
 * @param now - Milliseconds since the epoch.
 */
export function createVideoStore(query: Query, now: () => number = Date.now): VideoStore {
  async function releaseOld(): Promise<void> {
    await query(RELEASE_OLD, [new Date(now() - OLD_RESERVATION_MS).toISOString()]);
  }

  async function addColumn(name: string): Promise<void> {
    const look = (): Promise<unknown> => query(`SELECT ${name} FROM videos LIMIT 1`);
    try {
      await look();
    } catch {
      // Another server may have added it.
      await query(`ALTER TABLE videos ADD COLUMN ${name} TEXT`).catch(look);
    }
  }

  return {
    async prepare() {
      for (const statement of SCHEMA) {
        // Servers that start at the same time may conflict once.
        await query(statement).catch(() => query(statement));
      }
      for (const column of ADDED_COLUMNS) await addColumn(column);
      await query(`CREATE INDEX IF NOT EXISTS videos_of ON videos (creator, created_at DESC)`);
      await releaseOld();
    },
    releaseOld,
    async reserve(name, creator) {
      const id = crypto.randomUUID();
      await query(ADD, [id, `reserved ${id}`, name, new Date(now()).toISOString(), creator ?? null, 'video']);
      return id;
    },
    async assign(reservation, uid) {
      const assign = (): Promise<unknown> => query(ASSIGN, [reservation, uid]);
      await assign().catch((error: unknown) => {
        if (!isConflict(error)) throw error;
        return assign();
      });
      await query(RELEASE, [reservation]);
    },
    async release(reservation) {
      await query(RELEASE, [reservation]);
    },
    async remove(uid) {
      await query(REMOVE, [uid]);
    },
    async add(uid, name, createdAt = new Date(now()), { creator, kind = 'video' } = {}) {
      await query(ADD, [crypto.randomUUID(), uid, name, createdAt.toISOString(), creator ?? null, kind]);
    },
    async missing(uids) {
      const known = new Set<unknown>();
      for (let at = 0; at < uids.length; at += MAX_PARAMS) {
        const some = uids.slice(at, at + MAX_PARAMS);
        for (const row of await query(KNOWN(some.length), some)) known.add(row.cf_uid);
      }
      return uids.filter((uid) => !known.has(uid));
    },
    async get(uid) {
      return toVideo((await query(GET, [uid]))[0]);
    },
    async ownerOf(uid) {
      const owner = (await query(OWNER, [uid]))[0]?.creator;
      return typeof owner === 'string' ? owner : undefined;
    },
    async list(limit, creator) {
      const rows = creator === undefined ? await query(LIST, [limit]) : await query(LIST_OF, [limit, creator]);
      return rows.map((row) => toVideo(row)).filter((video) => video !== undefined);
    },
    async open(limit) {
      return (await query(OPEN, [limit])).map((row) => ({
        uid: String(row.cf_uid),
        createdAt: toIso(row.created_at) ?? '',
      }));
    },
    async apply(uid, { status, duration, errorCode, readyAt, publicDetails }) {
      if (publicDetails) await query(DETAILS, [uid, JSON.stringify(publicDetails)]);
      const at = status === 'ready' ? (readyAt ?? new Date(now())).toISOString() : null;
      return toVideo((await query(APPLY, [uid, status, duration, errorCode, at]))[0]);
    },
  };
}

/**
 * Tells whether a concurrent statement caused the error, so that a retry succeeds: PostgreSQL gives up on meeting a row
 * that is being written, with a code that depends on the isolation level.
 */
function isConflict(error: unknown): boolean {
  return CONFLICTS.has((error as { readonly code?: unknown }).code);
}

function toVideo(row: Readonly<Record<string, unknown>> | undefined): Video | undefined {
  if (!row) return undefined;
  const publicDetails = parsePublicDetails(row.public_details);
  return {
    uid: String(row.cf_uid),
    name: String(row.name),
    status: row.status as VideoStatus,
    percent: null,
    duration: row.duration as number | null,
    errorCode: row.error_code as string | null,
    createdAt: toIso(row.created_at) ?? '',
    readyAt: toIso(row.ready_at),
    ...(row.kind === 'live' ? { live: true as const } : {}),
    ...(publicDetails ? { publicDetails } : {}),
  };
}

function toIso(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : typeof value === 'string' ? new Date(value).toISOString() : null;
}
