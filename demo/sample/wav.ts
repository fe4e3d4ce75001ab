import { SAMPLE_RATE, type Stereo } from './sound.js';

const BYTES_PER_FRAME = 4;

/** Writes sound as a WAV file of 16 bits a sample. */
export function wavOf({ left, right }: Stereo): Buffer {
  const dataBytes = left.length * BYTES_PER_FRAME;
  const file = Buffer.alloc(44 + dataBytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + dataBytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * BYTES_PER_FRAME, 28);
  file.writeUInt16LE(BYTES_PER_FRAME, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
  for (let index = 0; index < left.length; index += 1) {
    file.writeInt16LE(Math.round((left[index] ?? 0) * 32_767), 44 + index * BYTES_PER_FRAME);
    file.writeInt16LE(Math.round((right[index] ?? 0) * 32_767), 46 + index * BYTES_PER_FRAME);
  }
  return file;
}
