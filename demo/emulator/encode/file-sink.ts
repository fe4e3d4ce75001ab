import { open, type FileHandle } from 'node:fs/promises';
import type { StreamTargetChunk } from 'mediabunny';

/** Creates a file sink whose errors go to `onError`, because nothing could catch them in the muxer. */
export function fileSink(path: string, onError: (error: unknown) => void): WritableStream<StreamTargetChunk> {
  let file: FileHandle | undefined;
  const guarded = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
  };
  return new WritableStream<StreamTargetChunk>({
    start: () => guarded(async () => (file = await open(path, 'w'))),
    write: ({ data, position }) => guarded(async () => file?.write(data, 0, data.byteLength, position)),
    close: () => guarded(async () => file?.close()),
    abort: () => guarded(async () => file?.close()),
  });
}
