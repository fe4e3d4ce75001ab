import MP4Demuxer from 'hls.js/src/demux/mp4demuxer.ts';
import Transmuxer from 'hls.js/src/demux/transmuxer.ts';
import { hasReaders, loadReaders } from './readers.mjs';

export * from 'hls.js/src/demux/transmuxer.ts';

/** Fetches what reads other segments than fMP4 when the first of them comes; what follows waits for its turn. */
export default class extends Transmuxer {
  /** Fulfilled when all that had to wait so far was begun. */
  #turn;

  configure(config) {
    if (this.#turn) void this.#wait(() => super.configure(config));
    else super.configure(config);
  }

  push(data, decryptdata, chunkMeta, state) {
    const isReadable = hasReaders() || MP4Demuxer.probe(new Uint8Array(data));
    if (!this.#turn && isReadable) return super.push(data, decryptdata, chunkMeta, state);
    return this.#wait(() => super.push(data, decryptdata, chunkMeta, state));
  }

  flush(chunkMeta) {
    return this.#turn ? this.#wait(() => super.flush(chunkMeta)) : super.flush(chunkMeta);
  }

  /** Does something in its turn. It may go on for longer than that: decrypting does, and pushes what it has decrypted. */
  #wait(begin) {
    const begun = (this.#turn ?? loadReaders()).then(() => ({ result: begin() }));
    const turn = begun.then(
      () => this.#passed(turn),
      () => this.#passed(turn),
    );
    this.#turn = turn;
    return begun.then(({ result }) => result);
  }

  #passed(turn) {
    if (this.#turn === turn) this.#turn = undefined;
  }
}
