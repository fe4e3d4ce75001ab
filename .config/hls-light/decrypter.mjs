/** Decrypts what is encrypted, which nothing of Stream is. */
export default class {
  destroy = () => undefined;
}

export const isFullSegmentEncryption = () => false;
export const getAesModeFromFullSegmentMethod = () => undefined;
