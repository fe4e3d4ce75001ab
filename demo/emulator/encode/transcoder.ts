import type { EncodeErrorCode } from '../records/video-record.js';

/** Facts about an uploaded file before it is encoded. */
export interface SourceInfo {
  /** Seconds. */
  readonly duration: number;
  /** Pixels as shown: after rotation, with square pixels. */
  readonly width: number;
  /** Pixels as shown: after rotation, with square pixels. */
  readonly height: number;
  /** Frames per second, averaged. */
  readonly frameRate: number;
  readonly hasAudio: boolean;
}

/** One quality of the ladder. */
export interface Rung {
  /** Length of the shorter side, which names the rung: `720` for 1280×720 and for 720×1280. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Ceiling for the encoder, in kilobits per second. */
  readonly maxKbps: number;
}

/** A picture to draw on a video, in Cloudflare's words. */
export interface WatermarkImage {
  /** A PNG file. */
  readonly file: string;
  /** 0 to 1. */
  readonly opacity: number;
  /** Distance from the edges, as a part of the video's width and height. */
  readonly padding: number;
  /** Size of the bounding box as a fraction of the video; 0 keeps the original size. */
  readonly scale: number;
  readonly position: string;
}

/**
 * Job of a transcoder. Writes `video/<rung>/` and, with audio, `audio/<kbps>/` below `outDir`; each with `init.mp4`,
 * `seg_1.mp4`, `seg_2.mp4` … and the playlist `stream.m3u8` with their durations.
 */
export interface EncodeJob {
  readonly inputFile: string;
  readonly outDir: string;
  readonly source: SourceInfo;
  readonly segmentSeconds: number;
  /** Start of the encoded part in the file, in seconds; the whole file if not set. */
  readonly startSeconds?: number | undefined;
  /** Watermark drawn on every frame, with a system ffmpeg only. */
  readonly watermark?: WatermarkImage | undefined;
  /** The lowest quality with audio, or the rest. @defaultValue everything */
  readonly part?: 'first' | 'rest';
  readonly signal: AbortSignal;
  /** Told the part that is done, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/**
 * A sound to be made to the length of a video, cut off or with silence behind it. `outDir` gets the same files as a folder of
 * an {@link EncodeJob}.
 */
export interface AudioJob {
  readonly inputFile: string;
  readonly outDir: string;
  /** Seconds. */
  readonly duration: number;
  readonly segmentSeconds: number;
  readonly signal: AbortSignal;
}

/** How a still is fitted into its box, in Cloudflare's words. */
export type StillFit = 'crop' | 'clip' | 'scale' | 'fill';

/** One picture out of a short fragmented MP4 file. */
export interface StillJob {
  readonly inputFile: string;
  /** Seconds from the first frame of `inputFile`. */
  readonly atSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly fit: StillFit;
  readonly signal: AbortSignal;
}

/** A moving picture without sound, from a place on. */
export interface GifJob extends StillJob {
  /** Seconds. */
  readonly duration: number;
  /** Frames per second. */
  readonly fps: number;
}

/**
 * Which engine encodes: `auto` takes the first that works of `FFMPEG_PATH`, `ffmpeg` on the PATH, ffmpeg compiled to
 * WebAssembly, and repackaging without encoding.
 */
export type TranscoderChoice = 'auto' | 'ffmpeg' | 'wasm' | 'remux';

/** Makes renditions and stills. */
export interface Transcoder {
  /** Which one this is, as part of a sentence. */
  readonly name: string;
  /** @throws {EncodeError} when the file cannot be encoded. */
  encode(job: EncodeJob): Promise<void>;
  /** Encodes only audio. @throws {EncodeError} If the file has none that is readable. */
  encodeAudio(job: AudioJob): Promise<void>;
  /** Answers a JPEG, or nothing where this transcoder cannot decode. */
  still(job: StillJob): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Answers a GIF; left out by a transcoder that cannot decode. */
  gif?(job: GifJob): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Looks into containers that the shared probe does not know. Answers nothing when it is no video at all. */
  probe?(inputFile: string, signal: AbortSignal): Promise<SourceInfo | undefined>;
  /** Ends whatever is still kept running. */
  close(): Promise<void>;
}

const REASONS: Record<EncodeErrorCode, string> = {
  ERR_NON_VIDEO: 'The file was not recognized as a valid video file.',
  ERR_MALFORMED_VIDEO: 'The file is damaged or incomplete and could not be decoded.',
  ERR_DURATION_TOO_SHORT: 'The video is shorter than 0.1 seconds.',
  ERR_DURATION_EXCEED_CONSTRAINT: 'The video is longer than the upload allowed.',
  ERR_FETCH_ORIGIN_ERROR: 'The video could not be downloaded from its URL.',
  ERR_UNKNOWN: 'The video could not be encoded.',
};

/** A video that cannot be encoded; its message is the `errorReasonText` of the video. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
  readonly code: EncodeErrorCode;

  constructor(code: EncodeErrorCode, cause?: unknown) {
    super(REASONS[code], { cause });
    this.code = code;
  }
}
