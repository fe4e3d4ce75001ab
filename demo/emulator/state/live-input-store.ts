import { join } from 'node:path';
import { JsonFile } from './json-file.js';
import type { LiveInputRecord } from '../records/live-input-record.js';
import { toTimestamp } from '../shared/time.js';

/** The account's live inputs. */
export class LiveInputStore {
  readonly #file: JsonFile<readonly LiveInputRecord[]>;
  readonly #now: () => number;
  #inputs: readonly LiveInputRecord[];

  private constructor(
    file: JsonFile<readonly LiveInputRecord[]>,
    inputs: readonly LiveInputRecord[],
    now: () => number,
  ) {
    this.#file = file;
    this.#inputs = inputs;
    this.#now = now;
  }

  static async open(dataDir: string, now: () => number): Promise<LiveInputStore> {
    const file = new JsonFile<readonly LiveInputRecord[]>(join(dataDir, 'live-inputs.json'));
    return new LiveInputStore(file, (await file.read()) ?? [], now);
  }

  get(uid: string): LiveInputRecord | undefined {
    return this.#inputs.find((input) => input.uid === uid);
  }

  /** All inputs, newest first. */
  list(): LiveInputRecord[] {
    return [...this.#inputs].reverse();
  }

  async create(input: LiveInputRecord): Promise<void> {
    await this.#save([...this.#inputs, input]);
  }

  /** Updates an input and returns it; `undefined` if there is none. */
  async update(uid: string, change: Partial<LiveInputRecord>): Promise<LiveInputRecord | undefined> {
    const modified = toTimestamp(this.#now());
    await this.#save(this.#inputs.map((input) => (input.uid === uid ? { ...input, ...change, modified } : input)));
    return this.get(uid);
  }

  async delete(uid: string): Promise<void> {
    await this.#save(this.#inputs.filter((input) => input.uid !== uid));
  }

  async #save(inputs: readonly LiveInputRecord[]): Promise<void> {
    this.#inputs = inputs;
    await this.#file.write(inputs);
  }
}
