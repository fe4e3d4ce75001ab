import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonFile } from './json-file.js';

/**
 * A watermark as the API shows it.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/applying-watermarks/
 */
export interface Watermark {
  readonly uid: string;
  /** Bytes of the picture. */
  readonly size: number;
  /** Pixels. */
  readonly height: number;
  /** Pixels. */
  readonly width: number;
  readonly created: string;
  readonly downloadedFrom: string | null;
  readonly name: string;
  readonly opacity: number;
  readonly padding: number;
  readonly scale: number;
  readonly position: string;
}

/** The account's watermarks. */
export class WatermarkStore {
  readonly #dir: string;
  readonly #file: JsonFile<Watermark[]>;
  #watermarks: readonly Watermark[];

  private constructor(dir: string, file: JsonFile<Watermark[]>, watermarks: readonly Watermark[]) {
    this.#dir = dir;
    this.#file = file;
    this.#watermarks = watermarks;
  }

  static async open(dataDir: string): Promise<WatermarkStore> {
    const file = new JsonFile<Watermark[]>(join(dataDir, 'watermarks.json'));
    return new WatermarkStore(join(dataDir, 'watermarks'), file, (await file.read()) ?? []);
  }

  get(uid: string): Watermark | undefined {
    return this.#watermarks.find((each) => each.uid === uid);
  }

  /** Newest first. */
  list(): readonly Watermark[] {
    return this.#watermarks;
  }

  async create(watermark: Watermark, png: Uint8Array): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    await writeFile(this.pathOf(watermark.uid), png);
    await this.#save([watermark, ...this.#watermarks]);
  }

  /** Answers whether there was one. */
  async delete(uid: string): Promise<boolean> {
    if (!this.get(uid)) return false;
    await this.#save(this.#watermarks.filter((each) => each.uid !== uid));
    // Its picture stays: videos that named it before are still drawn with it.
    return true;
  }

  /** Returns the path of a watermark's image, even of a deleted one. */
  pathOf(uid: string): string {
    return join(this.#dir, `${uid}.png`);
  }

  async #save(watermarks: readonly Watermark[]): Promise<void> {
    this.#watermarks = watermarks;
    await this.#file.write([...watermarks]);
  }
}
